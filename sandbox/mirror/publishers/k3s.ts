/** k3s's releases on GitHub. */
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { formatChecksums, tar, writeContents } from '../archive.ts';
import type { Publisher } from './publisher.ts';

/** The k3s release with the stand-in for k3s, and one small image where k3s has the images of its system pods. */
export const k3s: Publisher = {
  parts: ['k3s'],
  async fill(dir, { part }) {
    const release = join(dir, 'github.com/k3s-io/k3s/releases/download/v1.31.2+k3s1');
    await writeContents(release, { k3s: { file: join(await part('k3s'), 'k3s') } });
    const images = join(release, 'k3s-airgap-images-amd64.tar');
    await writeImageArchive(images, 'docker.io/rancher/mirrored-pause:3.6');
    await writeFile(`${images}.zst`, await promisify(zstdCompress)(await readFile(images)));
    const named = { 'k3s-airgap-images-amd64.tar.zst': `${images}.zst`, k3s: join(release, 'k3s') };
    await writeFile(join(release, 'sha256sum-amd64.txt'), await formatChecksums(named));
    await rm(images);
  },
};

/** Writes an archive as `docker save` does, of one image with one layer that says what it is. */
async function writeImageArchive(archive: string, name: string): Promise<void> {
  const layer = `${archive}.layer`;
  await tar(layer, { 'STAND-IN': `stands in for the image ${name}\n` });
  const digest = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');
  const diff = digest(await readFile(layer));
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: { Cmd: ['/pause'] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${diff}`] },
  });
  const manifest = [{ Config: `${digest(config)}.json`, RepoTags: [name], Layers: [`${diff}/layer.tar`] }];
  await tar(archive, {
    [`${digest(config)}.json`]: config,
    [`${diff}/layer.tar`]: { file: layer },
    'manifest.json': JSON.stringify(manifest),
  });
  await rm(layer);
}
