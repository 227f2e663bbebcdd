/** Elements and attributes of values, and what they are where they are not known. */

import { asText, firstUnknown, isList, isObject, OneOf, Unknown, unsupported, type Value } from './values.ts';

export function getMember([target, key]: readonly Value[]): Value {
  if (target instanceof Unknown) return target;
  if (target === undefined || key === undefined) return unsupported('nothing');
  if (key instanceof Unknown) {
    const all = isList(target) ? target : isObject(target) ? [...target.values()] : [];
    return all.length === 0 ? key : OneOf.of(all);
  }
  if (isList(target) && (typeof key === 'number' || /^[0-9]+$/.test(String(key)))) {
    return target[Number(key)] ?? unsupported('an element that is not there');
  }
  const text = asText(key);
  if (isObject(target) && text !== null) return target.get(text) ?? missing(target, text);
  return unsupported('an element of something that has none');
}

function missing(target: ReadonlyMap<string, Value>, key: string): Value {
  return target.has(key) ? null : unsupported(`an element that is not there: ${key}`);
}

export function firstIn(values: readonly Value[]): Unknown | null {
  return values.find((value) => value instanceof Unknown) ?? null;
}

export function notText(value: Value): Unknown {
  return firstUnknown(value) ?? unsupported('a text of a value that has none');
}

export function byKey([one]: readonly [string, Value], [two]: readonly [string, Value]): number {
  return one < two ? -1 : 1;
}
