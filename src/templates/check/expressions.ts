/**
 * Finds what makes Packer refuse an expression: names that are declared nowhere, functions that it does not have, files
 * that are missing. Packer notices these only where it evaluates them, so the branches that it does not take, what `try`
 * and `can` forgive and the bodies of loops that do not run are left out, and what is not known before the build too.
 */

import { resolve } from 'node:path';
import type { Problem } from '../../errors.ts';
import { type ExpandedBlock, expandBlocks, findAttribute } from '../../evaluate/blocks.ts';
import { Dependencies } from '../../evaluate/dependencies.ts';
import type { Scope } from '../../evaluate/scope.ts';
import { isList, isObject, unsupported, type Value } from '../../evaluate/values.ts';
import type {
  Access,
  Body,
  Call,
  Expression,
  For,
  Operation,
  Reference,
  Step,
  TemplatePart,
} from '../../hcl/ast.ts';
import { goProgramsDir, type TemplateEnvironment } from '../environment.ts';
import type { Files } from '../files.ts';
import { type Place, problemAt, suggest } from '../problems.ts';
import { quoteWithoutSecrets } from '../sensitive.ts';
import type { Variables } from '../variables.ts';
import { packerFunctions } from './functions.ts';
import { type Context, describeReference, type KnownNames, type Position } from './references.ts';

/** Folders that paths are relative to: the templates', and the one that Packer runs in; and what no message may show. */
interface PathBases {
  readonly values: Variables;
  readonly folder: string;
  readonly cwd: string;
}

const forgiving = new Set(['try', 'can']);
const readingFiles = new Set(['file', 'filebase64', 'templatefile']);

export class ExpressionChecker {
  readonly problems: Problem[] = [];
  readonly #known: KnownNames & PathBases;
  readonly #environment: TemplateEnvironment;
  readonly #files: Files;

  constructor(known: KnownNames & PathBases, environment: TemplateEnvironment, files: Files) {
    this.#known = known;
    this.#environment = environment;
    this.#files = files;
  }

  check(expression: Expression, position: Position): void {
    this.#walk(expression, { ...position, isLive: true });
  }

  /** Checks a block's attributes, and those of the blocks in it. */
  checkBody(body: Body, position: Position): void {
    for (const { value } of body.attributes) this.check(value, position);
    for (const block of this.expand(body, position)) {
      this.checkBody(block.body, { ...position, names: block.names });
    }
  }

  /** The blocks of a body that are sure to exist: those of a dynamic block only if its collection is known. */
  expand(body: Body, position: Position): ExpandedBlock[] {
    return body.blocks.flatMap((block) => {
      if (block.type === 'dynamic') {
        const forEach = findAttribute(block.body, 'for_each')?.value;
        if (forEach === undefined) return [];
        this.check(forEach, position);
        const collection = this.evaluate(forEach, position);
        if (!isList(collection) && !isObject(collection)) return [];
      }
      const one = { attributes: [], blocks: [block] };
      return expandBlocks(one, this.#environment.evaluator, toScope(position));
    });
  }

  evaluate(expression: Expression, position: Position): Value {
    return this.#environment.evaluator.evaluate(expression, toScope(position));
  }

  #walk(expression: Expression, context: Context): void {
    const walkAll = (expressions: readonly Expression[]): void => {
      for (const item of expressions) this.#walk(item, context);
    };
    switch (expression.kind) {
      case 'literal':
        break;
      case 'template':
        this.#walkParts(expression.parts, context);
        break;
      case 'tuple':
        walkAll(expression.items);
        break;
      case 'object':
        walkAll(expression.entries.flatMap(({ key, value }) => [key, value]));
        break;
      case 'reference':
      case 'access':
        this.#walkPath(expression, context);
        break;
      case 'call':
        this.#walkCall(expression, context);
        break;
      case 'conditional':
        this.#walk(expression.test, context);
        this.#walk(expression.yes, this.#where(expression.test, true, context));
        this.#walk(expression.no, this.#where(expression.test, false, context));
        break;
      case 'operation':
        this.#walkOperation(expression, context);
        break;
      case 'for':
        this.#walkFor(expression, context);
        break;
    }
  }

  #walkParts(parts: readonly TemplatePart[], context: Context): void {
    for (const part of parts) {
      if (part.kind === 'value') this.#walk(part.value, context);
      if (part.kind === 'if') {
        this.#walk(part.test, context);
        this.#walkParts(part.yes, this.#where(part.test, true, context));
        this.#walkParts(part.no, this.#where(part.test, false, context));
      }
      if (part.kind === 'for') {
        this.#walk(part.collection, context);
        this.#walkParts(part.body, this.#inLoop(part.collection, [part.key, part.item], context));
      }
    }
  }

  /** `&&` and `||` do not evaluate an operand that no longer matters. */
  #walkOperation({ operator, operands }: Operation, context: Context): void {
    const [left, right] = operands;
    const wanted = operator === '&&' ? true : operator === '||' ? false : null;
    for (const operand of operands) {
      const other = operand === left ? right : left;
      const isShort = wanted !== null && other !== undefined;
      this.#walk(operand, isShort ? this.#where(other, wanted, context) : context);
    }
  }

  #walkFor(expression: For, context: Context): void {
    const { collection, keyName, itemName, key, value, test } = expression;
    this.#walk(collection, context);
    const inner = this.#inLoop(collection, [keyName, itemName], context);
    if (test !== null) this.#walk(test, inner);
    for (const item of [key, value]) {
      if (item !== null) this.#walk(item, test === null ? inner : { ...inner, isLive: false });
    }
  }

  #walkCall(call: Call, context: Context): void {
    const { name, args } = call;
    const fault = context.isLive ? describeCall(name, context.in) : null;
    if (fault !== null) this.#add(call, fault, context);
    // The second argument of convert is a type.
    const values = name === 'convert' ? args.slice(0, 1) : args;
    const inner = forgiving.has(name) ? { ...context, isLive: false } : context;
    for (const arg of values) this.#walk(arg, inner);
    if (context.isLive && readingFiles.has(name)) this.#checkFile(call, context);
  }

  /** Packer resolves these paths against the templates' folder, but that of filebase64 against the folder it runs in. */
  #checkFile(call: Call, context: Context): void {
    const [arg] = call.args;
    const path = arg === undefined ? null : this.evaluate(arg, context);
    if (typeof path !== 'string' || path.startsWith('~') || path.startsWith(goProgramsDir)) return;
    const base = call.name === 'filebase64' ? this.#known.cwd : this.#known.folder;
    if (this.#files.kindOf(resolve(base, path)) !== null) return;
    this.#add(
      arg ?? call,
      `${call.name}() reads ${quoteWithoutSecrets(path, this.#known.values)}, and there is no such file`,
      context,
    );
  }

  #walkPath(expression: Reference | Access, context: Context): void {
    const steps: Step[] = [];
    let root: Expression = expression;
    while (root.kind === 'access') {
      steps.unshift(root.step);
      root = root.target;
    }
    this.#walkSteps(steps, context);
    if (root.kind !== 'reference') this.#walk(root, context);
    else if (!context.names.has(root.name)) {
      const fault = describeReference(root.name, steps, this.#known, context);
      if (fault !== null) this.#add(root, fault, context);
    }
  }

  #walkSteps(steps: readonly Step[], context: Context): void {
    for (const step of steps) {
      if (step.kind === 'index') this.#walk(step.index, context);
      if (step.kind === 'splat') this.#walkSteps(step.steps, context);
    }
  }

  /** The context of what is only evaluated where `test` is `wanted`. */
  #where(test: Expression, wanted: boolean, context: Context): Context {
    if (!context.isLive) return context;
    const value = this.evaluate(test, context);
    return { ...context, isLive: value === wanted || value === String(wanted) };
  }

  #inLoop(collection: Expression, names: readonly (string | null)[], context: Context): Context {
    const value = context.isLive ? this.evaluate(collection, context) : null;
    const isLive = (isList(value) && value.length > 0) || (isObject(value) && value.size > 0);
    const inner = new Map(context.names);
    for (const name of names) if (name !== null) inner.set(name, unsupported(name));
    return { ...context, names: inner, isLive };
  }

  #add(at: Place, message: string, { file }: Context): void {
    this.problems.push(problemAt(file, at, message));
  }
}

/** Why a function cannot be called there; null where it can. */
function describeCall(name: string, place: Position['in']): string | null {
  if (place === 'default') {
    const advice = 'the default of a variable can call env() only; declare a local instead';
    return name === 'env' ? null : `${advice}, which may call ${name}()`;
  }
  if (name === 'env') return 'env() can only be called in the default of a variable';
  return packerFunctions.has(name)
    ? null
    : `Packer has no function ${name}()${suggest(name, packerFunctions)}`;
}

function toScope({ names, file }: Position): Scope {
  return { names, file, reads: new Dependencies() };
}
