/** Evaluates HCL expressions as far as they are known before the build, and notes everything that they read. */

import type { Call, Conditional, Expression, For, ObjectExpression, TemplatePart } from '../hcl/ast.ts';
import { attemptFunctions, evaluateAttempts } from './attempts.ts';
import { Dependencies } from './dependencies.ts';
import { callFunction, exactFunctions } from './functions.ts';
import { parseNumber } from './numbers.ts';
import { applyOperator } from './operators.ts';
import { ReferenceResolver } from './references.ts';
import { findChangingRender } from './rendered.ts';
import type { EvaluationEnvironment, Scope } from './scope.ts';
import { hasOnlyTexts, hasSet, isSameShape } from './shapes.ts';
import { normalizeText } from './texts.ts';
import {
  asText,
  firstUnknown,
  isList,
  isObject,
  mapOneOf,
  OneOf,
  refused,
  SetValue,
  sortEntries,
  Unknown,
  unsupported,
  type Value,
} from './values.ts';

/** Functions that read files or environment variables: the environment computes them. */
const environmentFunctions = new Set(
  'file filebase64 templatefile fileset fileexists env abspath pathexpand'.split(' '),
);

/** The names that a `for` defines. */
interface LoopNames {
  readonly key: string | null;
  readonly item: string;
}

export class Evaluator {
  readonly #environment: EvaluationEnvironment;
  readonly #references: ReferenceResolver;

  constructor(environment: EvaluationEnvironment) {
    this.#environment = environment;
    this.#references = new ReferenceResolver(environment, (expression, scope) =>
      this.evaluate(expression, scope),
    );
  }

  evaluate(expression: Expression, scope: Scope): Value {
    switch (expression.kind) {
      case 'literal':
        // A number keeps its digits, or is not known.
        if (expression.digits !== undefined) return parseNumber(expression.digits);
        noteRendered(expression.value, expression.line, scope);
        return normalizeText(expression.value);
      case 'template': {
        noteRendered(expression.written, expression.line, scope);
        const text = this.#evaluateTemplate(expression.parts, scope);
        return expression.exact ? text : unsupported('a template that strips whitespace');
      }
      case 'tuple':
        return expression.items.map((item) => this.evaluate(item, scope));
      case 'object':
        return this.#evaluateObject(expression, scope);
      case 'reference':
      case 'access':
        return this.#references.resolve(expression, scope);
      case 'call':
        return this.#evaluateCall(expression, scope);
      case 'conditional':
        return this.#evaluateConditional(expression, scope);
      case 'operation': {
        const operands = expression.operands.map((operand) => this.evaluate(operand, scope));
        return mapOneOf(operands, (plain) => applyOperator(expression.operator, plain));
      }
      case 'for':
        return this.#evaluateFor(expression, scope);
    }
  }

  /** With an unknown test, both branches are read and both results are possible. */
  #evaluateConditional({ test: condition, yes, no }: Conditional, scope: Scope): Value {
    const test = this.evaluate(condition, scope);
    if (test === true || test === 'true') return this.#evaluateBranch(yes, no, scope);
    if (test === false || test === 'false') return this.#evaluateBranch(no, yes, scope);
    return OneOf.of([this.evaluate(yes, scope), this.evaluate(no, scope)]);
  }

  /** Packer converts both branches to one type, or refuses them; the branch that is not taken is not read. */
  #evaluateBranch(taken: Expression, other: Expression, scope: Scope): Value {
    const value = this.evaluate(taken, scope);
    const otherValue = this.evaluate(other, { ...scope, reads: new Dependencies() });
    if (isSameShape(value, otherValue)) return value;
    scope.reads.guesses += 1;
    const isKept =
      typeof value === 'string' || (hasOnlyTexts(value) && !hasSet(value) && !hasSet(otherValue));
    return isKept ? value : unsupported('a condition of two types');
  }

  #evaluateObject({ entries }: ObjectExpression, scope: Scope): Value {
    const object = new Map<string, Value>();
    let unknownKey: Unknown | null = null;
    for (const entry of entries) {
      const key = this.evaluate(entry.key, scope);
      const value = this.evaluate(entry.value, scope);
      const name = asText(key);
      if (name === null) unknownKey = firstUnknown(key) ?? unsupported('a key that is not a text');
      else object.set(name, value);
    }
    return unknownKey ?? object;
  }

  #evaluateTemplate(parts: readonly TemplatePart[], scope: Scope): Value {
    const [only] = parts;
    if (parts.length === 1 && only?.kind === 'value') return this.evaluate(only.value, scope);
    const values = parts.map((part) => this.#evaluateTemplatePart(part, scope));
    return mapOneOf(values, (plain) => joinTexts(plain.map(toTemplateText)));
  }

  #evaluateTemplatePart(part: TemplatePart, scope: Scope): Value {
    switch (part.kind) {
      case 'text':
        return part.text;
      case 'value':
        return this.evaluate(part.value, scope);
      case 'if': {
        const test = this.evaluate(part.test, scope);
        if (test === true) return this.#evaluateDirectiveBody(part.yes, scope);
        if (test === false) return this.#evaluateDirectiveBody(part.no, scope);
        const branches = [part.yes, part.no];
        return OneOf.of(branches.map((branch) => this.#evaluateDirectiveBody(branch, scope)));
      }
      case 'for': {
        const collection = this.evaluate(part.collection, scope);
        const texts = mapElements(collection, part, scope, (inner) =>
          this.#evaluateDirectiveBody(part.body, inner),
        );
        return texts instanceof Unknown ? texts : mapOneOf(texts, joinTexts);
      }
    }
  }

  /** Unlike a template of a single interpolation, a directive's body is always a text. */
  #evaluateDirectiveBody(parts: readonly TemplatePart[], scope: Scope): Value {
    return parts.length === 0 ? '' : this.#evaluateTemplate([{ kind: 'text', text: '' }, ...parts], scope);
  }

  #evaluateCall(expression: Call, scope: Scope): Value {
    if (attemptFunctions.has(expression.name) && !expression.spread) {
      return evaluateAttempts(expression, (arg, inner) => this.evaluate(arg, inner), scope);
    }
    if (!exactFunctions.has(expression.name)) scope.reads.guesses += 1;
    let args: readonly Value[] = expression.args.map((arg) => this.evaluate(arg, scope));
    const last = args.at(-1);
    if (expression.spread && last !== undefined) {
      if (!isList(last)) return firstUnknown(last) ?? unsupported('arguments that are not a list');
      args = [...args.slice(0, -1), ...last];
    }
    if (environmentFunctions.has(expression.name)) {
      return mapOneOf(args, (plain) => this.#environment.callEnvironmentFunction(expression, plain, scope));
    }
    return callFunction(expression, args, scope);
  }

  #evaluateFor(expression: For, scope: Scope): Value {
    const collection = this.evaluate(expression.collection, scope);
    return mapOneOf([collection], ([plain = null]) => this.#evaluateForOver(plain, expression, scope));
  }

  #evaluateForOver(collection: Value, expression: For, scope: Scope): Value {
    const entries: { readonly key: Value; readonly value: Value }[] = [];
    let unknownTest: Unknown | null = null;
    const names = { key: expression.keyName, item: expression.itemName };
    const visited = mapElements(collection, names, scope, (inner) => {
      const test = expression.test === null ? true : this.evaluate(expression.test, inner);
      if (test === false) return null;
      if (test !== true) unknownTest = firstUnknown(test) ?? unsupported('a test that is not a boolean');
      const key = expression.key === null ? null : this.evaluate(expression.key, inner);
      entries.push({ key, value: this.evaluate(expression.value, inner) });
      return null;
    });
    if (visited instanceof Unknown) return visited;
    if (unknownTest !== null) return unknownTest;
    return expression.key === null
      ? entries.map(({ value }) => value)
      : toObject(entries, expression.grouped);
  }
}

/** Notes what Packer renders in a text of the templates, as the value that holds it may be unknown here. */
function noteRendered(text: Value, line: number, { reads, file }: Scope): void {
  const call = typeof text === 'string' ? findChangingRender(text) : null;
  if (call !== null) reads.change({ what: `{{${call}}}`, file, line });
}

/** The object that a `for` with keys makes; with `grouped`, each key holds the list of its values. */
function toObject(
  entries: readonly { readonly key: Value; readonly value: Value }[],
  grouped: boolean,
): Value {
  const object = new Map<string, Value>();
  for (const { key, value } of entries) {
    const name = asText(key);
    if (name === null) return firstUnknown(key) ?? unsupported('a key that is not a text');
    if (!grouped && object.has(name)) return refused(`the key ${name} twice`);
    const group = object.get(name) ?? [];
    object.set(name, grouped ? [...(isList(group) ? group : []), value] : value);
  }
  return object;
}

/** Calls `visit` for each element; of an unknown collection, once with unknown names, to note what the body reads. */
function mapElements(
  collection: Value,
  names: LoopNames,
  scope: Scope,
  visit: (inner: Scope) => Value,
): Value[] | Unknown {
  const visitElement = (key: Value, item: Value): Value => {
    const inner = new Map(scope.names).set(names.item, item);
    if (names.key !== null) inner.set(names.key, key);
    return visit({ ...scope, names: inner });
  };
  const isSet = collection instanceof SetValue;
  if (isList(collection)) return collection.map((item, index) => visitElement(isSet ? item : index, item));
  if (isObject(collection)) return sortEntries(collection).map(([key, item]) => visitElement(key, item));
  const unknown = firstUnknown(collection) ?? unsupported('a collection that is neither list nor object');
  visitElement(unknown, unknown);
  return unknown;
}

function toTemplateText(value: Value): string | Unknown {
  return asText(value) ?? firstUnknown(value) ?? unsupported('a value that has no text');
}

function joinTexts(texts: readonly Value[]): Value {
  return texts.find((text) => text instanceof Unknown) ?? texts.join('').normalize();
}
