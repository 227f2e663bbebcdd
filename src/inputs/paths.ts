/** Inputs that name a place in the workspace. */

import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import * as values from './values.ts';

/** A lock as JSON text, or the file that holds it. */
export type LockInput =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'file';
      /** Absolute. */
      readonly path: string;
      /** As the user gave it. */
      readonly shown: string;
      /** That the user named it, so that it has to be there. */
      readonly named: boolean;
    };

/** JSON text as it is, or the path of a file in the workspace, which need not exist. */
export function parseLockInput(text: string, workspace: string, usual: string | undefined): LockInput {
  if (text.startsWith('{')) return { kind: 'text', text };
  const path = resolve(workspace, values.relativeFolder(text));
  if (!isInside(path, workspace)) values.reject(text, 'a lock, or the path of one in the workspace');
  return { kind: 'file', path, shown: text, named: text !== usual };
}

/** An existing folder inside the workspace or the action, links followed. */
export function resolveFolder(
  text: string,
  { workspace, actionRoot }: { readonly workspace: string; readonly actionRoot: string },
): string {
  const path = resolve(workspace, text);
  if (!isFolder(path)) values.reject(text, `a folder in the workspace ${workspace}`);
  const real = realpathSync(path);
  if (![workspace, actionRoot].some((root) => isInside(real, realpathSync(root)))) {
    values.reject(text, 'a folder inside the workspace: it leads out of it');
  }
  return path;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}

/** Armoured text as it is, or the content of the file it names. */
export function readArmouredKey(text: string, workspace: string): string {
  const begin = '-----BEGIN PGP PUBLIC KEY BLOCK-----';
  if (text.includes('-----BEGIN ')) {
    return text.includes(begin)
      ? text
      : values.reject(text, `an OpenPGP public key, which begins with ${begin}`);
  }
  const expected = 'an armoured OpenPGP public key, or the path of a readable file that holds one';
  if (text.includes('\n')) values.reject(text, expected);
  let content: string;
  try {
    content = readFileSync(resolve(workspace, text), 'utf8');
  } catch {
    return values.reject(text, expected);
  }
  return content.includes(begin) ? content : values.reject(text, `${expected}: the file holds no ${begin}`);
}
