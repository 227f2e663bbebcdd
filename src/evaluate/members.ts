/** Elements and attributes of values, as far as they are known. */

import {
  asText,
  isList,
  isObject,
  OneOf,
  refused,
  SetValue,
  Unknown,
  unsupported,
  type Value,
} from './values.ts';

/** The value of `target[key]` or `target.key`. With an unknown key, any element is possible. */
export function getMember([target, key]: readonly Value[]): Value {
  if (target instanceof Unknown) return target;
  if (target === undefined || key === undefined) return unsupported('a missing target or key');
  if (key instanceof Unknown) return getAnyMember(target, key);
  if (target instanceof SetValue) return refused('an element of a set');
  if (isList(target) && isIndex(key)) {
    const element = target[Number(key)];
    return element === undefined ? refused('a missing element') : element;
  }
  const name = asText(key);
  if (!isObject(target) || name === null) return unsupported('an element of a value that has none');
  return target.has(name) ? (target.get(name) ?? null) : refused(`a missing attribute: ${name}`);
}

function getAnyMember(target: Value, key: Unknown): Value {
  const elements = isList(target) ? target : isObject(target) ? [...target.values()] : [];
  return elements.length === 0 ? key : OneOf.of(elements);
}

function isIndex(key: Value): boolean {
  return typeof key === 'number' || /^[0-9]+$/.test(String(key));
}
