/** Liqo's releases on GitHub, and its images in their registry. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Contents, sha256, tar, tarGz, writeContents } from '../archive.ts';
import type { Publisher } from './publisher.ts';

const tag = 'v1.2.0';

/**
 * Liqo's GitHub release: liqoctl and the chart. There is no list of checksums; GitHub's API gives a digest of each asset.
 * Beside it the registry's answers for the images that the chart names, each a stand-in of one layer.
 */
export const liqo: Publisher = {
  parts: ['liqoctl'],
  async fill(dir, { part }) {
    const release = join(dir, 'github.com/liqotech/liqo/releases/download', tag);
    const built = await part('liqoctl');
    await tarGz(join(release, 'liqoctl-linux-amd64.tar.gz'), {
      liqoctl: { file: join(built, 'liqoctl') },
      LICENSE: { file: join(built, 'LICENSE') },
    });
    await tarGz(join(release, `liqo-${tag}.tgz`), await collectChart(join(built, 'chart')));
    const api = join(dir, 'api.github.com/repos/liqotech/liqo/releases/tags');
    await mkdir(api, { recursive: true });
    await writeFile(join(api, tag), JSON.stringify(await describeRelease(release)));
    const values = await readFile(join(built, 'chart/values.yaml'), 'utf8');
    for (const [, name = ''] of values.matchAll(/^ +name: "(ghcr\.io\/liqotech\/\S+)"$/gm))
      await writeImage(dir, name);
  },
};

/** Collects what `helm package` packs: the chart below its name, with the version of the release. */
async function collectChart(folder: string): Promise<Contents> {
  const contents: Record<string, string | { file: string }> = {};
  for (const item of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = join(item.parentPath, item.name);
    if (item.isFile()) contents[join('liqo', relative(folder, file))] = { file };
  }
  const description = await readFile(join(folder, 'Chart.yaml'), 'utf8');
  const released = description.replace(/^version: .*$/m, `version: ${tag}\nappVersion: ${tag}`);
  return { ...contents, 'liqo/Chart.yaml': released };
}

/** Returns the part of GitHub's answer about a release that lists its assets. */
async function describeRelease(release: string): Promise<object> {
  const assets = await Promise.all(
    (await readdir(release)).sort().map(async (name) => ({
      name,
      state: 'uploaded',
      size: (await stat(join(release, name))).size,
      digest: `sha256:${await sha256(join(release, name))}`,
      browser_download_url: `https://github.com/liqotech/liqo/releases/download/${tag}/${name}`,
    })),
  );
  return { tag_name: tag, name: tag, draft: false, prerelease: false, assets };
}

/** Writes an image in the layout of the OCI distribution protocol, so that `https://HOST/v2/...` is a plain file here. */
async function writeImage(dir: string, name: string): Promise<void> {
  const [host = '', ...rest] = name.split('/');
  const repository = join(dir, host, 'v2', ...rest);
  const layer = join(repository, 'layer');
  await tar(layer, { 'STAND-IN': `stands in for the image ${name}:${tag}\n` });
  const content = await readFile(layer, 'latin1');
  await rm(layer);
  const digest = (text: string) => `sha256:${createHash('sha256').update(text, 'latin1').digest('hex')}`;
  const rootfs = { type: 'layers', diff_ids: [digest(content)] };
  const config = JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs });
  const blob = (mediaType: string, text: string) => ({ mediaType, digest: digest(text), size: text.length });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: blob('application/vnd.oci.image.config.v1+json', config),
    layers: [blob('application/vnd.oci.image.layer.v1.tar', content)],
  });
  // A client asks for the digest by the tag, and for the manifest by the digest.
  await writeContents(repository, {
    [`manifests/${tag}`]: manifest,
    [`manifests/${digest(manifest)}`]: manifest,
    [`blobs/${digest(config)}`]: config,
    [`blobs/${digest(content)}`]: content,
  });
}
