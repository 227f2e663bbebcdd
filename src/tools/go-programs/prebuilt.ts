/** Go programs from an archive that the user built elsewhere. */

import { basename, dirname } from 'node:path';
import { ConfigurationError } from '../../errors.ts';
import { createToolDownloader, type ToolContext } from '../context.ts';
import { VerificationError } from '../download/errors.ts';
import { type Archive, extractFiles } from '../download/unpack.ts';

export interface PrebuiltArchive {
  readonly url: string;
  /** Hex. */
  readonly sha256: string;
}

/**
 * Fetches the archive, checks its SHA-256 and puts `program` and the files beside it into `target`, executable. The archive is
 * a .zip, .tar.gz or .tgz and holds `program` exactly once, at any depth.
 * @param temp a folder on the file system of `target`
 */
export async function fetchPrebuilt(
  { url, sha256 }: PrebuiltArchive,
  program: string,
  target: string,
  { mirror, temp }: { mirror: string | null; temp: string },
  context: ToolContext,
): Promise<void> {
  const kind = toArchiveKind(url);
  const displayName = `binaries: ${url}`;
  const archive = await createToolDownloader(context, mirror).fetchFile(url, temp);
  if (archive.sha256 !== sha256.toLowerCase()) {
    throw new VerificationError(
      'wrong-hash',
      `${displayName} is not trusted: its SHA-256 is ${archive.sha256}, but ${sha256.toLowerCase()} was expected. Nothing of it was kept or run.`,
    );
  }
  await extractFiles({ path: archive.path, kind, displayName }, target, (names) => {
    const folder = findProgramFolder(names, program, displayName);
    return names.filter((name) => dirname(name) === folder);
  });
}

function toArchiveKind(url: string): Archive['kind'] {
  const { pathname } = new URL(url);
  if (pathname.endsWith('.zip')) return 'zip';
  if (pathname.endsWith('.tar.gz') || pathname.endsWith('.tgz')) return 'tar';
  throw new ConfigurationError(`binaries: ${url} must be a .zip, .tar.gz or .tgz archive`);
}

function findProgramFolder(names: readonly string[], program: string, displayName: string): string {
  const [only, ...others] = names.filter((name) => basename(name) === program);
  if (only !== undefined && others.length === 0) return dirname(only);
  throw new ConfigurationError(
    `${displayName} must hold ${program} exactly once; it holds: ${names.slice(0, 20).join(', ')}`,
  );
}
