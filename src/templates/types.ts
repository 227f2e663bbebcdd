/** Converts values to the types of variables, as far as that can change what a template reads. */

import { asText, isList, isObject, SetValue, sortEntries, type Value } from './evaluate/values.ts';

/**
 * The value as Packer converts it to a type constraint, which is given without layout. Objects, tuples and what does not
 * fit are left as they are.
 */
export function convertToType(value: Value, type: string): Value {
  const [, collection, inner = ''] = /^(list|set|map)\((.*)\)$/.exec(type) ?? [];
  if (collection === 'map') {
    if (!isObject(value)) return value;
    return new Map(sortEntries(value).map(([key, item]) => [key, convertToType(item, inner)]));
  }
  if (collection !== undefined) {
    if (!isList(value)) return value;
    const items = value.map((item) => convertToType(item, inner));
    return collection === 'set' ? toSet(items) : items;
  }
  return convertPrimitive(value, type);
}

function convertPrimitive(value: Value, type: string): Value {
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  if (type === 'number' && typeof value === 'string' && value.trim() !== '') {
    return Number.isFinite(Number(value)) ? Number(value) : value;
  }
  if (type === 'bool' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

/** A set's elements in the order in which Packer iterates over them, each once (cty's set_internals.go). */
function toSet(items: readonly Value[]): Value {
  if (items.some((item) => asText(item) === null)) return items;
  const unique = [...new Set(items)].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1,
  );
  return SetValue.from(unique);
}
