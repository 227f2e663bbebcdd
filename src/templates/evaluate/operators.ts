/** HCL's operators on values that may be unknown. */

import { firstUnknown, isEqual, type Unknown, unsupported, type Value } from './values.ts';

const numeric: Readonly<Record<string, (one: number, two: number) => number | boolean>> = {
  '+': (one, two) => one + two,
  '-': (one, two) => one - two,
  '*': (one, two) => one * two,
  '/': (one, two) => one / two,
  '%': (one, two) => one % two,
  '<': (one, two) => one < two,
  '<=': (one, two) => one <= two,
  '>': (one, two) => one > two,
  '>=': (one, two) => one >= two,
};

/** One operand for `!` and `-`, else two. `false && x` is false and `true || x` true whatever x is. */
export function applyOperator(operator: string, operands: readonly Value[]): Value {
  const [one = null, two = null] = operands;
  if (operator === '&&' && (one === false || two === false)) return false;
  if (operator === '||' && (one === true || two === true)) return true;
  const unknown = firstUnknown([...operands]);
  if (unknown !== null) return unknown;
  if (operator === '==') return isEqual(one, two);
  if (operator === '!=') return !isEqual(one, two);
  if (operator === '&&' || operator === '||') return truth(operator === '&&' ? two : one, one, two);
  if (operator === '!') return typeof one === 'boolean' ? !one : wrong(operator);
  if (operands.length === 1) return typeof one === 'number' ? -one : wrong(operator);
  const compute = numeric[operator];
  const numbers = operands.map((operand) =>
    operand === '' || operand === null ? Number.NaN : Number(operand),
  );
  const [left, right] = numbers;
  if (compute === undefined || left === undefined || right === undefined) return wrong(operator);
  const result = compute(left, right);
  return typeof result === 'number' && !isExact(result) ? wrong(operator) : result;
}

/** HCL counts with 512 bits: a result that floating point may have rounded is not computed. */
function isExact(result: number): boolean {
  return Number.isSafeInteger(result * 1024);
}

function truth(decisive: Value, one: Value, two: Value): Value {
  return typeof one === 'boolean' && typeof two === 'boolean' && typeof decisive === 'boolean'
    ? one === two && one
    : wrong('a test');
}

function wrong(operator: string): Unknown {
  return unsupported(`${operator} of values that do not fit`);
}
