/** What functions of Packer compute and refuse. All throw for arguments that Packer refuses, or that are not supported. */

import { toBool } from './conversions.ts';
import { isExact, toNumber } from './operators.ts';
import { isSameShape } from './shapes.ts';
import { asText, isEqual, isList, type Value } from './values.ts';

export function requireList(value: Value | undefined): readonly Value[] {
  if (value === undefined || !isList(value)) throw new TypeError('not a list');
  return value;
}

/** A list whose elements Packer need not convert to one type. */
export function requireUniform(value: Value | undefined): readonly Value[] {
  const items = requireList(value);
  const [first] = items;
  if (first !== undefined && !items.every((item) => isSameShape(first, item)))
    throw new TypeError('types differ');
  return items;
}

export function requireText(value: Value | undefined): string {
  const text = value === undefined ? null : asText(value);
  if (text === null) throw new TypeError('not a text');
  return text;
}

export function requireNumber(value: Value | undefined): number {
  const number = toNumber(value);
  if (Number.isNaN(number)) throw new TypeError('not a number');
  return number;
}

export function requireWhole(value: Value | undefined): number {
  const number = requireNumber(value);
  if (!Number.isInteger(number)) throw new TypeError('not a whole number');
  return number;
}

export function requireExact(number: number): number {
  if (!isExact(number)) throw new RangeError('a rounded number');
  return number;
}

/** Elements as Packer converts them to a list of bools; null is one that is not set. */
export function requireBools(value: Value | undefined): readonly Value[] {
  const items = requireList(value).map(toBool);
  if (!items.every((item) => item === null || typeof item === 'boolean')) throw new TypeError('not bools');
  return items;
}

export function contains(items: readonly Value[], wanted: Value): boolean {
  if (wanted === null) throw new TypeError('Packer refuses null');
  const found = items.map((item) => isEqual(item, wanted));
  if (found.includes(true)) return true;
  if (found.includes(null)) throw new TypeError('a list that may be a tuple');
  return false;
}

/** Throws on what is no base64 in Go's strict standard encoding, or no text. */
export function base64decode(text: string): string {
  const bytes = Buffer.from(text, 'base64');
  const decoded = bytes.toString('utf8');
  if (bytes.toString('base64') !== text.replace(/[\r\n]/g, '') || !Buffer.from(decoded).equals(bytes)) {
    throw new TypeError('not the base64 of a text');
  }
  return decoded.normalize();
}

/** Formats `%s`, `%d`, `%v`, `%q` and `%%`; throws on any other verb. */
export function format(pattern: string, args: readonly Value[]): string {
  let index = 0;
  return pattern.replace(/%(.)/gs, (_whole, verb: string) => {
    if (verb === '%') return '%';
    if (!'sdvq'.includes(verb)) throw new TypeError(`the verb %${verb}`);
    const value = requireText(args[index]);
    index += 1;
    return verb === 'q' ? JSON.stringify(value) : value;
  });
}

/** A text for each element of the lists among the arguments, which have one length; other arguments are repeated. */
export function formatList(pattern: string, args: readonly Value[]): Value {
  const [first, ...others] = args.filter(isList);
  if (first === undefined || others.some(({ length }) => length !== first.length)) {
    throw new RangeError('lists of different lengths');
  }
  return first.map((_item, index) =>
    format(
      pattern,
      args.map((arg) => (isList(arg) ? (arg[index] ?? null) : arg)),
    ),
  );
}

export function range(args: readonly number[]): Value {
  const [from, to] = args.length === 1 ? [0, args[0] ?? 0] : [args[0] ?? 0, args[1] ?? 0];
  const step = args[2] ?? (to < from ? -1 : 1);
  const count = Math.ceil((to - from) / step);
  if (!(count >= 0 && count <= 1024)) throw new RangeError('no elements, or more than 1024');
  return Array.from({ length: count }, (_, index) => requireExact(from + index * step));
}

/** Throws on a search between slashes: an RE2 regular expression, which is not supported. */
export function replace(value: string, search: string, by: string): string {
  if (search.length > 1 && search.startsWith('/') && search.endsWith('/')) throw new TypeError('a pattern');
  return value.replaceAll(search, () => by);
}

export function trim(value: string, set: string): string {
  const letters = [...value];
  while (letters.length > 0 && set.includes(letters[0] ?? '')) letters.shift();
  while (letters.length > 0 && set.includes(letters.at(-1) ?? '')) letters.pop();
  return letters.join('');
}
