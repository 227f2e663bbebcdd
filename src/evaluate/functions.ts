/**
 * Packer's functions (hcl2template/functions.go of Packer 1.16.0). Those that can decide which file is read are
 * computed; the others are unknown. A function that is not in Packer's list might read any file.
 */

import type { Call } from '../hcl/ast.ts';
import {
  base64decode,
  contains,
  format,
  formatList,
  range,
  replace,
  requireBools,
  requireExact,
  requireList,
  requireNumber,
  requireText,
  requireUniform,
  requireWhole,
  trim,
} from './computations.ts';
import { parseJson } from './json.ts';
import type { Scope } from './scope.ts';
import { hasMixedItems } from './shapes.ts';
import { baseName, dirName, normalizeText, splitLetters } from './texts.ts';
import {
  asText,
  firstUnknown,
  isList,
  isObject,
  mapOneOf,
  OneOf,
  sortEntries,
  toJson,
  Unknown,
  unsupported,
  type Value,
} from './values.ts';
import { decodeYaml } from './yaml.ts';

type Compute = (args: readonly Value[]) => Value;

/** Functions of the clock or of random numbers. */
const timeFunctions = new Set(['timestamp', 'legacy_isotime', 'legacy_strftime', 'uuidv4', 'bcrypt']);

/** Functions that ask a store on the network. */
const storeFunctions = new Set(['vault', 'consul_key', 'aws_secretsmanager', 'aws_secretsmanager_raw']);

/** Functions whose results are others at each build. */
export const changingFunctions: ReadonlySet<string> = timeFunctions.union(storeFunctions);

/** Functions that refuse exactly what Packer's refuse, so that `try` and `can` can rely on them. */
export const exactFunctions: ReadonlySet<string> = new Set(
  (
    'alltrue anytrue basename chomp contains dirname endswith file filebase64 fileexists jsonencode keys length ' +
    'lower startswith strcontains strrev substr trimspace upper'
  ).split(' '),
);

/** Functions of their arguments alone that are not computed here. */
const uncomputed = new Set(
  (
    'base64gzip chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets csvdecode formatdate ' +
    'indent index log md5 parseint pow regex regexall regex_replace rfc3339_parse ' +
    'rsadecrypt setintersection setproduct setunion sha1 sha256 sha512 signum textdecodebase64 ' +
    'textencodebase64 timeadd title unix_timestamp_parse urlencode uuidv5 yamlencode'
  ).split(' '),
);

export function callFunction(call: Call, args: readonly Value[], scope: Scope): Value {
  const { name } = call;
  if (changingFunctions.has(name)) {
    scope.reads.change({ what: `${name}()`, file: scope.file, line: call.line });
    return new Unknown(timeFunctions.has(name) ? { kind: 'time' } : { kind: 'secret', name });
  }
  if (name === 'convert') return convert(call, args);
  const lazy = lazyFunctions[name];
  if (lazy !== undefined) return mapOneOf(args, lazy);
  const plain = plainFunctions[name];
  if (plain !== undefined) {
    return mapOneOf(args, (values) => firstUnknown([...values]) ?? computeOrUnknown(plain, values, name));
  }
  if (!uncomputed.has(name))
    scope.reads.doubt({ what: `the function ${name}()`, file: scope.file, line: call.line, outside: true });
  return firstUnknown([...args]) ?? unsupported(`${name}()`);
}

/** Only texts are converted; other types have rules of their own. */
function convert({ args: [, type] }: Call, [value = null]: readonly Value[]): Value {
  const text = type?.kind === 'reference' && type.name === 'string' ? asText(value) : null;
  return text ?? firstUnknown(value) ?? unsupported('convert()');
}

/** A function that throws was called with arguments that Packer refuses too: its value is unknown. */
function computeOrUnknown(compute: Compute, args: readonly Value[], name: string): Value {
  try {
    return normalizeText(compute(args));
  } catch {
    return unsupported(`${name}()`);
  }
}

/** Functions that can be computed where elements of their arguments are unknown. */
const lazyFunctions: Readonly<Record<string, Compute>> = {
  concat: (args) =>
    args.find((arg) => arg instanceof Unknown) ??
    (args.every(isList) && !hasMixedItems(args.flat()) ? args.flat() : unsupported('concat()')),
  flatten: ([value = null]) =>
    isList(value) ? flatten(value) : (firstUnknown(value) ?? unsupported('flatten()')),
  merge: (args) =>
    args.find((arg) => arg instanceof Unknown) ??
    new Map(args.flatMap((arg): [string, Value][] => (isObject(arg) ? [...arg] : []))),
  length: ([value = null]) => {
    if (isList(value)) return value.length;
    if (isObject(value)) return value.size;
    return typeof value === 'string'
      ? splitLetters(value).length
      : (firstUnknown(value) ?? unsupported('length()'));
  },
  keys: ([value = null]) =>
    isObject(value) ? [...value.keys()].sort() : (firstUnknown(value) ?? unsupported('keys()')),
  values: ([value = null]) =>
    isObject(value)
      ? sortEntries(value).map(([, item]) => item)
      : (firstUnknown(value) ?? unsupported('values()')),
  lookup: ([target = null, key = null, fallback = null]) => {
    if (!isObject(target) || typeof key !== 'string') {
      return OneOf.of([firstUnknown([target, key]) ?? unsupported('lookup()'), fallback]);
    }
    return target.get(key) ?? fallback;
  },
  coalesce: (args) =>
    hasMixedItems(args) ? unsupported('coalesce()') : chooseFirst(args, (arg) => arg !== null && arg !== ''),
  coalescelist: (args) => chooseFirst(args, (arg) => isList(arg) && arg.length > 0),
};

/** The first known argument that fits, and all unknown ones before it: each of them is possible. */
function chooseFirst(args: readonly Value[], fits: (arg: Value) => boolean): Value {
  const possible: Value[] = [];
  for (const arg of args) {
    const known = firstUnknown(arg) === null;
    if (!known || fits(arg)) possible.push(arg);
    if (known && fits(arg)) break;
  }
  return possible.length === 0 ? null : OneOf.of(possible);
}

/** Unknown where an element is, as that may be a list. */
function flatten(values: readonly Value[]): readonly Value[] | Unknown {
  const flat: Value[] = [];
  for (const value of values) {
    if (value instanceof Unknown) return value;
    if (value instanceof OneOf) return unsupported('flatten()');
    const items = isList(value) ? flatten(value) : [value];
    if (items instanceof Unknown) return items;
    flat.push(...items);
  }
  return flat;
}

/** Functions of values that are known in every part. */
const plainFunctions: Readonly<Record<string, Compute>> = {
  abs: ([value]) => Math.abs(requireNumber(value)),
  alltrue: ([value]) => requireBools(value).every((item) => item === true),
  anytrue: ([value]) => requireBools(value).includes(true),
  base64decode: ([value]) => base64decode(requireText(value)),
  base64encode: ([value]) => Buffer.from(requireText(value), 'utf8').toString('base64'),
  basename: ([value]) => baseName(requireText(value)),
  ceil: ([value]) => Math.ceil(requireNumber(value)) + 0,
  chomp: ([value]) => requireText(value).replace(/[\r\n]+$/, ''),
  compact: ([value]) =>
    requireList(value).flatMap((item) => (item === null || item === '' ? [] : [requireText(item)])),
  contains: ([value, item = null]) => contains(requireUniform(value), item),
  dirname: ([value]) => dirName(requireText(value)),
  distinct: ([value]) => [
    ...new Map(requireUniform(value).map((item) => [JSON.stringify(toJson(item)), item])).values(),
  ],
  element: ([value, index]) => {
    const items = requireList(value);
    const position = requireWhole(index);
    if (items.length === 0 || position < 0) throw new RangeError('no element');
    return items[position % items.length] ?? null;
  },
  endswith: ([value, end]) => requireText(value).endsWith(requireText(end)),
  floor: ([value]) => Math.floor(requireNumber(value)) + 0,
  format: ([pattern, ...args]) => format(requireText(pattern), args),
  formatlist: ([pattern, ...args]) => formatList(requireText(pattern), args),
  join: ([separator, ...lists]) =>
    lists.flatMap((item) => requireList(item).map(requireText)).join(requireText(separator)),
  jsondecode: ([value]) => parseJson(requireText(value)),
  jsonencode: ([value = null]) => JSON.stringify(toJson(value)),
  lower: ([value]) => requireText(value).toLowerCase(),
  max: (args) => Math.max(...args.map(requireNumber)),
  min: (args) => Math.min(...args.map(requireNumber)),
  range: (args) => range(args.map(requireNumber)),
  replace: ([value, search, by]) => replace(requireText(value), requireText(search), requireText(by)),
  reverse: ([value]) => requireList(value).toReversed(),
  slice: ([value, start, end]) => {
    const items = requireList(value);
    const [from, to] = [requireWhole(start), requireWhole(end)];
    if (from < 0 || to > items.length || from > to) throw new RangeError('outside of the list');
    return items.slice(from, to);
  },
  sort: ([value]) => requireList(value).map(requireText).sort(),
  split: ([separator, value]) => requireText(value).split(requireText(separator)),
  startswith: ([value, start]) => requireText(value).startsWith(requireText(start)),
  strcontains: ([value, part]) => requireText(value).includes(requireText(part)),
  strrev: ([value]) => splitLetters(requireText(value)).reverse().join(''),
  substr: ([value, from, length]) => {
    const letters = splitLetters(requireText(value));
    const [offset, count] = [requireWhole(from), requireWhole(length)];
    // Offsets before the start are rare, and Packer's result for them is unclear.
    const start = offset < 0 ? letters.length + offset : offset;
    if (start < 0) throw new RangeError('outside of the text');
    const toEnd = count < 0 || (count === 0 && offset < 0);
    return letters.slice(start, toEnd ? undefined : start + count).join('');
  },
  sum: ([value]) =>
    requireExact(requireList(value).reduce<number>((sum, item) => sum + requireNumber(item), 0)),
  trim: ([value, set]) => trim(requireText(value), requireText(set)),
  trimprefix: ([value, prefix]) => {
    const whole = requireText(value);
    return whole.startsWith(requireText(prefix)) ? whole.slice(requireText(prefix).length) : whole;
  },
  trimspace: ([value]) => requireText(value).trim(),
  trimsuffix: ([value, suffix]) => {
    const whole = requireText(value);
    return requireText(suffix) !== '' && whole.endsWith(requireText(suffix))
      ? whole.slice(0, -requireText(suffix).length)
      : whole;
  },
  yamldecode: ([value]) => decodeYaml(requireText(value)),
  upper: ([value]) => requireText(value).toUpperCase(),
  zipmap: ([names, values]) =>
    new Map(requireList(names).map((name, index) => [requireText(name), requireList(values)[index] ?? null])),
};
