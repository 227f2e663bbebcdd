/** Evaluates HCL expressions as far as they can be known before the build, and notes all that they read. */

import type { Access, Call, Conditional, Expression, For, Step, TemplatePart } from '../hcl/ast.ts';
import { callFunction } from './functions.ts';
import { byKey, firstIn, getMember, notText } from './members.ts';
import { applyOperator } from './operators.ts';
import type { EvaluationEnvironment, Scope } from './scope.ts';
import {
  asText,
  firstUnknown,
  isList,
  isObject,
  mapOneOf,
  OneOf,
  Unknown,
  unsupported,
  type Value,
} from './values.ts';

/** Functions that read files or the environment: the environment answers them. */
const environmentFunctions = new Set(['file', 'filebase64', 'templatefile', 'fileset', 'fileexists', 'env']);

export class Evaluator {
  readonly environment: EvaluationEnvironment;

  constructor(environment: EvaluationEnvironment) {
    this.environment = environment;
  }

  evaluate(expression: Expression, scope: Scope): Value {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'template': {
        const text = this.#template(expression.parts, scope);
        return expression.exact ? text : unsupported('a template that takes blanks away');
      }
      case 'tuple':
        return expression.items.map((item) => this.evaluate(item, scope));
      case 'object':
        return this.#object(expression.entries, scope);
      case 'reference':
      case 'access':
        return this.#reference(expression, scope);
      case 'call':
        return this.#call(expression, scope);
      case 'conditional':
        return this.#conditional(expression, scope);
      case 'operation': {
        const operands = expression.operands.map((operand) => this.evaluate(operand, scope));
        return mapOneOf(operands, (values) => applyOperator(expression.operator, values));
      }
      case 'for':
        return this.#for(expression, scope);
    }
  }

  /** Where the test is not known, both branches are read and both results are possible. */
  #conditional(expression: Conditional, scope: Scope): Value {
    const test = this.evaluate(expression.test, scope);
    if (test === true || test === 'true') return this.evaluate(expression.yes, scope);
    if (test === false || test === 'false') return this.evaluate(expression.no, scope);
    return OneOf.of([this.evaluate(expression.yes, scope), this.evaluate(expression.no, scope)]);
  }

  #object(entries: readonly { readonly key: Expression; readonly value: Expression }[], scope: Scope): Value {
    const object = new Map<string, Value>();
    let unknownKey: Unknown | null = null;
    for (const entry of entries) {
      const key = this.evaluate(entry.key, scope);
      const value = this.evaluate(entry.value, scope);
      const text = asText(key);
      if (text === null) unknownKey = firstUnknown(key) ?? unsupported('a key that is no text');
      else object.set(text, value);
    }
    return unknownKey ?? object;
  }

  #template(parts: readonly TemplatePart[], scope: Scope): Value {
    const [only] = parts;
    if (parts.length === 1 && only?.kind === 'value') return this.evaluate(only.value, scope);
    const values = parts.map((part) => this.#templatePart(part, scope));
    return mapOneOf(values, (plain) => {
      const texts = plain.map((value) =>
        value instanceof Unknown ? value : (asText(value) ?? notText(value)),
      );
      const unknown = texts.find((text) => text instanceof Unknown);
      return unknown ?? texts.join('');
    });
  }

  #templatePart(part: TemplatePart, scope: Scope): Value {
    switch (part.kind) {
      case 'text':
        return part.text;
      case 'value':
        return this.evaluate(part.value, scope);
      case 'if': {
        const test = this.evaluate(part.test, scope);
        if (test === true) return this.#joined(part.yes, scope);
        if (test === false) return this.#joined(part.no, scope);
        return OneOf.of([this.#joined(part.yes, scope), this.#joined(part.no, scope)]);
      }
      case 'for': {
        const collection = this.evaluate(part.collection, scope);
        const texts = this.#each(collection, part.key, part.item, scope, (inner) =>
          this.#joined(part.body, inner),
        );
        return texts instanceof Unknown
          ? texts
          : mapOneOf(texts, (plain) => firstIn(plain) ?? plain.join(''));
      }
    }
  }

  /** Unlike a template of one interpolation, a directive's body is always text. */
  #joined(parts: readonly TemplatePart[], scope: Scope): Value {
    return parts.length === 0 ? '' : this.#template([{ kind: 'text', text: '' }, ...parts], scope);
  }

  #call(expression: Call, scope: Scope): Value {
    let args: readonly Value[] = expression.args.map((arg) => this.evaluate(arg, scope));
    const last = args.at(-1);
    if (expression.spread && last !== undefined) {
      if (!isList(last)) return firstUnknown(last) ?? unsupported('arguments that are no list');
      args = [...args.slice(0, -1), ...last];
    }
    if (environmentFunctions.has(expression.name)) {
      return mapOneOf(args, (plain) => this.environment.callEnvironmentFunction(expression, plain, scope));
    }
    return callFunction(expression, args, scope);
  }

  #for(expression: For, scope: Scope): Value {
    const collection = this.evaluate(expression.collection, scope);
    return mapOneOf([collection], ([plain]) => this.#forOver(expression, plain ?? null, scope));
  }

  #forOver(expression: For, collection: Value, scope: Scope): Value {
    const entries: { key: Value; value: Value }[] = [];
    let doubt: Unknown | null = null;
    const results = this.#each(collection, expression.keyName, expression.itemName, scope, (inner) => {
      const wanted = expression.test === null ? true : this.evaluate(expression.test, inner);
      if (wanted === false) return null;
      if (wanted !== true)
        doubt = firstUnknown(wanted) ?? unsupported('a test that is neither true nor false');
      const key = expression.key === null ? null : this.evaluate(expression.key, inner);
      entries.push({ key, value: this.evaluate(expression.value, inner) });
      return null;
    });
    if (results instanceof Unknown) return results;
    if (doubt !== null) return doubt;
    if (expression.key === null) return entries.map(({ value }) => value);
    const object = new Map<string, Value>();
    for (const { key, value } of entries) {
      const text = asText(key);
      if (text === null) return firstUnknown(key) ?? unsupported('a key that is no text');
      const before = object.get(text);
      object.set(
        text,
        expression.grouped ? [...(before !== undefined && isList(before) ? before : []), value] : value,
      );
    }
    return object;
  }

  /** Runs `visit` for each element; once with unknown names where the elements are not known, for what it reads. */
  #each(
    collection: Value,
    keyName: string | null,
    itemName: string,
    scope: Scope,
    visit: (inner: Scope) => Value,
  ): Value[] | Unknown {
    const run = (key: Value, item: Value): Value => {
      const names = new Map(scope.names).set(itemName, item);
      if (keyName !== null) names.set(keyName, key);
      return visit({ ...scope, names });
    };
    if (isList(collection)) return collection.map((item, index) => run(index, item));
    if (isObject(collection)) return [...collection].sort(byKey).map(([key, item]) => run(key, item));
    const unknown = firstUnknown(collection) ?? unsupported('a collection that is none');
    run(unknown, unknown);
    return unknown;
  }

  /** `var.x`, `local.y`, `data.t.n.a` and all that hangs on them. */
  #reference(expression: Expression, scope: Scope): Value {
    const steps: Access[] = [];
    let root = expression;
    while (root.kind === 'access') {
      steps.unshift(root);
      root = root.target;
    }
    if (root.kind !== 'reference') return this.#follow(this.evaluate(root, scope), steps, scope);
    const given = scope.names.get(root.name);
    if (given !== undefined) return this.#follow(given, steps, scope);
    const [first, ...others] = steps;
    const name = first === undefined ? null : this.#stepName(first.step, scope);
    switch (root.name) {
      case 'var':
        if (name === null) return this.#everything(root.name, this.environment.variableNames(), scope);
        if (name === 'artifacts') this.#noteArtifact(others[0], scope);
        return this.#follow(this.environment.variable(name, scope.reads), others, scope);
      case 'local':
        if (name === null) return this.#everything(root.name, this.environment.localNames(), scope);
        return this.#follow(this.environment.local(name, scope.reads), others, scope);
      case 'data':
        return this.#data(steps, scope);
      case 'path':
        return name === null ? unsupported('path') : this.#follow(this.environment.path(name), others, scope);
      case 'packer':
        scope.reads.others.add('packer');
        return new Unknown({ kind: 'build', name: `packer.${name ?? ''}` });
      default:
        this.#follow(unsupported(root.name), steps, scope);
        return new Unknown({ kind: 'build', name: `${root.name}.${name ?? ''}` });
    }
  }

  /** `var[x]` with an x that is not known may be any variable. */
  #everything(root: string, names: Iterable<string>, scope: Scope): Value {
    for (const name of names) {
      if (root === 'var') this.environment.variable(name, scope.reads);
      else this.environment.local(name, scope.reads);
    }
    if (root === 'var') scope.reads.artifacts.add('*');
    return unsupported(`${root} as a whole`);
  }

  #data(steps: readonly Access[], scope: Scope): Value {
    const [type, name, attribute, ...others] = steps;
    const parts = [type, name].map((step) => (step === undefined ? null : this.#stepName(step.step, scope)));
    if (parts.includes(null)) {
      for (const ref of this.environment.dataRefs()) this.environment.data(ref, scope.reads);
      return unsupported('data as a whole');
    }
    const ref = parts.join('.');
    this.environment.data(ref, scope.reads);
    const field = attribute === undefined ? null : this.#stepName(attribute.step, scope);
    const value = new Unknown({ kind: 'data', ref, attribute: field ?? '' });
    return others.length === 0
      ? value
      : this.#follow(new Unknown({ kind: 'data', ref, attribute: '' }), others, scope);
  }

  #noteArtifact(next: Access | undefined, scope: Scope): void {
    scope.reads.artifacts.add((next === undefined ? null : this.#stepName(next.step, scope)) ?? '*');
  }

  #stepName(step: Step, scope: Scope): string | null {
    if (step.kind === 'attribute') return step.name;
    if (step.kind === 'splat') return null;
    const index = this.evaluate(step.index, scope);
    return typeof index === 'string' ? index : null;
  }

  #follow(value: Value, accesses: readonly Access[], scope: Scope): Value {
    return accesses.reduce<Value>((current, { step }) => this.#step(current, step, scope), value);
  }

  #step(target: Value, step: Step, scope: Scope): Value {
    if (step.kind === 'attribute') return mapOneOf([target, step.name], getMember);
    if (step.kind === 'index') return mapOneOf([target, this.evaluate(step.index, scope)], getMember);
    return mapOneOf([target], ([plain]) => {
      if (plain === undefined || plain === null) return [];
      if (plain instanceof Unknown) return plain;
      const items = isList(plain) ? plain : [plain];
      return items.map((item) =>
        step.steps.reduce<Value>((now, inner) => this.#step(now, inner, scope), item),
      );
    });
  }
}
