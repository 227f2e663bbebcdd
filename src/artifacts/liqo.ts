/** Liqo's releases on GitHub. They have no checksum file, but GitHub's API gives a digest of each asset. */

import type { Artifact, ArtifactName, Artifacts } from './artifact.ts';
import { assetsOfRelease } from './checksums.ts';
import { type PublisherClient, stripLeadingV } from './publisher.ts';

/** Resolves `liqoctl` and `liqo_chart`, which is the release's only .tgz. */
export async function resolveLiqo(
  text: string,
  client: PublisherClient,
  wanted: ReadonlySet<ArtifactName>,
): Promise<Artifacts> {
  const version = stripLeadingV(text);
  const api = `https://api.github.com/repos/liqotech/liqo/releases/tags/v${version}`;
  const assets = assetsOfRelease(await client.fetchText(api));
  const find = (pattern: RegExp): Artifact => {
    const asset = assets.find(({ name }) => pattern.test(name));
    if (asset === undefined) throw new Error(`${api} names no asset like ${pattern.source}`);
    if (asset.sha256 === null) throw new Error(`${api} gives no SHA-256 for ${asset.name}`);
    const url = `https://github.com/liqotech/liqo/releases/download/v${version}/${asset.name}`;
    return { version, url, sha256: asset.sha256 };
  };
  return {
    ...(wanted.has('liqoctl') ? { liqoctl: find(/^liqoctl-linux-amd64\.tar\.gz$/) } : {}),
    ...(wanted.has('liqo_chart') ? { liqo_chart: find(/^liqo-?[\w.-]*\.tgz$/) } : {}),
  };
}
