/**
 * Paths as the bytes that they are on disk, one character a byte (latin1): a file's name need not be UTF-8, and two such
 * names may not read as one.
 */

import {
  type BigIntStats,
  type Dirent,
  lstatSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { codeOf } from '../errors.ts';

export function toBytePath(path: string): string {
  return Buffer.from(path).toString('latin1');
}

/** What functions of node:fs take. */
export function toBuffer(bytePath: string): Buffer {
  return Buffer.from(bytePath, 'latin1');
}

/** A byte path as text; bytes that are not UTF-8 are written as `\xff`. */
export function toText(bytePath: string): string {
  const bytes = toBuffer(bytePath);
  const text = bytes.toString();
  if (Buffer.from(text).equals(bytes)) return text;
  const written = (char: string): string => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return bytePath.replace(/[\x80-\xff]/g, written);
}

/** The file or folder that a path leads to; undefined where there is none. Throws ELOOP for a link to itself. */
export function statPath(bytePath: string): BigIntStats | undefined {
  return unlessOutOfReach(() => statSync(toBuffer(bytePath), { bigint: true, throwIfNoEntry: false }));
}

/** A link's target; null for what is no link. */
export function readLink(bytePath: string): string | null {
  const path = toBuffer(bytePath);
  const stat = unlessOutOfReach(() => lstatSync(path, { throwIfNoEntry: false }));
  if (stat?.isSymbolicLink() !== true) return null;
  return readlinkSync(path, 'latin1');
}

/** A text that is too long for a path names nothing, and what this user may not look at, a build cannot read either. */
function unlessOutOfReach<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (['ENAMETOOLONG', 'EACCES'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** The path without links. */
export function realPath(bytePath: string): string {
  return realpathSync(toBuffer(bytePath), 'latin1');
}

/** A folder's entries in order of their names; none where there is no folder, or none that this user may read. */
export function readFolder(bytePath: string): Dirent[] {
  try {
    const entries = readdirSync(toBuffer(bytePath), { encoding: 'latin1', withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(codeOf(error))) return [];
    throw error;
  }
}
