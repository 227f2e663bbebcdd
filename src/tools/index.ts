/** Packer, its amazon plugin and the Go binaries: found in the tool cache, else fetched and proven or built, else a clear error. */

export { type ActionsCache, actionsCache } from './actions-cache.ts';
export {
  agentBinaries,
  type Binaries,
  type BinariesInput,
  type BinariesRequest,
  binariesDigest,
} from './binaries.ts';
export { findChecksum } from './checksums.ts';
export { type Environment, type Run, type ToolDeps, temporaryRoot, toolCacheRoot, toolDeps } from './deps.ts';
export {
  createDownloader,
  type DownloadDeps,
  type Downloader,
  type Fetched,
  type FetchOptions,
} from './download.ts';
export { type Distrust, DownloadError, VerificationError } from './errors.ts';
export { sha256File } from './hash.ts';
export { hashicorpKey, type TrustedKey, trustRoot } from './keys.ts';
export { upstreamUrl } from './mirror.ts';
export { installPacker, type PackerRequest } from './packer.ts';
export { installPlugin, type PluginRequest } from './plugin.ts';
export { defaultRetryPolicy, type RetryPolicy, TransientError, withRetry } from './retry.ts';
