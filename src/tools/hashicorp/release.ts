/** Fetches, verifies and unpacks HashiCorp's releases. */

import { rm } from 'node:fs/promises';
import { sha256FromList } from '../../artifacts/checksums.ts';
import { ConfigurationError } from '../../errors.ts';
import type { Log } from '../../github/log.ts';
import type { Downloader } from '../download/download.ts';
import { DownloadError, VerificationError } from '../download/errors.ts';
import { toMirror } from '../download/mirror.ts';
import { extractFiles } from '../download/unpack.ts';
import { verifySignature } from '../verify/signature.ts';
import type { TrustedKey } from '../verify/trusted-keys.ts';

const releaseSite = 'https://releases.hashicorp.com';

/** A platform in the words of HashiCorp's release files. */
export interface Platform {
  readonly os: 'linux' | 'darwin';
  readonly arch: 'amd64' | 'arm64';
}

/** A product's release for one platform. */
export interface Release {
  readonly product: 'packer' | 'packer-plugin-amazon';
  readonly version: string;
  /** The action's input that chose the version, for messages. */
  readonly input: string;
  readonly platform: Platform;
}

interface DownloadContext {
  readonly download: Downloader;
  readonly key: TrustedKey;
  readonly mirror: string | null;
}

/** Converts Node's names; throws a ConfigurationError for a platform that the action does not support. */
export function toPlatform(os: string, arch: string): Platform {
  const goArch = arch === 'x64' ? 'amd64' : arch;
  if ((os !== 'linux' && os !== 'darwin') || (goArch !== 'amd64' && goArch !== 'arm64')) {
    throw new ConfigurationError(
      `this machine is ${os}/${arch}: the action runs on linux or darwin, x64 or arm64`,
    );
  }
  return { os, arch: goArch };
}

/** Throws a ConfigurationError for anything but an exact version such as 1.16.0. */
export function checkVersion({ input, version }: Release): void {
  if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) {
    throw new ConfigurationError(`${input}: "${version}" is not an exact version such as 1.16.0`);
  }
}

/**
 * Fetches the archive of a release, verifies it, and puts one of its files into `folder`, executable. The trusted key must
 * have signed the checksum file, which must list the archive's SHA-256.
 * @param isWanted selects the file; exactly one must match
 * @returns the path of the file; nothing else is left in `folder`
 * @throws VerificationError; ConfigurationError for a version that is not published; DownloadError
 */
export async function fetchRelease(
  release: Release,
  isWanted: (name: string) => boolean,
  folder: string,
  { download, key, mirror, log }: DownloadContext & { readonly log: Log },
): Promise<string> {
  const { product, version, platform } = release;
  const base = `${releaseSite}/${product}/${version}/${product}_${version}`;
  const name = `${product}_${version}_${platform.os}_${platform.arch}.zip`;
  const zipUrl = `${releaseSite}/${product}/${version}/${name}`;
  log.info(`${product} ${version} is not in the tool cache; fetching ${toMirror(zipUrl, mirror)}`);
  const expected = await fetchSignedChecksum(release, base, name, { download, key, mirror });
  const zip = await notFoundAsConfigError(release, mirror, download.fetchFile(zipUrl, folder));
  try {
    const from = toMirror(zipUrl, mirror);
    if (zip.sha256 !== expected) {
      throw new VerificationError(
        'wrong-hash',
        `${from} is not trusted: its SHA-256 is ${zip.sha256}, but the signed checksum file says ${expected}. Nothing of it was kept or run.`,
      );
    }
    const [program] = await extractFiles(
      { path: zip.path, kind: 'zip', displayName: from },
      folder,
      (names) => [findOnlyFile(names, from, isWanted)],
    );
    return program as string; // findOnlyFile has chosen one.
  } finally {
    await rm(zip.path, { force: true });
  }
}

async function fetchSignedChecksum(
  release: Release,
  base: string,
  name: string,
  { download, key, mirror }: DownloadContext,
): Promise<string> {
  const [sums, signature] = await notFoundAsConfigError(
    release,
    mirror,
    Promise.all([download.fetchBytes(`${base}_SHA256SUMS`), download.fetchBytes(`${base}_SHA256SUMS.sig`)]),
  );
  const url = toMirror(`${base}_SHA256SUMS`, mirror);
  await verifySignature({ content: sums, signature, url }, key);
  const checksum = sha256FromList(sums.toString('utf8'), name);
  if (checksum === null) {
    throw new VerificationError(
      'not-listed',
      `${url} is signed, but does not list ${name}. Nothing was kept or run.`,
    );
  }
  return checksum;
}

function findOnlyFile(names: readonly string[], url: string, isWanted: (name: string) => boolean): string {
  const [only, ...others] = names.filter(isWanted);
  if (only !== undefined && others.length === 0) return only;
  throw new ConfigurationError(`${url} must hold the program exactly once; it holds: ${names.join(', ')}`);
}

/** Turns a 404 or 403 of the release site, which mean that there is no such version, into a ConfigurationError. */
async function notFoundAsConfigError<T>(
  release: Release,
  mirror: string | null,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DownloadError) || (error.status !== 404 && error.status !== 403)) throw error;
    const { product, version, input, platform } = release;
    const site = toMirror(`${releaseSite}/${product}/`, mirror);
    throw new ConfigurationError(
      `${input}: ${product} ${version} for ${platform.os}/${platform.arch} is not published at ${site} (${error.message}); choose a version listed there`,
      { cause: error },
    );
  }
}
