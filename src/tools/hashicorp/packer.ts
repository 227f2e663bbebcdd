/** Installs Packer. */

import { join } from 'node:path';
import { type EntryId, ToolCache } from '../cache/tool-cache.ts';
import { createToolDownloader, findToolCacheRoot, type ToolContext } from '../context.ts';
import { type TrustedKey, trustRoot } from '../verify/trusted-keys.ts';
import { checkVersion, fetchRelease, type Release, toPlatform } from './release.ts';

export interface PackerRequest {
  /** Exact, such as 1.16.0. */
  readonly version: string;
  readonly mirror: string | null;
  readonly key: TrustedKey;
}

/**
 * Gets Packer from the tool cache, or from the release site with its signature and SHA-256 verified.
 * @returns the path of the executable
 * @throws VerificationError, ConfigurationError, DownloadError; nothing is kept then
 */
export async function installPacker(
  { version, mirror, key }: PackerRequest,
  context: ToolContext,
): Promise<string> {
  const platform = toPlatform(process.platform, process.arch);
  const release: Release = { product: 'packer', version, input: 'packer-version', platform };
  checkVersion(release);
  const toolCache = new ToolCache(findToolCacheRoot(context.env), context.log);
  const id = toEntryId(release, key);
  const found = await toolCache.find(id);
  if (found !== null) return join(found, 'packer');
  const download = createToolDownloader(context, mirror);
  const folder = await toolCache.put(id, async (stage) => {
    await fetchRelease(release, (name) => name === 'packer', stage, {
      download,
      key,
      mirror,
      log: context.log,
    });
  });
  context.log.info(`Packer ${version}: signature and SHA-256 verified, kept in ${folder}`);
  return join(folder, 'packer');
}

/** The name of an entry contains the trust root, so that a release verified with one key is not a hit for another. */
export function toEntryId({ product, version }: Release, key: TrustedKey): EntryId {
  return { tool: `ami-action-${product}-${trustRoot(key)}`, version, arch: process.arch };
}
