import { join } from 'node:path';
import { type EntryId, ToolCache } from '../cache/tool-cache.ts';
import { downloaderOf, type ToolContext, toolCacheRoot } from '../context.ts';
import { type TrustedKey, trustRoot } from '../verify/trusted-keys.ts';
import { checkVersion, fetchRelease, platformOf, type Release } from './release.ts';

export interface PackerRequest {
  /** Exact, such as 1.16.0. */
  readonly version: string;
  readonly mirror: string | null;
  readonly key: TrustedKey;
}

/**
 * Packer from the tool cache, or from the release site with signature and SHA-256 proven.
 * @returns the executable's path, and whether it was in the tool cache
 * @throws VerificationError, ConfigurationError, DownloadError; nothing is kept then
 */
export async function installPacker(
  { version, mirror, key }: PackerRequest,
  deps: ToolContext,
): Promise<{ executable: string; cached: boolean }> {
  const platform = platformOf(process.platform, process.arch);
  const release: Release = { product: 'packer', version, input: 'packer-version', platform };
  checkVersion(release);
  const store = new ToolCache(toolCacheRoot(deps.env), deps.log);
  const id = entryOf(release, key);
  const found = await store.find(id);
  if (found !== null) return { executable: join(found, 'packer'), cached: true };
  const download = downloaderOf(deps, mirror);
  const folder = await store.put(id, async (stage) => {
    await fetchRelease(release, (name) => name === 'packer', stage, { download, key, mirror, log: deps.log });
  });
  deps.log.info(`Packer ${version}: signature and SHA-256 proven, kept in ${folder}`);
  return { executable: join(folder, 'packer'), cached: false };
}

/** The entry bears the trust root in its name: what one key vouched for is no hit for another. */
export function entryOf({ product, version }: Release, key: TrustedKey): EntryId {
  return { tool: `ami-action-${product}-${trustRoot(key)}`, version, arch: process.arch };
}
