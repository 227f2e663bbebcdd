import { createHash } from 'node:crypto';
import { cp, lstat, readdir, readlink, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ConfigurationError } from '../../errors.ts';
import { sha256File } from '../verify/hash.ts';

const makefiles = ['GNUmakefile', 'makefile', 'Makefile'];

/**
 * The folder of the Go sources: `folder` in the workspace if it is there, else in the action's own root.
 * @throws ConfigurationError naming both places, or the one that has no Makefile
 */
export async function locateSources(folder: string, workspace: string, actionRoot: string): Promise<string> {
  const places = [...new Set([workspace, actionRoot].map((root) => resolve(root, folder)))];
  for (const place of places) {
    if (!(await isFolder(place))) continue;
    const names = await readdir(place);
    if (makefiles.some((name) => names.includes(name))) return place;
    throw new ConfigurationError(
      `binaries: ${place} has no Makefile; it must have one with the target build-linux`,
    );
  }
  throw new ConfigurationError(`binaries: there is no folder ${places.join(' and no folder ')}`);
}

/**
 * One line for each file that belongs to the sources, ordered by name, with its SHA-256 and whether it is executable. All files of the folder
 * belong, tracked by git or not, except `.git` and what `make build-linux` makes: the folder's own `bin`.
 * @throws ConfigurationError for a link that leads out of the folder: what is behind it would be in no key
 */
export async function listSources(folder: string): Promise<string[]> {
  const lines: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const name = relative(folder, file).split(sep).join('/');
    if (entry.isDirectory() || !belongs(name)) continue;
    if (entry.isSymbolicLink()) lines.push(`${name}\0link\0${await innerLink(folder, file)}`);
    else if (entry.isFile()) {
      const { mode } = await lstat(file);
      lines.push(`${name}\0${(mode & 0o100) === 0 ? 'file' : 'program'}\0${await sha256File(file)}`);
    } else
      throw new ConfigurationError(
        `binaries: ${file} is neither a file nor a folder; remove it from the sources`,
      );
  }
  return lines.sort();
}

/**
 * Raise it when programs must not be reused although their sources and settings are the same, such as after a change of how
 * they are built. It invalidates every cached build, and the fingerprint of every AMI that takes the programs.
 */
const sourcesDigestVersion = 1;

/** SHA-256, hex, of the sources and of `settings`, whatever else decides what is built of them. */
export async function sourcesDigest(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  const hash = createHash('sha256').update(`ami-action binaries ${sourcesDigestVersion}\n`);
  for (const name of Object.keys(settings).sort()) hash.update(`${name}=${settings[name]}\n`);
  for (const line of await listSources(folder)) hash.update(`${line}\n`);
  return hash.digest('hex');
}

/** Copies exactly what the digest covers. */
export async function copySources(folder: string, target: string): Promise<void> {
  await cp(folder, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => belongs(relative(folder, file).split(sep).join('/')),
  });
}

function belongs(name: string): boolean {
  const parts = name.split('/');
  return parts[0] !== 'bin' && !parts.includes('.git');
}

async function innerLink(folder: string, link: string): Promise<string> {
  const target = await readlink(link);
  const inner = relative(folder, resolve(dirname(link), target));
  if (isAbsolute(target) || inner === '..' || inner.startsWith(`..${sep}`)) {
    throw new ConfigurationError(
      `binaries: the link ${link} leads out of the sources, to ${target}; put what it names into ${folder}`,
    );
  }
  return target;
}

async function isFolder(place: string): Promise<boolean> {
  try {
    return (await stat(place)).isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}
