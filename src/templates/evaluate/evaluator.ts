/** Evaluates HCL expressions as far as they can be known before the build, and notes all that they read. */

import type { Access, Call, Conditional, Expression, For, Step, TemplatePart } from '../hcl/ast.ts';
import { callFunction } from './functions.ts';
import { byKey, firstIn, member, notText } from './members.ts';
import { arithmetic } from './operators.ts';
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

/** Functions that read files or the environment: the world answers them. */
const environmentFunctions = new Set(['file', 'filebase64', 'templatefile', 'fileset', 'fileexists', 'env']);

export class Evaluator {
  readonly world: EvaluationEnvironment;

  constructor(world: EvaluationEnvironment) {
    this.world = world;
  }

  evaluate(expression: Expression, around: Scope): Value {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'template': {
        const text = this.#template(expression.parts, around);
        return expression.exact ? text : unsupported('a template that takes blanks away');
      }
      case 'tuple':
        return expression.items.map((item) => this.evaluate(item, around));
      case 'object':
        return this.#object(expression.entries, around);
      case 'reference':
      case 'access':
        return this.#reference(expression, around);
      case 'call':
        return this.#call(expression, around);
      case 'conditional':
        return this.#conditional(expression, around);
      case 'operation': {
        const operands = expression.operands.map((operand) => this.evaluate(operand, around));
        return mapOneOf(operands, (values) => arithmetic(expression.operator, values));
      }
      case 'for':
        return this.#for(expression, around);
    }
  }

  /** Where the test is not known, both branches are read and both results are possible. */
  #conditional(expression: Conditional, around: Scope): Value {
    const test = this.evaluate(expression.test, around);
    if (test === true || test === 'true') return this.evaluate(expression.yes, around);
    if (test === false || test === 'false') return this.evaluate(expression.no, around);
    return OneOf.of([this.evaluate(expression.yes, around), this.evaluate(expression.no, around)]);
  }

  #object(
    entries: readonly { readonly key: Expression; readonly value: Expression }[],
    around: Scope,
  ): Value {
    const object = new Map<string, Value>();
    let unknownKey: Unknown | null = null;
    for (const entry of entries) {
      const key = this.evaluate(entry.key, around);
      const value = this.evaluate(entry.value, around);
      const text = asText(key);
      if (text === null) unknownKey = firstUnknown(key) ?? unsupported('a key that is no text');
      else object.set(text, value);
    }
    return unknownKey ?? object;
  }

  #template(parts: readonly TemplatePart[], around: Scope): Value {
    const [only] = parts;
    if (parts.length === 1 && only?.kind === 'value') return this.evaluate(only.value, around);
    const values = parts.map((part) => this.#templatePart(part, around));
    return mapOneOf(values, (plain) => {
      const texts = plain.map((value) =>
        value instanceof Unknown ? value : (asText(value) ?? notText(value)),
      );
      const unknown = texts.find((text) => text instanceof Unknown);
      return unknown ?? texts.join('');
    });
  }

  #templatePart(part: TemplatePart, around: Scope): Value {
    switch (part.kind) {
      case 'text':
        return part.text;
      case 'value':
        return this.evaluate(part.value, around);
      case 'if': {
        const test = this.evaluate(part.test, around);
        if (test === true) return this.#joined(part.yes, around);
        if (test === false) return this.#joined(part.no, around);
        return OneOf.of([this.#joined(part.yes, around), this.#joined(part.no, around)]);
      }
      case 'for': {
        const collection = this.evaluate(part.collection, around);
        const texts = this.#each(collection, part.key, part.item, around, (inner) =>
          this.#joined(part.body, inner),
        );
        return texts instanceof Unknown
          ? texts
          : mapOneOf(texts, (plain) => firstIn(plain) ?? plain.join(''));
      }
    }
  }

  /** Unlike a template of one interpolation, a directive's body is always text. */
  #joined(parts: readonly TemplatePart[], around: Scope): Value {
    return parts.length === 0 ? '' : this.#template([{ kind: 'text', text: '' }, ...parts], around);
  }

  #call(expression: Call, around: Scope): Value {
    let args: readonly Value[] = expression.args.map((arg) => this.evaluate(arg, around));
    const last = args.at(-1);
    if (expression.spread && last !== undefined) {
      if (!isList(last)) return firstUnknown(last) ?? unsupported('arguments that are no list');
      args = [...args.slice(0, -1), ...last];
    }
    if (environmentFunctions.has(expression.name)) {
      return mapOneOf(args, (plain) => this.world.worldFunction(expression, plain, around));
    }
    return callFunction(expression, args, around);
  }

  #for(expression: For, around: Scope): Value {
    const collection = this.evaluate(expression.collection, around);
    return mapOneOf([collection], ([plain]) => this.#forOver(expression, plain ?? null, around));
  }

  #forOver(expression: For, collection: Value, around: Scope): Value {
    const entries: { key: Value; value: Value }[] = [];
    let doubt: Unknown | null = null;
    const results = this.#each(collection, expression.keyName, expression.itemName, around, (inner) => {
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
    around: Scope,
    visit: (inner: Scope) => Value,
  ): Value[] | Unknown {
    const run = (key: Value, item: Value): Value => {
      const names = new Map(around.names).set(itemName, item);
      if (keyName !== null) names.set(keyName, key);
      return visit({ ...around, names });
    };
    if (isList(collection)) return collection.map((item, index) => run(index, item));
    if (isObject(collection)) return [...collection].sort(byKey).map(([key, item]) => run(key, item));
    const unknown = firstUnknown(collection) ?? unsupported('a collection that is none');
    run(unknown, unknown);
    return unknown;
  }

  /** `var.x`, `local.y`, `data.t.n.a` and all that hangs on them. */
  #reference(expression: Expression, around: Scope): Value {
    const steps: Access[] = [];
    let root = expression;
    while (root.kind === 'access') {
      steps.unshift(root);
      root = root.target;
    }
    if (root.kind !== 'reference') return this.#follow(this.evaluate(root, around), steps, around);
    const given = around.names.get(root.name);
    if (given !== undefined) return this.#follow(given, steps, around);
    const [first, ...others] = steps;
    const name = first === undefined ? null : this.#stepName(first.step, around);
    switch (root.name) {
      case 'var':
        if (name === null) return this.#everything(root.name, this.world.variableNames(), around);
        if (name === 'resolved_artifacts') this.#noteArtifact(others[0], around);
        return this.#follow(this.world.variable(name, around.reads), others, around);
      case 'local':
        if (name === null) return this.#everything(root.name, this.world.localNames(), around);
        return this.#follow(this.world.local(name, around.reads), others, around);
      case 'data':
        return this.#data(steps, around);
      case 'path':
        return name === null ? unsupported('path') : this.#follow(this.world.path(name), others, around);
      case 'packer':
        around.reads.others.add('packer');
        return new Unknown({ kind: 'build', name: `packer.${name ?? ''}` });
      default:
        this.#follow(unsupported(root.name), steps, around);
        return new Unknown({ kind: 'build', name: `${root.name}.${name ?? ''}` });
    }
  }

  /** `var[x]` with an x that is not known may be any variable. */
  #everything(root: string, names: Iterable<string>, around: Scope): Value {
    for (const name of names) {
      if (root === 'var') this.world.variable(name, around.reads);
      else this.world.local(name, around.reads);
    }
    if (root === 'var') around.reads.artifacts.add('*');
    return unsupported(`${root} as a whole`);
  }

  #data(steps: readonly Access[], around: Scope): Value {
    const [type, name, attribute, ...others] = steps;
    const parts = [type, name].map((step) => (step === undefined ? null : this.#stepName(step.step, around)));
    if (parts.includes(null)) {
      for (const ref of this.world.dataRefs()) this.world.data(ref, around.reads);
      return unsupported('data as a whole');
    }
    const ref = parts.join('.');
    this.world.data(ref, around.reads);
    const field = attribute === undefined ? null : this.#stepName(attribute.step, around);
    const value = new Unknown({ kind: 'data', ref, attribute: field ?? '' });
    return others.length === 0
      ? value
      : this.#follow(new Unknown({ kind: 'data', ref, attribute: '' }), others, around);
  }

  #noteArtifact(next: Access | undefined, around: Scope): void {
    around.reads.artifacts.add((next === undefined ? null : this.#stepName(next.step, around)) ?? '*');
  }

  #stepName(step: Step, around: Scope): string | null {
    if (step.kind === 'attribute') return step.name;
    if (step.kind === 'splat') return null;
    const index = this.evaluate(step.index, around);
    return typeof index === 'string' ? index : null;
  }

  #follow(value: Value, accesses: readonly Access[], around: Scope): Value {
    return accesses.reduce<Value>((current, { step }) => this.#step(current, step, around), value);
  }

  #step(target: Value, step: Step, around: Scope): Value {
    if (step.kind === 'attribute') return mapOneOf([target, step.name], member);
    if (step.kind === 'index') return mapOneOf([target, this.evaluate(step.index, around)], member);
    return mapOneOf([target], ([plain]) => {
      if (plain === undefined || plain === null) return [];
      if (plain instanceof Unknown) return plain;
      const items = isList(plain) ? plain : [plain];
      return items.map((item) =>
        step.steps.reduce<Value>((now, inner) => this.#step(now, inner, around), item),
      );
    });
  }
}
