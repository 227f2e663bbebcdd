/** Reads and hashes the files that templates use. */

import { readFileSync } from 'node:fs';
import { isAbsolute, posix, relative, sep } from 'node:path';
import { readFolder, realPath, statPath, toBytePath, toText } from './byte-paths.ts';
import { ContentHasher } from './content-hash.ts';
import { sha256 } from './hash.ts';
import { type Entry, type Reading, statOrRefuse, walk, walkInside } from './walk.ts';
import { findWorkspaceRoot, listWorkspace } from './workspace.ts';

/** One file as a fingerprint sees it. */
export interface FileDigest {
  /** Relative to the templates' folder, with forward slashes; absolute where it lies outside the workspace. */
  readonly name: string;
  /** SHA-256 in hex, or what the path is instead of a file: `absent`, `special`. */
  readonly digest: string;
}

export interface FileRead {
  /** Absolute path of a file or a folder. */
  readonly path: string;
  readonly as: Reading;
}

/** A content longer than this, in bytes, is not read as a text: nothing in a template can depend on what it says. */
const maxTextSize = 16n * 1024n * 1024n;

export interface FilesOptions {
  /** The templates' folder, absolute: names are relative to it. */
  readonly folder: string;
  /** The folder of the user's repository, absolute. */
  readonly workspace: string;
  /** Absolute paths of files that do not count with the whole workspace: those that builds write, or that hold secrets. */
  readonly uncounted: () => readonly string[];
}

/** Values of variables: those that are read count, each by itself, and a secret one by no digest of its file. */
const variablesFile = /\.pkrvars\.(hcl|json)$/;

export class Files {
  readonly #folder: string;
  readonly #root: string;
  readonly #uncounted: () => readonly string[];
  readonly #hasher = new ContentHasher();
  readonly #contents = new Map<string, Buffer | null>();

  constructor({ folder, workspace, uncounted }: FilesOptions) {
    this.#folder = folder;
    this.#root = findWorkspaceRoot(workspace);
    this.#uncounted = uncounted;
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
    const folded = byPath.size > maxNamedFiles ? foldByFolder(byPath) : byPath;
    const digests = [...folded].map(([path, found]) => {
      const name = this.nameOf(toText(path)) + (path.endsWith('/') ? '/' : '');
      return { name, digest: found.includes(' ') ? joinDigests(found) : found };
    });
    return digests.sort(compareNames);
  }

  *#entriesOf(reads: readonly FileRead[], all: boolean): Generator<Entry> {
    for (const { path, as } of reads) yield* walk(toBytePath(path), as, new Set());
    if (!all) return;
    const root = toBytePath(this.#root);
    const uncounted = new Set(this.#uncounted().map(toBytePath));
    for (const path of listWorkspace(this.#root, this.#folder, uncounted))
      if (!variablesFile.test(path)) yield* walkInside(path, root);
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

function joinFacts(facts: string, hash: string): string {
  return facts === '' ? hash : sha256(`${facts} ${hash}`);
}

/** More files than this are named by their folders: the list would be useless, and too large for memory. */
const maxNamedFiles = 2000;

/** One digest for all that lies right in a folder, by the folder. */
function foldByFolder(byPath: ReadonlyMap<string, string>): Map<string, string> {
  const lines = new Map<string, string[]>();
  for (const [path, digest] of byPath) {
    const folder = path.slice(0, path.lastIndexOf('/', path.length - 2) + 1);
    const line = `${path.slice(folder.length)}\0${digest}`;
    const known = lines.get(folder);
    if (known === undefined) lines.set(folder, [line]);
    else known.push(line);
  }
  return new Map([...lines].map(([folder, found]) => [folder, sha256(found.sort().join('\n'))]));
}

/** One digest of several, which are separated by blanks, whatever their order and number. */
function joinDigests(found: string): string {
  return sha256([...new Set(found.split(' '))].sort().join('\0'));
}

function compareNames(a: FileDigest, b: FileDigest): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
