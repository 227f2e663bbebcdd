/** Reads and hashes the files that templates use, each once. */

import { createHash } from 'node:crypto';
import {
  type Dirent,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { isAbsolute, join, posix, relative, sep } from 'node:path';
import { codeOf } from '../errors.ts';
import { sha256 } from './hash.ts';

/** One file as a fingerprint sees it. */
export interface FileDigest {
  /** Relative to the templates' folder, with forward slashes; absolute where it lies on another root. */
  readonly name: string;
  /** SHA-256 in hex, or what the path is instead of a file: `absent`, `empty` (a folder), `special`. */
  readonly digest: string;
}

/** Folders that are never an input: git's own, and Packer's cache of downloads. */
const ignoredFolders = new Set(['.git', 'packer_cache']);

/** Bytes that git checks for a NUL to tell binary from text (buffer_is_binary in its xdiff-interface.c). */
const textProbeBytes = 8000;

export class Files {
  readonly #folder: string;
  readonly #digests = new Map<string, readonly FileDigest[]>();
  readonly #contents = new Map<string, Buffer | null>();
  #wholeFolder: readonly FileDigest[] | undefined;

  /** @param folder the templates' folder, absolute: names are relative to it */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A path's name in a fingerprint: the same wherever the templates' folder is. */
  nameOf(path: string): string {
    const name = relative(this.#folder, path);
    return isAbsolute(name) ? path : name.split(sep).join(posix.sep) || '.';
  }

  /** Digests of a file, or of all files under a folder, sorted by name; `absent` if there is nothing. */
  digest(path: string): readonly FileDigest[] {
    const known = this.#digests.get(path);
    if (known !== undefined) return known;
    const digests = this.#walk(path, new Set()).sort(compareNames);
    this.#digests.set(path, digests);
    return digests;
  }

  /** Digests of every file under the templates' folder, for a recipe that may read any of them. */
  wholeFolder(): readonly FileDigest[] {
    this.#wholeFolder ??= this.#walk(this.#folder, new Set()).sort(compareNames);
    return this.#wholeFolder;
  }

  /** The content of a file, or null if there is none. */
  content(path: string): Buffer | null {
    let content = this.#contents.get(path);
    if (content === undefined) {
      content = statIfPresent(path)?.isFile() === true ? readFileSync(path) : null;
      this.#contents.set(path, content);
    }
    return content;
  }

  exists(path: string): boolean {
    return statIfPresent(path) !== undefined;
  }

  /** Sorted paths of the regular files under a folder, relative to it. Follows no links to folders. */
  list(folder: string): string[] {
    const entries = readFolder(folder);
    const files = entries.flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return this.list(path).map((inner) => `${entry.name}/${inner}`);
      return statIfPresent(path)?.isFile() === true ? [entry.name] : [];
    });
    return files.sort();
  }

  /** @param parents real paths of the folders above, so that a link to one of them is not followed */
  #walk(path: string, parents: ReadonlySet<string>): FileDigest[] {
    const stat = statIfPresent(path);
    const name = this.nameOf(path);
    const link = readLinkTarget(path);
    if (stat === undefined) return [{ name, digest: link === null ? 'absent' : sha256(`dangling ${link}`) }];
    if (stat.isFile()) return [{ name, digest: this.#fileDigest(path, (Number(stat.mode) & 0o100) !== 0) }];
    if (!stat.isDirectory()) return [{ name, digest: 'special' }];
    const real = realpathSync(path);
    if (parents.has(real)) return [{ name, digest: sha256(`link ${link}`) }];
    const ancestors = new Set(parents).add(real);
    const entries = readFolder(path).filter((entry) => !ignoredFolders.has(entry.name));
    const empty = entries.length === 0 ? [{ name: `${name}/`, digest: 'empty' }] : [];
    return [...empty, ...entries.flatMap((entry) => this.#walk(join(path, entry.name), ancestors))];
  }

  #fileDigest(path: string, executable: boolean): string {
    const content = this.content(path) ?? Buffer.alloc(0);
    return createHash('sha256')
      .update(executable ? 'x' : '-')
      .update(normalizeLineEndings(content))
      .digest('hex');
  }
}

/**
 * Converts a text whose every line ends in CRLF to LF: git's checkout may have written the one for the other. A text of
 * mixed endings is left as it is, since no checkout makes one.
 */
function normalizeLineEndings(content: Buffer): Buffer {
  if (content.subarray(0, textProbeBytes).includes(0)) return content;
  const text = content.toString('latin1');
  if (!text.includes('\r\n') || /(^|[^\r])\n/.test(text)) return content;
  return Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1');
}

function statIfPresent(path: string): ReturnType<typeof statSync> | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function readLinkTarget(path: string): string | null {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true ? readlinkSync(path) : null;
}

function readFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw error;
  }
}

function compareNames(a: FileDigest, b: FileDigest): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
