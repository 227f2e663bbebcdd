/** Values of HCL expressions as far as they are known before the build. */

import type { VariableValue } from '../inputs/variables.ts';

/** Why a value is not known when the plan is made. */
export type Reason =
  /** The clock or a random value: never part of a fingerprint. */
  | { readonly kind: 'time' }
  /** A variable that the action sets and that is no property of the image (tags, mirror, fingerprint). */
  | { readonly kind: 'action'; readonly variable: string }
  /** The variable that takes the source image's id, which the action finds. */
  | { readonly kind: 'source' }
  /** The variable that takes a parent's AMI. */
  | { readonly kind: 'parent'; readonly variable: string }
  /** The map of resolved downloads, or a part of it. */
  | { readonly kind: 'artifacts' }
  /** An attribute of the data source `ref`, `type.name`. */
  | { readonly kind: 'data'; readonly ref: string }
  /** Known to Packer only while it builds, such as `build.ID`. */
  | { readonly kind: 'build'; readonly name: string }
  /** A secret store's answer. */
  | { readonly kind: 'secret'; readonly name: string }
  /** What Packer refuses: `try` takes its next argument then. */
  | { readonly kind: 'error'; readonly what: string }
  /** A number of more digits than floating point holds. */
  | { readonly kind: 'digits' }
  /** What this program does not compute. */
  | { readonly kind: 'unsupported'; readonly what: string };

export class Unknown {
  readonly reason: Reason;

  constructor(reason: Reason) {
    this.reason = reason;
  }
}

/** A value that is one of these, such as a conditional whose test is unknown. Never nested in itself, never empty. */
export class OneOf {
  readonly options: readonly Value[];

  private constructor(options: readonly Value[]) {
    this.options = options;
  }

  /** The options as one value: a single option is that option, and too many are unknown. */
  static of(options: readonly Value[]): Value {
    const flat = options.flatMap((option) => (option instanceof OneOf ? option.options : [option]));
    const [only] = flat;
    if (flat.length === 1 && only !== undefined) return only;
    return flat.length > maxOptions ? unsupported('too many possibilities') : new OneOf(flat);
  }
}

/** A value with more options than this is unknown. */
const maxOptions = 64;

/** A set's elements in Packer's order. What is made of it by `map` and the like is a list. */
export class SetValue extends Array<Value> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

export type ObjectValue = ReadonlyMap<string, Value>;
export type Value = null | string | number | boolean | readonly Value[] | ObjectValue | Unknown | OneOf;

export function unsupported(what: string): Unknown {
  return new Unknown({ kind: 'unsupported', what });
}

export function refused(what: string): Unknown {
  return new Unknown({ kind: 'error', what });
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value): value is ObjectValue {
  return value instanceof Map;
}

/** The first unknown part of a value, or null where all of it is known. */
export function firstUnknown(value: Value): Unknown | null {
  if (value instanceof Unknown) return value;
  if (value instanceof OneOf) return unsupported('one of several values');
  const inner = isList(value) ? value : isObject(value) ? value.values() : [];
  for (const item of inner) {
    const found = firstUnknown(item);
    if (found !== null) return found;
  }
  return null;
}

/** The value as plain JSON, keys sorted. Throws where a part of it is unknown. */
export function toJson(value: Value): VariableValue {
  if (value instanceof Unknown || value instanceof OneOf) throw new Error('an unknown value has no JSON');
  if (isList(value)) return value.map(toJson);
  if (isObject(value)) {
    return Object.fromEntries(sortEntries(value).map(([key, item]) => [key, toJson(item)]));
  }
  return value;
}

/** A value as a template prints it; null for all but strings, numbers and booleans. */
export function asText(value: Value): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** An object's entries in order of their keys, as Packer iterates over them. */
export function sortEntries(object: ObjectValue): (readonly [string, Value])[] {
  return [...object].sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * Whether known values are equal. Null where that is uncertain: a list never equals a tuple, nor a map an object, and a
 * value does not record which of the two it is.
 */
export function isEqual(a: Value, b: Value): boolean | null {
  if (JSON.stringify(toJson(a)) !== JSON.stringify(toJson(b))) return false;
  return isList(a) || isObject(a) ? null : true;
}

/**
 * Calls `compute` once for every combination of the options among its arguments, and returns all results as one value.
 * A OneOf nested in an argument is passed on as it is.
 */
export function mapOneOf(args: readonly Value[], compute: (args: readonly Value[]) => Value): Value {
  const index = args.findIndex((arg) => arg instanceof OneOf);
  const oneOf = args[index];
  if (!(oneOf instanceof OneOf)) return compute(args);
  const results: Value[] = [];
  for (const option of oneOf.options) {
    if (results.length > maxOptions) return unsupported('too many possibilities');
    results.push(mapOneOf(args.with(index, option), compute));
  }
  return OneOf.of(results);
}

/** All texts in a value, as far as they are known. */
export function textsIn(value: Value): string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(textsIn);
  if (isObject(value)) return [...value.values()].flatMap(textsIn);
  return value instanceof OneOf ? value.options.flatMap(textsIn) : [];
}
