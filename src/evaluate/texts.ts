/** Texts as cty has them (cty/value_init.go, cty/function/stdlib/string.go): in NFC, counted in grapheme clusters. */

import { posix } from 'node:path';
import type { Value } from './values.ts';

/** Made when it is first needed: that takes a tenth of the start-up. */
let segmenter: Intl.Segmenter | undefined;

/** Printable ASCII: each character is a letter of its own. */
const plainText = /^[ -~]*$/;

/** The letters of a text, as a person counts them. */
export function splitLetters(text: string): string[] {
  if (plainText.test(text)) return text.split(''); // the segmenter takes a hundred times as long
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** A text in NFC; any other value as it is. */
export function normalizeText<T extends Value>(value: T): T | string {
  return typeof value === 'string' ? value.normalize() : value;
}

/** Go's filepath.Base. */
export function baseName(path: string): string {
  return path === '' ? '.' : posix.basename(path) || '/';
}

/** Go's filepath.Dir: all before the last slash, cleaned. */
export function dirName(path: string): string {
  const folder = posix.normalize(path.slice(0, path.lastIndexOf('/') + 1));
  return folder === '/' ? folder : folder.replace(/\/$/, '') || '.';
}
