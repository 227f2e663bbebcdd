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

/**
 * Writes an archive as `docker save` does from 25 on (image/tarexport/save.go of moby), of one image with one layer that says what it is:
 * manifest.json names it in the short form that people type, index.json in the full one, and both lead to the same blobs.
 */
async function writeImageArchive(archive: string, name: string): Promise<void> {
  const layer = `${archive}.layer`;
  await tar(layer, { 'STAND-IN': `stands in for the image ${name}\n` });
  const layerContent = await readFile(layer);
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: { Cmd: ['/pause'] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest(layerContent)}`] },
  });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: descriptor('application/vnd.oci.image.config.v1+json', config),
    layers: [descriptor('application/vnd.oci.image.layer.v1.tar', layerContent)],
  });
  const annotations = {
    'io.containerd.image.name': name,
    'org.opencontainers.image.ref.name': name.slice(name.lastIndexOf(':') + 1),
  };
  const entry = { ...descriptor('application/vnd.oci.image.manifest.v1+json', manifest), annotations };
  const docker = [{ Config: blob(config), RepoTags: [familiar(name)], Layers: [blob(layerContent)] }];
  await tar(archive, {
    [blob(config)]: config,
    [blob(manifest)]: manifest,
    [blob(layerContent)]: { file: layer },
    'index.json': JSON.stringify({ schemaVersion: 2, manifests: [entry] }),
    'manifest.json': JSON.stringify(docker),
    'oci-layout': '{"imageLayoutVersion": "1.0.0"}',
  });
  await rm(layer);
}

const digest = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');
const blob = (content: Buffer | string): string => `blobs/sha256/${digest(content)}`;
const descriptor = (mediaType: string, content: Buffer | string) => ({
  mediaType,
  digest: `sha256:${digest(content)}`,
  size: Buffer.byteLength(content),
});

/** Shortens a name as FamiliarString does (normalize.go of distribution/reference). */
const familiar = (name: string): string => name.replace(/^docker\.io\/(library\/)?/, '');
