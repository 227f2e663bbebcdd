/** The files that templates read, each read and hashed once, as what counts of them. */

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
import { isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { codeOf } from '../errors.ts';
import { sha256 } from './hash.ts';

/** One file as a fingerprint sees it. */
export interface FileDigest {
  /** Relative to the templates' folder, with forward slashes; absolute where it lies on another root. */
  readonly name: string;
  /** SHA-256 in hex of what counts, or what there is instead of a file: `absent`, `special`. */
  readonly digest: string;
}

/** Folders whose content is never an input: git's own, and where Packer keeps downloads. */
const notInput = new Set(['.git', 'packer_cache']);

/** What git looks at to tell text from binary (buffer_is_binary in its xdiff-interface.c). */
const binaryLook = 8000;

export class Files {
  readonly #folder: string;
  readonly #digests = new Map<string, readonly FileDigest[]>();
  readonly #contents = new Map<string, Buffer | null>();
  #whole: readonly FileDigest[] | undefined;

  /** `folder` is the templates' folder, absolute: names are relative to it. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The name by which a fingerprint knows a path: the same wherever the folder lies. */
  nameOf(path: string): string {
    const name = relative(this.#folder, path);
    return isAbsolute(name) ? path : name.split(sep).join(posix.sep) || '.';
  }

  /** A file, or all files under a folder, in order of their names. A path where nothing is counts as `absent`. */
  digest(path: string): readonly FileDigest[] {
    const known = this.#digests.get(path);
    if (known !== undefined) return known;
    const found = this.#walk(path, new Set()).sort(byName);
    this.#digests.set(path, found);
    return found;
  }

  /** Every file under the templates' folder, for a recipe that may read any of them. */
  wholeFolder(): readonly FileDigest[] {
    this.#whole ??= this.#walk(this.#folder, new Set()).sort(byName);
    return this.#whole;
  }

  /** The content of a file, or null where there is none. */
  content(path: string): Buffer | null {
    let content = this.#contents.get(path);
    if (content === undefined) {
      content = statOf(path)?.isFile() === true ? readFileSync(path) : null;
      this.#contents.set(path, content);
    }
    return content;
  }

  isFolder(path: string): boolean {
    return statOf(path)?.isDirectory() === true;
  }

  exists(path: string): boolean {
    return statOf(path) !== undefined;
  }

  /** Paths of the regular files under a folder, relative to it, sorted; links to folders are not followed. */
  list(folder: string): string[] {
    const entries = readFolder(folder);
    const files = entries.flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return this.list(path).map((inner) => `${entry.name}/${inner}`);
      return statOf(path)?.isFile() === true ? [entry.name] : [];
    });
    return files.sort();
  }

  /** `within` holds the real folders that are being walked, so that a link to one of them ends. */
  #walk(path: string, within: ReadonlySet<string>): FileDigest[] {
    const stat = statOf(path);
    const name = this.nameOf(path);
    const link = linkOf(path);

    if (stat === undefined) return [{ name, digest: link === null ? 'absent' : sha256(`dangling ${link}`) }];
    if (stat.isFile()) return [{ name, digest: this.#fileDigest(path, (Number(stat.mode) & 0o100) !== 0) }];
    if (!stat.isDirectory()) return [{ name, digest: 'special' }];
    const real = realpathSync(path);
    if (within.has(real)) return [{ name, digest: sha256(`link ${link}`) }];
    const inside = new Set(within).add(real);
    const entries = readFolder(path).filter((entry) => !notInput.has(entry.name));
    const empty = entries.length === 0 ? [{ name: `${name}/`, digest: 'empty' }] : [];
    return [...empty, ...entries.flatMap((entry) => this.#walk(join(path, entry.name), inside))];
  }

  #fileDigest(path: string, executable: boolean): string {
    const content = this.content(path) ?? Buffer.alloc(0);
    return createHash('sha256')
      .update(executable ? 'x' : '-')
      .update(withoutCheckout(content))
      .digest('hex');
  }
}

/**
 * A text whose every line ends in CRLF counts as the same text with LF: a checkout may have made the one from the
 * other. A text of mixed endings counts as it is, since no checkout makes that.
 */
export function withoutCheckout(content: Buffer): Buffer {
  if (content.subarray(0, binaryLook).includes(0)) return content;
  const text = content.toString('latin1');
  if (!text.includes('\r\n') || /(^|[^\r])\n/.test(text)) return content;
  return Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1');
}

/** The absolute path of what a template wrote, relative to `base`. */
export function absolute(base: string, path: string): string {
  return resolve(base, path);
}

function statOf(path: string): ReturnType<typeof statSync> | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function linkOf(path: string): string | null {
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

function byName(one: FileDigest, two: FileDigest): number {
  return one.name < two.name ? -1 : one.name > two.name ? 1 : 0;
}
