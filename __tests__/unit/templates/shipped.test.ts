/** The shipped templates as the plan reads them: a change to one AMI must not rebuild the others. */

import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { temporaryFolder, writeFiles } from '../../helpers/folders.ts';
import { fakeQueries, fingerprintsOf, type PlanSettings } from '../../helpers/planning.ts';

const packer = fileURLToPath(new URL('../../../packer/', import.meta.url));
const amis = ['base', 'gpu-worker', 'lighthouse'];

/** Publishers that list every file that the shipped templates download. */
const publishers = {
  async fetchText(url: string) {
    if (url.startsWith('https://api.github.com/')) {
      const asset = (name: string) => ({ name, digest: `sha256:${'d'.repeat(64)}` });
      return JSON.stringify({ assets: [asset('liqoctl-linux-amd64.tar.gz'), asset('liqo-v1.2.0.tgz')] });
    }
    const names = ['nebula-linux-amd64.tar.gz', 'k3s', 'k3s-airgap-images-amd64.tar.zst'];
    const ollama = ['./ollama-linux-amd64.tgz', './ollama-linux-amd64.tar.zst'];
    return [...names, ...ollama].map((name) => `${'a'.repeat(64)}  ${name}\n`).join('');
  },
};

const printsOf = (folder: string, variables: Record<string, string> = {}, more: PlanSettings = {}) =>
  fingerprintsOf(folder, { queries: fakeQueries(publishers), variables, ...more });

/** The AMIs whose fingerprints differ. */
function changed(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(after)
    .filter((ami) => before[ami] !== after[ami])
    .sort();
}

test.each([
  ['nebula_version', '1.9.7', amis],
  ['k3s_version', 'v1.31.3+k3s1', ['gpu-worker', 'lighthouse']],
  ['liqo_version', '1.1.2', ['lighthouse']],
  ['nvidia_driver_version', '580', ['gpu-worker']],
  ['nvidia_key_fingerprint', '0'.repeat(40), ['gpu-worker']],
  ['ollama_version', '0.6.7', ['gpu-worker']],
  ['root_volume_size_gb', '20', ['base', 'lighthouse', 'gpu-worker'].sort()],
  ['gpu_root_volume_size_gb', '60', ['gpu-worker']],
])('the variable %s changes the AMIs that use it, and no others', async (variable, value, users) => {
  expect(changed(await printsOf(packer), await printsOf(packer, { [variable]: value }))).toEqual(users);
});

test.each([
  ['common/lib.sh', amis],
  ['common/validate.sh', amis],
  ['common/removed-paths', amis],
  ['common/verify-k3s.sh', ['gpu-worker', 'lighthouse']],
  ['common/scripts/70-install-k3s.sh', ['gpu-worker', 'lighthouse']],
  ['common/reboot.sh', ['gpu-worker']],
  ['base/rootfs/etc/systemd/system/nebula.service', amis],
  ['lighthouse/scripts/30-install-liqoctl.sh', ['lighthouse']],
  ['gpu-worker/lib.sh', ['gpu-worker']],
  ['gpu-worker/verify.sh', ['gpu-worker']],
  // A path that is not known would make the whole folder an input.
  ['a-note.md', []],
])('the file %s is read by the AMIs that run it, and no others', async (file, readers) => {
  const folder = temporaryFolder();
  cpSync(packer, folder, { recursive: true });
  const before = await printsOf(folder);
  writeFiles(folder, { [file]: '# changed\n' });
  expect(changed(before, await printsOf(folder))).toEqual(readers);
});
