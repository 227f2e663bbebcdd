/** HCL's operators on values that may be unknown. */

import { parseNumber } from './numbers.ts';
import { firstUnknown, isEqual, type Unknown, unsupported, type Value } from './values.ts';

const numeric: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Applies `!` or `-` to one operand, any other operator to two. */
export function applyOperator(operator: string, operands: readonly Value[]): Value {
  const decided = shortCircuit(operator, operands);
  if (decided !== null) return decided;
  const unknown = firstUnknown([...operands]);
  if (unknown !== null) return unknown;
  const [left = null, right = null] = operands;
  if (operands.length === 1) return applyUnary(operator, left);
  switch (operator) {
    case '==':
    case '!=': {
      const isSame = isEqual(left, right);
      return isSame === null ? unfit(operator) : isSame === (operator === '==');
    }
    case '&&':
    case '||':
      return applyLogical(operator, left, right);
    default:
      return applyNumeric(operator, left, right);
  }
}

/** `false && x` is false and `true || x` is true, whatever x is. */
function shortCircuit(operator: string, operands: readonly Value[]): boolean | null {
  if (operator === '&&' && operands.includes(false)) return false;
  return operator === '||' && operands.includes(true) ? true : null;
}

function applyUnary(operator: string, operand: Value): Value {
  if (operator === '!' && typeof operand === 'boolean') return !operand;
  return operator !== '!' && typeof operand === 'number' && operand !== 0 ? -operand : unfit(operator);
}

/** After `shortCircuit`, what is left of `&&` is true and true, and of `||` false and false. */
function applyLogical(operator: '&&' | '||', left: Value, right: Value): Value {
  return typeof left === 'boolean' && typeof right === 'boolean' ? operator === '&&' : unfit(operator);
}

function applyNumeric(operator: string, left: Value, right: Value): Value {
  const result = numeric[operator]?.(toNumber(left), toNumber(right));
  if (result === undefined || (typeof result === 'number' && !isExact(result))) return unfit(operator);
  if (!Object.is(result, -0)) return result;
  // Packer prints its negative zero as one.
  return operator === '%' ? 0 : unfit(operator);
}

/** A number, or a text that is one; NaN for all else. */
export function toNumber(operand: Value | undefined): number {
  const number = typeof operand === 'string' ? parseNumber(operand) : operand;
  return typeof number === 'number' ? number : Number.NaN;
}

/** HCL computes with 512 bits: a result that floating point may have rounded is left unknown. */
export function isExact(result: number): boolean {
  return Number.isSafeInteger(result * 1024);
}

function unfit(operator: string): Unknown {
  return unsupported(`${operator} of values that do not fit`);
}
