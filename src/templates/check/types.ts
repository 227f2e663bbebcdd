/** Type constraints of variables, and whether Packer can convert a value to one (hcl's typeexpr, cty's convert). */

import type { Expression } from '../../hcl/ast.ts';
import { isList, isObject, OneOf, Unknown, type Value } from '../evaluate/values.ts';

export type Type =
  | { readonly kind: 'any' | 'string' | 'number' | 'bool' }
  | { readonly kind: 'list' | 'set' | 'map'; readonly of: Type }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Field> }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] };

interface Field {
  readonly type: Type;
  readonly isOptional: boolean;
}

const any: Type = { kind: 'any' };

/** The type that an expression names; null where it names none. */
export function parseType(expression: Expression): Type | null {
  if (expression.kind === 'reference') {
    const { name } = expression;
    return name === 'any' || name === 'string' || name === 'number' || name === 'bool'
      ? { kind: name }
      : null;
  }
  if (expression.kind !== 'call' || expression.args.length !== 1) return null;
  const [arg] = expression.args;
  if (arg === undefined) return null;
  const { name } = expression;
  if (name === 'list' || name === 'set' || name === 'map') {
    const of = parseType(arg);
    return of === null ? null : { kind: name, of };
  }
  if (name === 'tuple' && arg.kind === 'tuple') {
    const items = arg.items.map(parseType).filter((item) => item !== null);
    return items.length === arg.items.length ? { kind: 'tuple', items } : null;
  }
  return name === 'object' && arg.kind === 'object' ? parseObject(arg.entries) : null;
}

function parseObject(
  entries: readonly { readonly key: Expression; readonly value: Expression }[],
): Type | null {
  const fields = new Map<string, Field>();
  for (const { key, value } of entries) {
    const isOptional = value.kind === 'call' && value.name === 'optional';
    const inner = isOptional ? value.args[0] : value;
    const type = inner === undefined ? null : parseType(inner);
    if (type === null || key.kind !== 'literal') return null;
    fields.set(String(key.value), { type, isOptional });
  }
  return { kind: 'object', fields };
}

/** The type of a default, which is that of a variable without a type; an empty list or object leaves it open. */
export function typeOfDefault(value: Value): Type {
  if ((isList(value) && value.length === 0) || (isObject(value) && value.size === 0)) return any;
  return typeOf(value);
}

function typeOf(value: Value): Type {
  if (typeof value === 'string') return { kind: 'string' };
  if (typeof value === 'number') return { kind: 'number' };
  if (typeof value === 'boolean') return { kind: 'bool' };
  if (isList(value)) return { kind: 'tuple', items: value.map(typeOf) };
  if (!isObject(value)) return any;
  return {
    kind: 'object',
    fields: new Map([...value].map(([name, item]) => [name, { type: typeOf(item), isOptional: false }])),
  };
}

/** Why a value does not fit a type, in words that follow the variable's name; null where it fits or is not known. */
export function describeMisfit(value: Value, type: Type, where = ''): string | null {
  if (value === null || value instanceof Unknown || value instanceof OneOf) return null;
  const misfit = (wanted: string): string => `is to be ${wanted}${where}, not ${describe(value)}`;
  switch (type.kind) {
    case 'any':
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
        return `is to have ${type.items.length} elements${where}, not ${value.length}`;
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
      if (missing !== undefined) return `is to have the attribute ${JSON.stringify(missing[0])}${where}`;
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
  return typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value);
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
