/** Reads and hashes the files that templates use. */

import { readFileSync } from 'node:fs';
import { isAbsolute, posix, relative, sep } from 'node:path';
import { ConfigurationError, codeOf } from '../errors.ts';
import { readFolder, readLink, realPath, statPath, toBytePath, toText } from './byte-paths.ts';
import { ContentHasher, createHashRequest, type HashRequest } from './content-hash.ts';
import { sha256 } from './hash.ts';
import { findWorkspaceRoot, listWorkspace } from './workspace.ts';

/** One file as a fingerprint sees it. */
export interface FileDigest {
  /** Relative to the templates' folder, with forward slashes; absolute where it lies outside the workspace. */
  readonly name: string;
  /** SHA-256 in hex, or what the path is instead of a file: `absent`, `special`. */
  readonly digest: string;
}

/**
 * How a file is read, which decides what of it counts: its bytes; the lines of a script that Packer uploads with LF; or
 * its bytes and its mode, as of what is uploaded or read by a program on this machine.
 */
export type Reading = 'bytes' | 'script' | 'upload';

export interface FileRead {
  /** Absolute path of a file or a folder. */
  readonly path: string;
  readonly as: Reading;
}

/** What counts of one path: a hash that is yet to be made, or what it is instead of a file. */
interface Entry {
  readonly path: string;
  /** Stands before the hash, or is all that there is. */
  readonly facts: string;
  readonly content: HashRequest | null;
}

/** A content longer than this, in bytes, is not read as a text: nothing in a template can depend on what it says. */
const maxTextSize = 16n * 1024n * 1024n;

export interface FilesOptions {
  /** The templates' folder, absolute: names are relative to it. */
  readonly folder: string;
  /** The folder of the user's repository, absolute. */
  readonly workspace: string;
  /** Absolute paths of files in the workspace that builds write and do not read. */
  readonly written: () => readonly string[];
}

export class Files {
  readonly #folder: string;
  readonly #root: string;
  readonly #written: () => readonly string[];
  readonly #hasher = new ContentHasher();
  readonly #contents = new Map<string, Buffer | null>();

  constructor({ folder, workspace, written }: FilesOptions) {
    this.#folder = folder;
    this.#root = findWorkspaceRoot(workspace);
    this.#written = written;
  }

  /** A path's name in a fingerprint: the same wherever the workspace is, and however deep in it the templates are. */
  nameOf(path: string): string {
    const name = relative(this.#folder, path);
    if (isAbsolute(name) || !this.isInWorkspace(path)) return path;
    return name.split(sep).join(posix.sep) || '.';
  }

  isInWorkspace(path: string): boolean {
    const name = relative(this.#root, path);
    return name !== '..' && !name.startsWith(`..${sep}`) && !isAbsolute(name);
  }

  /**
   * Digests of files, and of all files under folders, sorted by name; `absent` where there is nothing. A file that is read
   * in several ways has one digest of all of them.
   * @param all whether every file of the workspace may be read besides
   */
  async digest(reads: readonly FileRead[], all: boolean): Promise<FileDigest[]> {
    const byPath = new Map<string, string>();
    for (const batch of batchesOf(this.#entriesOf(reads, all))) {
      const hashes = (await this.#hasher.hash(batch.flatMap(({ content }) => content ?? []))).values();
      for (const { path, facts, content } of batch) {
        const digest = content === null ? facts : joinFacts(facts, hashes.next().value ?? '');
        const known = byPath.get(path);
        byPath.set(path, known === undefined || known === digest ? digest : `${known} ${digest}`);
      }
    }
    const digests = [...byPath].map(([path, found]) => {
      const name = this.nameOf(toText(path)) + (path.endsWith('/') ? '/' : '');
      return { name, digest: found.includes(' ') ? joinDigests(found) : found };
    });
    return digests.sort(compareNames);
  }

  *#entriesOf(reads: readonly FileRead[], all: boolean): Generator<Entry> {
    for (const { path, as } of reads) yield* walk(toBytePath(path), as, new Set());
    if (!all) return;
    const root = toBytePath(this.#root);
    const written = new Set(this.#written().map(toBytePath));
    for (const path of listWorkspace(this.#root, written)) yield* walkInside(path, root);
  }

  /** The content of a file; null if there is none, or it is too long to be read as a text. */
  content(path: string): Buffer | null {
    let content = this.#contents.get(path);
    if (content === undefined) {
      const stat = statOrRefuse(toBytePath(path));
      content = stat?.isFile() === true && stat.size <= maxTextSize ? readFileSync(path) : null;
      this.#contents.set(path, content);
    }
    return content;
  }

  /** What a path leads to; null if to nothing. */
  kindOf(path: string): 'file' | 'folder' | 'special' | null {
    const stat = statOrRefuse(toBytePath(path));
    if (stat === undefined) return null;
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'special';
  }

  /**
   * Sorted paths of the regular files under a folder, relative to it, links followed. Null where links lead in a circle.
   */
  list(folder: string): string[] | null {
    const parents = new Set<string>();
    const paths: string[] = [];
    const visit = (path: string, prefix: string): boolean => {
      const real = realPath(path);
      if (parents.has(real)) return false;
      parents.add(real);
      for (const entry of readFolder(path)) {
        const inner = `${path}/${entry.name}`;
        const stat = statPath(inner);
        if (stat?.isFile() === true) paths.push(toText(prefix + entry.name));
        if (stat?.isDirectory() === true && !visit(inner, `${prefix}${entry.name}/`)) return false;
      }
      parents.delete(real);
      return true;
    };
    const bytePath = toBytePath(folder);
    if (statPath(bytePath)?.isDirectory() !== true) return [];
    return visit(bytePath, '') ? paths.sort() : null;
  }
}

/** Entries that are hashed together: enough to read several large files at once, few enough for a small memory. */
const batchSize = 256;

function* batchesOf(entries: Iterable<Entry>): Generator<readonly Entry[]> {
  let batch: Entry[] = [];
  for (const entry of entries) {
    batch.push(entry);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** @param parents real paths of the folders above, so that a link to one of them is not followed */
function* walk(path: string, as: Reading, parents: ReadonlySet<string>): Generator<Entry> {
  const stat = statOrRefuse(path);
  const link = readLink(path);
  const fact = (facts: string): Entry => ({ path, facts, content: null });
  if (stat === undefined) {
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
function* walkInside(path: string, root: string): Generator<Entry> {
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

function statOrRefuse(path: string): ReturnType<typeof statPath> {
  try {
    return statPath(path);
  } catch (error) {
    if (codeOf(error) !== 'ELOOP') throw error;
    const message = `${toText(path)} is a symbolic link that leads to itself; remove it, or point it at a file`;
    throw new ConfigurationError(message, { cause: error });
  }
}

function joinFacts(facts: string, hash: string): string {
  return facts === '' ? hash : sha256(`${facts} ${hash}`);
}

/** One digest of several, which are separated by blanks, whatever their order and number. */
function joinDigests(found: string): string {
  return sha256([...new Set(found.split(' '))].sort().join('\0'));
}

function compareNames(a: FileDigest, b: FileDigest): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
