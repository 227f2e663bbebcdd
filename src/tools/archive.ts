import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { ConfigurationError, messageOf } from '../errors.ts';
import { downloaderOf, type ToolDeps } from './deps.ts';
import { VerificationError } from './errors.ts';
import { extractZipEntry, listZip } from './zip.ts';

/** Ready-made binaries: an archive at `url` whose SHA-256 is `sha256` (hex). */
export interface BinariesArchive {
  readonly url: string;
  readonly sha256: string;
}

/**
 * Fetches the archive, checks its SHA-256 and puts `program` and the files that lie beside it into `target`.
 * The archive is a .zip, .tar.gz or .tgz and holds `program` exactly once, at any depth.
 */
export async function fetchBinaries(
  { url, sha256 }: BinariesArchive,
  program: string,
  target: string,
  { mirror, temp }: { mirror: string | null; temp: string },
  deps: ToolDeps,
): Promise<void> {
  const kind = kindOf(url);
  const archive = await downloaderOf(deps, mirror).fetchFile(url, temp);
  if (archive.sha256 !== sha256.toLowerCase()) {
    throw new VerificationError(
      'wrong-hash',
      `binaries: ${url} is not trusted: its SHA-256 is ${archive.sha256}, expected was ${sha256.toLowerCase()}. Nothing of it was kept or run.`,
    );
  }
  try {
    if (kind === 'zip') await unzipBeside(archive.path, program, target);
    else await untarBeside(archive.path, program, target, temp, deps);
  } catch (error) {
    throw new ConfigurationError(`binaries: ${url}: ${messageOf(error)}`, { cause: error });
  }
}

function kindOf(url: string): 'zip' | 'tar' {
  const { pathname } = new URL(url);
  if (pathname.endsWith('.zip')) return 'zip';
  if (pathname.endsWith('.tar.gz') || pathname.endsWith('.tgz')) return 'tar';
  throw new ConfigurationError(`binaries: ${url} must be a .zip, .tar.gz or .tgz archive`);
}

async function unzipBeside(archive: string, program: string, target: string): Promise<void> {
  const entries = (await listZip(archive)).filter(({ name }) => !name.endsWith('/'));
  const folder = onlyFolder(
    entries.map(({ name }) => name),
    program,
  );
  for (const entry of entries) {
    if (path.posix.dirname(entry.name) !== folder) continue;
    await extractZipEntry(archive, entry, path.join(target, path.posix.basename(entry.name)), 0o755);
  }
}

async function untarBeside(
  archive: string,
  program: string,
  target: string,
  temp: string,
  deps: ToolDeps,
): Promise<void> {
  const unpacked = path.join(temp, 'unpacked');
  await mkdir(unpacked);
  const { exitCode, stderr } = await deps.run('tar', ['-xzf', archive, '-C', unpacked, '--no-same-owner'], {
    cwd: temp,
  });
  if (exitCode !== 0) throw new Error(`tar failed with exit code ${exitCode}: ${stderr.trim()}`);
  const files = (await readdir(unpacked, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const names = files.map((entry) => path.relative(unpacked, path.join(entry.parentPath, entry.name)));
  const folder = onlyFolder(names, program);
  for (const name of names) {
    if (path.dirname(name) === folder)
      await copyFile(path.join(unpacked, name), path.join(target, path.basename(name)));
  }
  await rm(unpacked, { recursive: true });
}

function onlyFolder(names: readonly string[], program: string): string {
  const [only, ...others] = names.filter((name) => path.posix.basename(name) === program);
  if (only !== undefined && others.length === 0) return path.posix.dirname(only);
  throw new Error(`it must hold ${program} exactly once; it holds: ${names.slice(0, 20).join(', ')}`);
}
