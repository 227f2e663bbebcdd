/** Values of HCL expressions as far as they are known before the build. */

import type { VariableValue } from '../../inputs/variables.ts';

/** Why a value cannot be known when the plan is made. */
export type Reason =
  /** The clock or chance: never part of a fingerprint. */
  | { readonly kind: 'time' }
  /** A variable that the action sets itself and that is no property of the image (tags, mirror, fingerprint). */
  | { readonly kind: 'action'; readonly variable: string }
  /** The variable that takes the source image's id, which the action finds. */
  | { readonly kind: 'source' }
  /** The variable that takes a parent's AMI. */
  | { readonly kind: 'parent'; readonly variable: string }
  /** The map of resolved downloads, or something of it. */
  | { readonly kind: 'artifacts' }
  /** An attribute of a data source: what `data.TYPE.NAME.ATTRIBUTE` will be. */
  | { readonly kind: 'data'; readonly ref: string; readonly attribute: string }
  /** Known to Packer only while it builds, such as `build.ID`. */
  | { readonly kind: 'build'; readonly name: string }
  /** A secret store's answer. */
  | { readonly kind: 'secret'; readonly name: string }
  /** Anything that this program does not compute. */
  | { readonly kind: 'unsupported'; readonly what: string };

export class Unknown {
  readonly reason: Reason;

  constructor(reason: Reason) {
    this.reason = reason;
  }
}

/** One of these: a conditional whose test is not known. Never nested in itself, never empty. */
export class OneOf {
  readonly options: readonly Value[];

  private constructor(options: readonly Value[]) {
    this.options = options;
  }

  /** The options as one value: a single one is itself, and too many are unknown. */
  static of(options: readonly Value[]): Value {
    const flat = options.flatMap((option) => (option instanceof OneOf ? option.options : [option]));
    const [only] = flat;
    if (flat.length === 1 && only !== undefined) return only;
    return flat.length > maxOptions ? unsupported('too many possibilities') : new OneOf(flat);
  }
}

/** More combinations than this are not followed. */
const maxOptions = 64;

export type ObjectValue = ReadonlyMap<string, Value>;
export type Value = null | string | number | boolean | readonly Value[] | ObjectValue | Unknown | OneOf;

export function unsupported(what: string): Unknown {
  return new Unknown({ kind: 'unsupported', what });
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value): value is ObjectValue {
  return value instanceof Map;
}

/** The first thing in a value that is not known, or null where all is. */
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

export function fromJson(json: VariableValue): Value {
  if (Array.isArray(json)) return json.map(fromJson);
  if (json !== null && typeof json === 'object') {
    return new Map(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
  }
  return json as Value;
}

/** The value as plain JSON, keys in order of their names. Throws where something in it is not known. */
export function toJson(value: Value): VariableValue {
  if (value instanceof Unknown || value instanceof OneOf) throw new Error('an unknown value has no JSON');
  if (isList(value)) return value.map(toJson);
  if (isObject(value)) {
    const entries = [...value].sort(([one], [two]) => (one < two ? -1 : 1));
    return Object.fromEntries(entries.map(([key, item]) => [key, toJson(item)]));
  }
  return value;
}

/** A value in a template: strings, numbers and booleans have a text, nothing else has. */
export function asText(value: Value): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

export function isEqual(one: Value, two: Value): boolean {
  return JSON.stringify(toJson(one)) === JSON.stringify(toJson(two));
}

/**
 * Calls `compute` with plain arguments: once for every combination of the possibilities among them. Only the
 * arguments themselves are looked at, not what is nested in them.
 */
export function mapOneOf(args: readonly Value[], compute: (args: readonly Value[]) => Value): Value {
  const at = args.findIndex((arg) => arg instanceof OneOf);
  const several = args[at];
  if (!(several instanceof OneOf)) return compute(args);
  const results: Value[] = [];
  for (const option of several.options) {
    if (results.length > maxOptions) return unsupported('too many possibilities');
    results.push(mapOneOf(args.with(at, option), compute));
  }
  return OneOf.of(results);
}
