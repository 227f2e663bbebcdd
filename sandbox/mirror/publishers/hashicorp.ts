import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checksums, zip } from '../archive.ts';
import type { Publisher } from './publisher.ts';

const PACKER = '1.16.0';
const PLUGIN = '1.8.2';

/** What HashiCorp puts into its archives besides. */
const licence = {
  'LICENSE.txt': 'Built by the sandbox from the module that its publisher tagged; its licence applies.\n',
};

/** Packer and its amazon plugin, as on HashiCorp's release site: zip, list of checksums, signature of the list. */
export const hashicorp: Publisher = {
  parts: ['packer', 'plugin-amazon'],
  async fill(dir, { part, key }) {
    const release = async (product: string, version: string, binary: string, file: string) => {
      const folder = path.join(dir, 'releases.hashicorp.com', product, version);
      const archive = `${product}_${version}_linux_amd64.zip`;
      await zip(path.join(folder, archive), { [binary]: { file }, ...licence });
      const sums = path.join(folder, `${product}_${version}_SHA256SUMS`);
      await writeFile(sums, await checksums({ [archive]: path.join(folder, archive) }));
      await writeFile(`${sums}.sig`, await key.detached(await readFile(sums)));
    };
    await release('packer', PACKER, 'packer', path.join(await part('packer'), 'packer'));
    const plugin = path.join(await part('plugin-amazon'), 'packer-plugin-amazon');
    await release('packer-plugin-amazon', PLUGIN, `packer-plugin-amazon_v${PLUGIN}_x5.0_linux_amd64`, plugin);
  },
};
