/** `try`, `can` and `coalesce`: functions that take the first argument that serves, and need no other. */

import type { Call } from '../../hcl/ast.ts';
import type { Evaluate, Scope } from './scope.ts';
import { firstUnknown, isList, isObject, OneOf, refused, Unknown, type Value } from './values.ts';

export const attemptFunctions: ReadonlySet<string> = new Set(['try', 'can', 'coalesce']);

/** Evaluates the arguments in their order, as far as they can be the result (tryfunc.go of hcl, coalesce.go of go-cty-funcs). */
export function evaluateAttempts({ name, args }: Call, evaluate: Evaluate, scope: Scope): Value {
  const possible: Value[] = [];
  for (const arg of args) {
    const guesses = scope.reads.guesses;
    const value = withoutRefused(evaluate(arg, scope));
    const certain = firstUnknown(value) === null && scope.reads.guesses === guesses;
    if (name === 'can') return isRefused(value) ? false : certain ? true : OneOf.of([true, false]);
    if (name === 'coalesce' && (value === null || value === '')) continue;
    if (name === 'try' && isRefused(value)) continue;
    possible.push(value);
    // A function whose refusals are not all known may have been one: then the next argument is possible too.
    if (certain || (name === 'coalesce' && firstUnknown(value) === null)) break;
  }
  return possible.length === 0 ? refused(`${name}()`) : OneOf.of(possible);
}

/** Whether Packer refuses a value, as it does if it refuses any part of it. */
function isRefused(value: Value): boolean {
  if (value instanceof Unknown) return value.reason.kind === 'error';
  if (value instanceof OneOf) return value.options.every(isRefused);
  if (isList(value)) return value.some(isRefused);
  return isObject(value) && [...value.values()].some(isRefused);
}

function withoutRefused(value: Value): Value {
  if (!(value instanceof OneOf) || isRefused(value)) return value;
  return OneOf.of(value.options.filter((option) => !isRefused(option)));
}
