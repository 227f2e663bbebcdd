/** JSON as values. */

import { parseNumber } from './numbers.ts';
import { Unknown, type Value } from './values.ts';

type Json = null | string | number | boolean | Unknown | readonly Json[] | { readonly [name: string]: Json };

/** The value that a JSON text holds. Throws a SyntaxError on what is no JSON. */
export function parseJson(text: string): Value {
  const json: Json = JSON.parse(text, (_key, item: unknown, context?: { readonly source?: string }) =>
    typeof item === 'number' ? parseNumber(context?.source ?? String(item)) : item,
  );
  return fromJson(json);
}

export function fromJson(json: Json): Value {
  if (typeof json === 'string') return json.normalize();
  if (json === null || typeof json !== 'object' || json instanceof Unknown) return json;
  if (isArray(json)) return json.map(fromJson);
  return new Map(Object.entries(json).map(([key, value]) => [key.normalize(), fromJson(value)]));
}

/** Array.isArray, which does not narrow a union that has a readonly array in it. */
function isArray(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
