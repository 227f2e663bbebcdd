/** Type constraints of variables (hcl/ext/typeexpr/get_type.go of HCL 2.24). */

import type { Expression } from '../hcl/ast.ts';
import { isList, isObject, type Value } from './values.ts';

export type Type =
  /** `unsure` is the type of a default that is not told by its value: a list, for one, may be a tuple. */
  | { readonly kind: 'any' | 'unsure' | 'string' | 'number' | 'bool' }
  | { readonly kind: 'list' | 'set' | 'map'; readonly of: Type }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Field> }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] };

interface Field {
  readonly type: Type;
  readonly isOptional: boolean;
  /** What stands for a value that is missing or null; undefined if nothing does. */
  readonly default?: Value | undefined;
}

const any: Type = { kind: 'any' };

/**
 * The type that an expression names; null where it names none.
 * @param evaluate evaluates the defaults of optional attributes
 */
export function parseType(expression: Expression, evaluate: (expression: Expression) => Value): Type | null {
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
    const of = parseType(arg, evaluate);
    return of === null ? null : { kind: name, of };
  }
  if (name === 'tuple' && arg.kind === 'tuple') {
    const items = arg.items.map((item) => parseType(item, evaluate)).filter((item) => item !== null);
    return items.length === arg.items.length ? { kind: 'tuple', items } : null;
  }
  return name === 'object' && arg.kind === 'object' ? parseObject(arg.entries, evaluate) : null;
}

function parseObject(
  entries: readonly { readonly key: Expression; readonly value: Expression }[],
  evaluate: (expression: Expression) => Value,
): Type | null {
  const fields = new Map<string, Field>();
  for (const { key, value } of entries) {
    const isOptional = value.kind === 'call' && value.name === 'optional';
    const [inner, fallback] = isOptional ? value.args : [value];
    const type = inner === undefined ? null : parseType(inner, evaluate);
    if (type === null || key.kind !== 'literal') return null;
    const field = { type, isOptional };
    fields.set(String(key.value), fallback === undefined ? field : { ...field, default: evaluate(fallback) });
  }
  return { kind: 'object', fields };
}

/**
 * The type of a default, which other values of a variable without a type are converted to; an empty list or object leaves
 * it open (hcl2template/types.variables.go).
 */
export function typeOfDefault(value: Value, expression: Expression): Type {
  const isEmpty = (isList(value) && value.length === 0) || (isObject(value) && value.size === 0);
  return isEmpty ? any : typeOf(value, expression);
}

/** The type of a value that an expression gives. What a function makes of lists and objects is not told. */
export function typeOf(value: Value, expression: Expression | undefined): Type {
  if (value === null) return any;
  if (typeof value === 'string') return { kind: 'string' };
  if (typeof value === 'number') return { kind: 'number' };
  if (typeof value === 'boolean') return { kind: 'bool' };
  if (isList(value) && expression?.kind === 'tuple') {
    return { kind: 'tuple', items: value.map((item, index) => typeOf(item, expression.items[index])) };
  }
  if (!isObject(value) || expression?.kind !== 'object') return { kind: 'unsure' };
  const fields = [...value].map(([name, item]) => {
    const entry = expression.entries.find(({ key }) => key.kind === 'literal' && String(key.value) === name);
    return [name, { type: typeOf(item, entry?.value), isOptional: false }] as const;
  });
  return { kind: 'object', fields: new Map(fields) };
}

/** Whether a type leaves a part of it to the value. */
export function isOpen(type: Type): boolean {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return isOpen(type.of);
    case 'tuple':
      return type.items.some(isOpen);
    case 'object':
      return [...type.fields.values()].some((field) => isOpen(field.type));
    default:
      return type.kind === 'any' || type.kind === 'unsure';
  }
}
