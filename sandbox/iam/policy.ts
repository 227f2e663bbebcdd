/** An IAM policy document as its grammar has it (IAM User Guide, "Grammar of the IAM JSON policy language"), read strictly. */

/** Operator to condition key to the values that it is compared with. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Patterns, and whether they name what is meant or, as in NotAction, what is not. */
export interface Patterns {
  readonly patterns: readonly string[];
  readonly negated: boolean;
}

export interface Statement {
  /** Empty where it has none. */
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly action: Patterns;
  readonly resource: Patterns;
  readonly conditions: Conditions;
}

export interface Policy {
  /** Whether `${aws:username}` is a variable: in version 2012-10-17 only. */
  readonly hasVariables: boolean;
  readonly statements: readonly Statement[];
}

const policyElements = new Set(['Version', 'Id', 'Statement']);
const statementElements = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** Reads an identity-based policy. Throws an Error that names the statement where IAM would refuse it. */
export function parsePolicy(document: unknown): Policy {
  const policy = toObject(document, 'the policy');
  refuseUnknown(policy, policyElements, 'the policy');
  const version = policy['Version'] ?? '2008-10-17';
  if (version !== '2012-10-17' && version !== '2008-10-17')
    throw new Error(`the policy has the version ${JSON.stringify(version)}; there is 2012-10-17`);
  const list = [policy['Statement'] ?? []].flat();
  if (list.length === 0) throw new Error('the policy has no statement');
  return { hasVariables: version === '2012-10-17', statements: list.map(parseStatement) };
}

function parseStatement(value: unknown, index: number): Statement {
  const anonymous = `statement ${index + 1}`;
  const statement = toObject(value, anonymous);
  const sid = statement['Sid'] ?? '';
  if (typeof sid !== 'string') throw new Error(`${anonymous}: Sid is not a text`);
  const place = sid === '' ? anonymous : `statement ${sid}`;
  refuseUnknown(statement, statementElements, place);
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny')
    throw new Error(`${place}: Effect is ${JSON.stringify(effect)}; there are Allow and Deny`);
  return {
    sid,
    effect,
    action: readPatterns(statement, 'Action', place),
    resource: readPatterns(statement, 'Resource', place),
    conditions: readConditions(statement['Condition'] ?? {}, place),
  };
}

function readPatterns(
  statement: Readonly<Record<string, unknown>>,
  name: 'Action' | 'Resource',
  place: string,
): Patterns {
  const [one, not] = [statement[name], statement[`Not${name}`]];
  if ((one === undefined) === (not === undefined))
    throw new Error(`${place}: needs either ${name} or Not${name}`);
  const patterns = toTexts(one ?? not, `${place}: ${name}`);
  const wrong = name === 'Action' ? patterns.find((item) => !isAction(item)) : patterns.find(isBrokenArn);
  if (wrong !== undefined)
    throw new Error(`${place}: ${wrong} is not an ${name === 'Action' ? 'action' : 'ARN'}`);
  return { patterns, negated: not !== undefined };
}

const isAction = (text: string): boolean => text === '*' || /^[a-z0-9-]+:[\w*?]+$/i.test(text);
const isBrokenArn = (text: string): boolean => text !== '*' && !/^arn(:[^:]*){4}:.+$/.test(text);

function readConditions(value: unknown, place: string): Conditions {
  const operators = Object.entries(toObject(value, `${place}: Condition`));
  return Object.fromEntries(
    operators.map(([operator, keys]) => {
      const entries = Object.entries(toObject(keys, `${place}: ${operator}`));
      return [
        operator,
        Object.fromEntries(
          entries.map(([key, texts]) => [key, toTexts(texts, `${place}: ${operator} ${key}`)]),
        ),
      ];
    }),
  );
}

function toObject(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new Error(`${place} is not an object`);
}

/** One or several values; a number or a boolean stands for its text. */
function toTexts(value: unknown, place: string): string[] {
  return [value].flat().map((item) => {
    if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean')
      return String(item);
    throw new Error(`${place} is neither a text nor a list of texts`);
  });
}

function refuseUnknown(
  object: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
  place: string,
): void {
  const unknown = Object.keys(object).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new Error(`${place}: an identity-based policy has no ${unknown.join(', ')}`);
}
