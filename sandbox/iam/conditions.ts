/**
 * The operators of a policy's Condition (IAM User Guide, "IAM JSON policy elements: Condition operators" and "Conditions with
 * multiple context keys or values"). An operator that is not here is refused, as a condition that is skipped lets everything through.
 */
import type { Conditions } from './policy.ts';

/** What is known of a request, by condition key in lower case. A list is a multivalued key, as aws:TagKeys is. */
export type RequestContext = ReadonlyMap<string, string | readonly string[]>;

type Compare = (value: string, wanted: string) => boolean;

interface Operator {
  readonly compare: Compare;
  /** Whether it is true where no value in the policy matches: StringNotEquals and its like. */
  readonly negated: boolean;
}

const ordered = (parse: (text: string) => number, holds: (a: number, b: number) => boolean): Compare => {
  return (value, wanted) => {
    const [a, b] = [parse(value), parse(wanted)];
    if (Number.isNaN(b)) throw new Error(`${wanted} cannot be compared`);
    return !Number.isNaN(a) && holds(a, b);
  };
};

/** ISO 8601 or seconds since 1970, in milliseconds. */
const parseDate = (text: string): number =>
  /^\d+$/.test(text) && text.length > 4 ? Number(text) * 1000 : Date.parse(text);
const parseNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  Equals: (a, b) => a === b,
  LessThan: (a, b) => a < b,
  LessThanEquals: (a, b) => a <= b,
  GreaterThan: (a, b) => a > b,
  GreaterThanEquals: (a, b) => a >= b,
};

const positive: Readonly<Record<string, Compare>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  StringLike: (value, wanted) => matchesWildcards(value, wanted),
  ArnEquals: (value, wanted) => matchesArn(value, wanted),
  ArnLike: (value, wanted) => matchesArn(value, wanted),
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  ...Object.fromEntries(
    Object.entries(comparisons).flatMap(([name, holds]) => [
      [`Numeric${name}`, ordered(parseNumber, holds)],
      [`Date${name}`, ordered(parseDate, holds)],
    ]),
  ),
};

function findOperator(name: string): Operator {
  const direct = positive[name];
  if (direct !== undefined) return { compare: direct, negated: false };
  const opposite = positive[name.replace('Not', '')];
  if (opposite === undefined || !name.includes('Not'))
    throw new Error(`the condition operator ${name} is not known here`);
  return { compare: opposite, negated: true };
}

/** Whether all conditions hold. Throws where an operator is unknown, or does not fit a multivalued key. */
export function conditionsHold(
  conditions: Conditions,
  context: RequestContext,
  substitute: (text: string) => string | null = (text) => text,
): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, key, wanted, context, substitute)),
  );
}

function holds(
  operator: string,
  key: string,
  wanted: readonly string[],
  context: RequestContext,
  substitute: (text: string) => string | null,
): boolean {
  const found = context.get(key.toLowerCase());
  if (operator === 'Null') return wanted.some((text) => (text === 'true') === (found === undefined));
  const [, set, name = '', ifExists] =
    /^(ForAllValues:|ForAnyValue:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const { compare, negated } = findOperator(name);
  const values = wanted.map(substitute).filter((text) => text !== null);
  const test = (value: string): boolean => values.some((text) => compare(value, text)) !== negated;
  if (set !== undefined) {
    const list = [found ?? []].flat().filter((value) => value !== '');
    if (found === undefined && ifExists !== undefined) return true;
    return set === 'ForAllValues:' ? list.every(test) : list.some(test);
  }
  if (found === undefined) return negated || ifExists !== undefined;
  if (typeof found === 'string') return test(found);
  throw new Error(`${key} has several values: ${operator} needs ForAllValues: or ForAnyValue: before it`);
}

/** `*` stands for any characters, `?` for one. */
export function matchesWildcards(text: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

/** Compares part by part: a wildcard stands for nothing beyond its colon, but in the last of the six parts. */
export function matchesArn(arn: string, pattern: string): boolean {
  if (pattern === '*') return true;
  const [parts, wanted] = [splitArn(arn), splitArn(pattern)];
  return (
    parts.length === wanted.length &&
    parts.every((part, index) => matchesWildcards(part, wanted[index] ?? ''))
  );
}

function splitArn(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}
