/** Parsers of inputs that name files or folders. */

import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { parsePath, reject } from './values.ts';

/** A lock as JSON text, or the file that holds it. */
export type LockInput =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'file';
      /** Absolute. */
      readonly path: string;
      /** As the user wrote it. */
      readonly displayPath: string;
      /** True if the user named it; it has to exist then. */
      readonly named: boolean;
    };

/** A lock's JSON text, or the path of a file in the workspace, which need not exist. */
export function parseLockInput(text: string, workspace: string, usual: string): LockInput {
  if (text.startsWith('{')) return { kind: 'text', text };
  const path = resolve(workspace, parsePath(text));
  if (!isInside(path, workspace)) reject(text, 'a lock, or the path of one in the workspace');
  return { kind: 'file', path, displayPath: text, named: text !== usual };
}

interface Roots {
  readonly workspace: string;
  readonly actionRoot: string;
}

/** The absolute path of an existing folder that lies, links followed, in the workspace or the action. */
export function resolveFolder(text: string, roots: Roots): string {
  const path = resolve(roots.workspace, text);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    reject(text, `a folder in the workspace ${roots.workspace}`);
  return refuseOutside(text, path, roots);
}

/** The absolute path of a folder of templates, or of one of its files. */
export function resolveTemplates(text: string, roots: Roots): string {
  const path = resolve(roots.workspace, text);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return resolveFolder(text, roots);
  if (!path.endsWith('.pkr.hcl'))
    reject(text, 'a folder of templates, or a file whose name ends in .pkr.hcl');
  return refuseOutside(text, path, roots);
}

/** A file of values for variables; Packer tells its format by its name's end. */
export interface VarFile {
  /** Absolute. */
  readonly path: string;
  /** As the user wrote it. */
  readonly displayName: string;
}

/** The files that a list names, separated by commas or newlines, in its order. */
export function parseVarFiles(text: string, roots: Roots): VarFile[] {
  const names = text
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.map((displayName) => {
    const path = resolve(roots.workspace, parsePath(displayName));
    const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
    if (!isFile || !/\.(hcl|json)$/.test(path)) {
      reject(displayName, 'a file in the workspace whose name ends in .hcl or .json');
    }
    return { path: refuseOutside(displayName, path, roots), displayName };
  });
}

function refuseOutside(text: string, path: string, { workspace, actionRoot }: Roots): string {
  const real = realpathSync(path);
  if (![workspace, actionRoot].some((root) => isInside(real, realpathSync(root)))) {
    reject(text, 'inside the workspace: it leads out of it');
  }
  return path;
}

function isInside(path: string, root: string): boolean {
  const fromRoot = relative(root, path);
  return fromRoot === '' || (!fromRoot.startsWith('..') && !isAbsolute(fromRoot));
}

/** The armoured key, or the content of the file that `text` names. */
export function readArmouredKey(text: string, workspace: string): string {
  const begin = '-----BEGIN PGP PUBLIC KEY BLOCK-----';
  if (text.includes('-----BEGIN ')) {
    return text.includes(begin) ? text : reject(text, `an OpenPGP public key, which begins with ${begin}`);
  }
  const expected = 'an armoured OpenPGP public key, or the path of a readable file that holds one';
  if (text.includes('\n')) reject(text, expected);
  let content: string;
  try {
    content = readFileSync(resolve(workspace, text), 'utf8');
  } catch {
    return reject(text, expected);
  }
  return content.includes(begin) ? content : reject(text, `${expected}: the file holds no ${begin}`);
}
