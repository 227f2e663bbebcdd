/** References: `var.x`, `local.y`, `data.type.name.attribute`, the names of a scope, and the steps after a value. */

import type { Access, Expression, Reference, Step } from '../hcl/ast.ts';
import { getMember } from './members.ts';
import { changingBuildFields } from './rendered.ts';
import type { Evaluate, EvaluationEnvironment, Scope } from './scope.ts';
import { isList, mapOneOf, Unknown, unsupported, type Value } from './values.ts';

/** A reference taken apart: `var.x[0].y` is the root `var` and the steps `x`, 0 and `y`. */
interface Path {
  readonly root: Expression;
  readonly steps: readonly Step[];
}

export class ReferenceResolver {
  readonly #environment: EvaluationEnvironment;
  readonly #evaluate: Evaluate;

  /** @param evaluate evaluates the expressions in brackets, and a root that is not a name */
  constructor(environment: EvaluationEnvironment, evaluate: Evaluate) {
    this.#environment = environment;
    this.#evaluate = evaluate;
  }

  resolve(expression: Reference | Access, scope: Scope): Value {
    const { root, steps } = toPath(expression);
    if (root.kind !== 'reference') return this.#follow(this.#evaluate(root, scope), steps, scope);
    const local = scope.names.get(root.name);
    if (root.name === 'build') this.#noteBuildField(expression, steps, scope);
    if (local !== undefined) return this.#follow(local, steps, scope);
    return this.#resolveGlobal(root.name, steps, scope);
  }

  #noteBuildField({ line }: Expression, [first]: readonly Step[], scope: Scope): void {
    const name = first === undefined ? null : this.#stepName(first, scope);
    if (name === null || !changingBuildFields.has(name)) return;
    scope.reads.change({ what: `build.${name}`, file: scope.file, line });
  }

  #resolveGlobal(root: string, steps: readonly Step[], scope: Scope): Value {
    if (root === 'data') return this.#resolveData(steps, scope);
    const [first, ...others] = steps;
    const name = first === undefined ? null : this.#stepName(first, scope);
    switch (root) {
      case 'var':
        return name === null ? this.#readAllVariables(scope) : this.#resolveVariable(name, others, scope);
      case 'local':
        if (name === null) return this.#readAllLocals(scope);
        return this.#follow(this.#environment.local(name, scope.reads), others, scope);
      case 'path':
        if (name === null) return unsupported('path');
        return this.#follow(this.#environment.path(name), others, scope);
      case 'packer':
        scope.reads.others.add('packer');
        return new Unknown({ kind: 'build', name: `packer.${name ?? ''}` });
      default:
        this.#follow(unsupported(root), steps, scope);
        return new Unknown({ kind: 'build', name: `${root}.${name ?? ''}` });
    }
  }

  #resolveVariable(name: string, steps: readonly Step[], scope: Scope): Value {
    if (name === 'resolved_artifacts') {
      const [first] = steps;
      scope.reads.artifacts.add((first === undefined ? null : this.#stepName(first, scope)) ?? '*');
    }
    return this.#follow(this.#environment.variable(name, scope.reads), steps, scope);
  }

  #resolveData(steps: readonly Step[], scope: Scope): Value {
    const [first, second, attribute, ...others] = steps;
    const [type, name] = [first, second].map((step) =>
      step === undefined ? null : this.#stepName(step, scope),
    );
    if (typeof type !== 'string' || typeof name !== 'string') return this.#readAllData(scope);
    const ref = `${type}.${name}`;
    this.#environment.data(ref, scope.reads);
    // Evaluated for what it reads: every attribute of a data source is unknown.
    if (attribute !== undefined) this.#stepName(attribute, scope);
    return this.#follow(new Unknown({ kind: 'data', ref }), others, scope);
  }

  /** `var[x]` with an unknown x may be any variable. */
  #readAllVariables({ reads }: Scope): Value {
    for (const name of this.#environment.variableNames()) this.#environment.variable(name, reads);
    reads.artifacts.add('*');
    return unsupported('any variable');
  }

  #readAllLocals({ reads }: Scope): Value {
    for (const name of this.#environment.localNames()) this.#environment.local(name, reads);
    return unsupported('any local');
  }

  #readAllData({ reads }: Scope): Value {
    for (const ref of this.#environment.dataRefs()) this.#environment.data(ref, reads);
    return unsupported('any data source');
  }

  /** The name after a dot, or the string in brackets; null where it is neither or unknown. */
  #stepName(step: Step, scope: Scope): string | null {
    if (step.kind === 'attribute') return step.name;
    if (step.kind === 'splat') return null;
    const index = this.#evaluate(step.index, scope);
    return typeof index === 'string' ? index : null;
  }

  #follow(value: Value, steps: readonly Step[], scope: Scope): Value {
    return steps.reduce<Value>((current, step) => this.#applyStep(current, step, scope), value);
  }

  #applyStep(target: Value, step: Step, scope: Scope): Value {
    if (step.kind === 'attribute') return mapOneOf([target, step.name], getMember);
    if (step.kind === 'index') return mapOneOf([target, this.#evaluate(step.index, scope)], getMember);
    return mapOneOf([target], ([plain = null]) => {
      if (plain === null) return [];
      if (plain instanceof Unknown) return plain;
      const items = isList(plain) ? plain : [plain];
      return items.map((item) => this.#follow(item, step.steps, scope));
    });
  }
}

function toPath(expression: Expression): Path {
  const steps: Step[] = [];
  let root = expression;
  while (root.kind === 'access') {
    steps.unshift(root.step);
    root = root.target;
  }
  return { root, steps };
}
