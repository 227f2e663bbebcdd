/** The sources of the Go programs: where they are, their digest, and a copy for the build. */

import { createHash } from 'node:crypto';
import { type Dirent, statSync } from 'node:fs';
import { cp, lstat, readdir, readlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ConfigurationError } from '../../errors.ts';
import { sha256File } from '../verify/hash.ts';
import { findUnreadFiles } from './unread-files.ts';

/** Bump this if the digest has to cover more, or differently. Programs are built again then, and so is every AMI with them. */
const digestVersion = 2;

const makefiles = ['GNUmakefile', 'makefile', 'Makefile'];

/**
 * The absolute folder of the sources: `folder` in the workspace if it exists there, else in the action.
 * @throws ConfigurationError that names both candidates, or the one without a Makefile
 */
export async function locateSources(folder: string, workspace: string, actionRoot: string): Promise<string> {
  const candidates = [...new Set([workspace, actionRoot].map((root) => resolve(root, folder)))];
  for (const candidate of candidates) {
    if (!statSync(candidate, { throwIfNoEntry: false })?.isDirectory()) continue;
    const names = await readdir(candidate);
    if (makefiles.some((name) => names.includes(name))) return candidate;
    throw new ConfigurationError(
      `binaries: ${candidate} has no Makefile; it needs one with the target build-linux`,
    );
  }
  throw new ConfigurationError(`binaries: there is no folder ${candidates.join(' and no folder ')}`);
}

/**
 * The sources by name, relative, with forward slashes: all files of the folder, tracked by git or not, except `.git`, the output
 * of `make build-linux`, which is the folder's own `bin`, and what no build reads.
 */
async function listSources(folder: string): Promise<Map<string, Dirent>> {
  const files = new Map<string, Dirent>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const name = nameOf(folder, join(entry.parentPath, entry.name));
    if (!entry.isDirectory() && isSource(name)) files.set(name, entry);
  }
  const regular = [...files].filter(([, entry]) => entry.isFile()).map(([name]) => name);
  for (const name of await findUnreadFiles(folder, regular)) files.delete(name);
  return files;
}

function nameOf(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/');
}

/**
 * One line for each file of the sources, sorted by name, with its SHA-256 and whether it is executable.
 * @throws ConfigurationError for a link that leads out of the folder, as no digest would cover its target
 */
async function describeSources(folder: string): Promise<string[]> {
  const lines: string[] = [];
  for (const [name, entry] of await listSources(folder)) {
    const file = join(folder, name);
    if (entry.isSymbolicLink()) lines.push(`${name}\0link\0${await readInnerLink(folder, file)}`);
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

/** Hex SHA-256 of the sources, and of the settings that decide what is built from them. */
export async function digestSources(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  const hash = createHash('sha256').update(`ami-action binaries ${digestVersion}\n`);
  for (const name of Object.keys(settings).sort()) hash.update(`${name}=${settings[name]}\n`);
  for (const line of await describeSources(folder)) hash.update(`${line}\n`);
  return hash.digest('hex');
}

/** Copies exactly what digestSources covers. */
export async function copySources(folder: string, target: string): Promise<void> {
  const sources = await listSources(folder);
  await cp(folder, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: async (file) => {
      const name = nameOf(folder, file);
      return isSource(name) && (sources.has(name) || (await lstat(file)).isDirectory());
    },
  });
}

function isSource(name: string): boolean {
  const parts = name.split('/');
  return parts[0] !== 'bin' && !parts.includes('.git');
}

async function readInnerLink(folder: string, link: string): Promise<string> {
  const target = await readlink(link);
  const inner = relative(folder, resolve(dirname(link), target));
  if (isAbsolute(target) || inner === '..' || inner.startsWith(`..${sep}`)) {
    throw new ConfigurationError(
      `binaries: the link ${link} leads out of the sources, to ${target}; put its target into ${folder}`,
    );
  }
  return target;
}
