/** `try`, `can` and `coalesce`: functions that take the first argument that serves, and need no other. */

import type { Call } from '../hcl/ast.ts';
import { Dependencies } from './dependencies.ts';
import type { Evaluate, Scope } from './scope.ts';
import { hasMixedItems } from './shapes.ts';
import {
  firstUnknown,
  isList,
  isObject,
  OneOf,
  refused,
  Unknown,
  unsupported,
  type Value,
} from './values.ts';

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
  if (possible.length === 0) return refused(`${name}()`);
  return name === 'coalesce' && isConverted(possible, args, evaluate, scope)
    ? unsupported('coalesce() of several types')
    : OneOf.of(possible);
}

/** Whether Packer makes one type of the arguments of coalesce(); those that are not needed are not read. */
function isConverted(
  possible: readonly Value[],
  args: Call['args'],
  evaluate: Evaluate,
  scope: Scope,
): boolean {
  if (possible.every((value) => typeof value === 'string' || value instanceof Unknown)) return false;
  const all = args.map((arg) => evaluate(arg, { ...scope, reads: new Dependencies() }));
  return hasMixedItems(all);
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
