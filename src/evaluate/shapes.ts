/** The types of values, as far as conversions between them can change what a value is. */

import { isList, isObject, SetValue, Unknown, type Value } from './values.ts';

/** Whether two values have one type without a doubt, so that Packer converts neither to the other's. */
export function isSameShape(a: Value, b: Value): boolean {
  const shape = shapeOf(a);
  return shape !== null && shape === shapeOf(b);
}

/** Whether primitive elements are of several types, of which Packer makes one. */
export function hasMixedItems(items: readonly Value[]): boolean {
  return new Set(items.map((item) => typeof item).filter((type) => type !== 'object')).size > 1;
}

/** Whether a value may be a set or hold one: what else may stand in its place becomes one too. */
export function hasSet(value: Value): boolean {
  if (value instanceof Unknown) return value.reason.kind === 'unsupported';
  if (value instanceof SetValue) return true;
  return (isList(value) ? value : isObject(value) ? [...value.values()] : []).some(hasSet);
}

/** Whether a value holds texts only, of which a conversion makes nothing else. */
export function hasOnlyTexts(value: Value): boolean {
  if (isList(value)) return value.every(hasOnlyTexts);
  if (isObject(value)) return [...value.values()].every(hasOnlyTexts);
  return typeof value === 'string' || value === null || value instanceof Unknown;
}

/** Null for a value whose type is not sure. */
function shapeOf(value: Value): string | null {
  if (value === null || value instanceof SetValue) return null;
  if (isList(value)) {
    const items = value.map(shapeOf);
    return items.includes(null) ? null : `[${items.join()}]`;
  }
  if (!isObject(value)) return typeof value === 'object' ? null : typeof value;
  const entries = [...value].map(([key, item]) => [key, shapeOf(item)] as const);
  if (entries.some(([, shape]) => shape === null)) return null;
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
