/** Converts values to types as Packer does (cty/convert of go-cty 1.13; Defaults.Apply of hcl/ext/typeexpr). */

import { parseNumber } from './numbers.ts';
import { hasOnlyTexts, hasSet, isSameShape } from './shapes.ts';
import { isOpen, type Type } from './types.ts';
import {
  asText,
  isList,
  isObject,
  mapOneOf,
  OneOf,
  SetValue,
  sortEntries,
  Unknown,
  unsupported,
  type Value,
} from './values.ts';

/** The value as one of a type. What does not fit is left as it is; where it is not sure what Packer makes, unknown. */
export function convertToType(value: Value, type: Type): Value {
  if (value === null || value instanceof Unknown) return value;
  if (value instanceof OneOf) return mapOneOf([value], ([option = null]) => convertToType(option, type));
  switch (type.kind) {
    case 'any':
      return value;
    case 'unsure':
      return unsupported('a value of uncertain type');
    case 'string':
      return asText(value) ?? value;
    case 'number':
      return typeof value === 'string' ? (parseNumber(value) ?? value) : value;
    case 'bool':
      return toBool(value);
    case 'list':
    case 'set': {
      if (!isList(value)) return value;
      const items = convertItems(Array.from(value), type.of);
      return isList(items) && type.kind === 'set' ? toSet(items) : items;
    }
    case 'map': {
      if (!isObject(value)) return value;
      const entries = sortEntries(value);
      const items = convertItems(
        entries.map(([, item]) => item),
        type.of,
      );
      if (!isList(items)) return items;
      return new Map(entries.map(([key], index) => [key, items[index] ?? null]));
    }
    case 'tuple':
      if (!isList(value) || value.length !== type.items.length) return value;
      return type.items.map((item, index) => convertToType(value[index] ?? null, item));
    case 'object': {
      if (!isObject(value)) return value;
      const fields = [...type.fields].map(([name, field]) => {
        const given = value.get(name) ?? field.default ?? null;
        return [name, convertToType(given, field.type)] as const;
      });
      return new Map(fields);
    }
  }
}

/** A bool, or a text that is one; any other value as it is. */
export function toBool(value: Value): Value {
  if (value === 'true' || value === '1') return true;
  return value === 'false' || value === '0' ? false : value;
}

/** The elements of a list, set or map, which are all of one type. */
function convertItems(items: readonly Value[], type: Type): readonly Value[] | Unknown {
  const converted = items.map((item) => convertToType(item, type));
  return isOpen(type) ? unify(converted) : converted;
}

/** Elements of the one type that cty finds for them (cty/convert/unify.go), which for texts and others is a text. */
function unify(items: readonly Value[]): readonly Value[] | Unknown {
  const [first, ...others] = items.filter((item) => item !== null);
  if (first === undefined || others.every((item) => isSameShape(first, item))) return items;
  const texts = items.map(asText);
  if (!texts.includes(null) && items.some((item) => typeof item === 'string')) return texts;
  return items.every((item) => hasOnlyTexts(item) && !hasSet(item))
    ? items
    : unsupported('elements of several types');
}

/** A set's elements in the order in which Packer iterates over them, each once (cty's set_internals.go). */
function toSet(items: readonly Value[]): Value {
  if (items.length > 1 && items.some((item) => asText(item) === null)) {
    return unsupported('a set of more than texts and numbers');
  }
  const unique = [...new Set(items)].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1,
  );
  return SetValue.from(unique);
}
