import { basename, dirname } from 'node:path';
import { ConfigurationError } from '../../errors.ts';
import { downloaderOf, type ToolContext } from '../context.ts';
import { VerificationError } from '../download/errors.ts';
import { type Archive, extractFiles } from '../download/unpack.ts';

/** Ready-made binaries: an archive at `url` whose SHA-256 is `sha256` (hex). */
export interface PrebuiltArchive {
  readonly url: string;
  readonly sha256: string;
}

/**
 * Fetches the archive, checks its SHA-256 and puts `program` and the files that lie beside it into `target`, executable.
 * The archive is a .zip, .tar.gz or .tgz and holds `program` exactly once, at any depth. `temp` is a folder on the
 * file system of `target`.
 */
export async function fetchPrebuilt(
  { url, sha256 }: PrebuiltArchive,
  program: string,
  target: string,
  { mirror, temp }: { mirror: string | null; temp: string },
  deps: ToolContext,
): Promise<void> {
  const kind = kindOf(url);
  const called = `binaries: ${url}`;
  const archive = await downloaderOf(deps, mirror).fetchFile(url, temp);
  if (archive.sha256 !== sha256.toLowerCase()) {
    throw new VerificationError(
      'wrong-hash',
      `${called} is not trusted: its SHA-256 is ${archive.sha256}, expected was ${sha256.toLowerCase()}. Nothing of it was kept or run.`,
    );
  }
  await extractFiles({ path: archive.path, kind, called }, target, (names) => {
    const folder = onlyFolder(names, program, called);
    return names.filter((name) => dirname(name) === folder);
  });
}

function kindOf(url: string): Archive['kind'] {
  const { pathname } = new URL(url);
  if (pathname.endsWith('.zip')) return 'zip';
  if (pathname.endsWith('.tar.gz') || pathname.endsWith('.tgz')) return 'tar';
  throw new ConfigurationError(`binaries: ${url} must be a .zip, .tar.gz or .tgz archive`);
}

function onlyFolder(names: readonly string[], program: string, called: string): string {
  const [only, ...others] = names.filter((name) => basename(name) === program);
  if (only !== undefined && others.length === 0) return dirname(only);
  throw new ConfigurationError(
    `${called} must hold ${program} exactly once; it holds: ${names.slice(0, 20).join(', ')}`,
  );
}
