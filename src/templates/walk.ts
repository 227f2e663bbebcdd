/** Walks files and folders that are read, and says what of each counts. */

import { ConfigurationError, codeOf } from '../errors.ts';
import { readFolder, readLink, realPath, statPath, toText } from './byte-paths.ts';
import { createHashRequest, type HashRequest } from './content-hash.ts';
import { sha256 } from './hash.ts';

/**
 * How a file is read, which decides what of it counts: its bytes; the lines of a script that Packer uploads with LF; or
 * its bytes and its mode, as of what is uploaded or read by a program on this machine.
 */
export type Reading = 'bytes' | 'script' | 'upload';

/** What counts of one path: a hash that is yet to be made, or what it is instead of a file. */
export interface Entry {
  readonly path: string;
  /** Stands before the hash, or is all that there is. */
  readonly facts: string;
  readonly content: HashRequest | null;
}

/** @param parents real paths of the folders above, so that a link to one of them is not followed */
export function* walk(path: string, as: Reading, parents: ReadonlySet<string>): Generator<Entry> {
  const stat = statOrRefuse(path);
  const fact = (facts: string): Entry => ({ path, facts, content: null });
  if (stat === undefined) {
    const link = readLink(path);
    yield fact(link === null ? 'absent' : sha256(`dangling ${link}`));
    return;
  }
  const mode = (stat.mode & 0o777n).toString(8);
  if (stat.isFile()) {
    const form = as === 'script' ? 'unix-lines' : 'bytes';
    yield { path, facts: as === 'upload' ? mode : '', content: createHashRequest(path, stat, form) };
  } else if (stat.isDirectory()) yield* walkFolder(path, mode, as, parents);
  else yield fact('special');
}

function* walkFolder(
  path: string,
  mode: string,
  as: Reading,
  parents: ReadonlySet<string>,
): Generator<Entry> {
  const real = realPath(path);
  if (parents.has(real)) {
    yield { path, facts: sha256(`link ${readLink(path)}`), content: null };
    return;
  }
  const ancestors = new Set(parents).add(real);
  const names = readFolder(path).map(({ name }) => name);
  // A folder of the usual mode counts by what is in it.
  if (names.length === 0 || mode !== '755') {
    yield { path: `${path.replace(/\/+$/, '')}/`, facts: sha256(`folder ${mode}`), content: null };
  }
  for (const name of names) yield* walk(`${path}/${name}`, as, ancestors);
}

/** What counts of a file or a link of the workspace `root`: a link's target is another of its files, unless it leads out. */
export function* walkInside(path: string, root: string): Generator<Entry> {
  const link = readLink(path);
  if (link !== null) yield { path, facts: sha256(`link ${link}`), content: null };
  if (link === null || leadsOut(path, root)) yield* walk(path, 'upload', new Set());
}

function leadsOut(path: string, root: string): boolean {
  try {
    return !`${realPath(path)}/`.startsWith(`${realPath(root)}/`);
  } catch {
    // A link to nothing, or to itself.
    return false;
  }
}

/** The file or folder that a path leads to; throws a ConfigurationError for a link to itself. */
export function statOrRefuse(path: string): ReturnType<typeof statPath> {
  try {
    return statPath(path);
  } catch (error) {
    if (codeOf(error) !== 'ELOOP') throw error;
    const message = `${toText(path)} is a symbolic link that leads to itself; remove it, or point it at a file`;
    throw new ConfigurationError(message, { cause: error });
  }
}
