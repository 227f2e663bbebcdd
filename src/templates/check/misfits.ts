/** Whether Packer can convert a value to a type (cty's convert). */

import type { Type } from '../../evaluate/types.ts';
import { isList, isObject, OneOf, Unknown, type Value } from '../../evaluate/values.ts';

/** Why a value does not fit a type, in words that follow the variable's name; null where it fits or is not known. */
export function describeMisfit(value: Value, type: Type, where = ''): string | null {
  if (value === null || value instanceof Unknown || value instanceof OneOf) return null;
  const misfit = (wanted: string): string => `must be ${wanted}${where}, not ${describe(value)}`;
  switch (type.kind) {
    case 'any':
    case 'unsure':
      return null;
    case 'string':
      return isList(value) || isObject(value) ? misfit('a string') : null;
    case 'number':
      return isNumber(value) ? null : misfit('a number');
    case 'bool':
      return typeof value === 'boolean' || isOneOf(value, ['true', 'false', '1', '0'])
        ? null
        : misfit('a bool');
    case 'list':
    case 'set': {
      if (!isList(value)) return misfit(`a ${type.kind}`);
      return first(value.map((item, index) => describeMisfit(item, type.of, `${where || ' in'} [${index}]`)));
    }
    case 'map': {
      if (!isObject(value)) return misfit('a map');
      return first(
        [...value].map(([key, item]) => describeMisfit(item, type.of, `${where || ' in'} .${key}`)),
      );
    }
    case 'tuple': {
      if (!isList(value)) return misfit('a tuple');
      if (value.length !== type.items.length) {
        return `must have ${type.items.length} elements${where}, not ${value.length}`;
      }
      return first(
        type.items.map((item, index) =>
          describeMisfit(value[index] ?? null, item, `${where || ' in'} [${index}]`),
        ),
      );
    }
    case 'object': {
      if (!isObject(value)) return misfit('an object');
      const missing = [...type.fields].find(([name, { isOptional }]) => !isOptional && !value.has(name));
      if (missing !== undefined) return `must have the attribute ${JSON.stringify(missing[0])}${where}`;
      return first(
        [...type.fields].map(([name, field]) =>
          describeMisfit(value.get(name) ?? null, field.type, `${where || ' in'} .${name}`),
        ),
      );
    }
  }
}

function isNumber(value: Value): boolean {
  if (typeof value === 'number') return true;
  return typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)([eEpP][+-]?\d+)?$/.test(value);
}

function isOneOf(value: Value, texts: readonly string[]): boolean {
  return typeof value === 'string' && texts.includes(value);
}

function first(faults: readonly (string | null)[]): string | null {
  return faults.find((fault) => fault !== null) ?? null;
}

/** Not the value itself, which may be a secret. */
function describe(value: Value): string {
  if (isList(value)) return 'a list';
  if (isObject(value)) return 'an object';
  return typeof value === 'boolean' ? 'a bool' : `a ${typeof value}`;
}
