/** Reads the input variables that templates declare, and their values. */

import type { Problem } from '../errors.ts';
import { findAttribute } from '../evaluate/blocks.ts';
import { convertToType } from '../evaluate/conversions.ts';
import { Dependencies } from '../evaluate/dependencies.ts';
import { Evaluator } from '../evaluate/evaluator.ts';
import { fromJson } from '../evaluate/json.ts';
import type { EvaluationEnvironment } from '../evaluate/scope.ts';
import { parseType, type Type, typeOf, typeOfDefault } from '../evaluate/types.ts';
import type { Value } from '../evaluate/values.ts';
import type { Block, Body, Expression, HclFile } from '../hcl/ast.ts';
import { parseHcl } from '../hcl/parse.ts';
import type { VariableValue } from '../inputs/variables.ts';
import { describeDuplicate, problemAt } from './problems.ts';

export interface DeclaredVariable {
  readonly name: string;
  /** The type constraint as written, without layout; empty where there is none. */
  readonly type: string;
  /** What values are converted to: the type, or without one that of the default. */
  readonly constraint: Type;
  readonly sensitive: boolean;
  /** As written, not converted. Undefined if there is none: the variable must be set. Null is a default. */
  readonly default: Value | undefined;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export class Variables {
  readonly declared: ReadonlyMap<string, DeclaredVariable>;
  /** As given, not converted. */
  readonly #given: ReadonlyMap<string, Value>;
  readonly #values = new Map<string, Value>();

  constructor(declared: ReadonlyMap<string, DeclaredVariable>, given: ReadonlyMap<string, Value>) {
    this.declared = declared;
    this.#given = given;
    for (const [name, value] of given) {
      const variable = declared.get(name);
      this.#values.set(name, variable === undefined ? value : convertFor(variable, value));
    }
  }

  names(): Iterable<string> {
    return this.declared.keys();
  }

  has(name: string): boolean {
    return this.declared.has(name);
  }

  /** Undefined if the variable is not declared or has no value. */
  value(name: string): Value | undefined {
    return this.#values.get(name);
  }

  /** The value as it was given, not converted to the variable's type. */
  given(name: string): Value | undefined {
    return this.#given.get(name);
  }

  /** A copy with other values of declared variables. */
  with(provided: Readonly<Record<string, VariableValue>>): Variables {
    const given = new Map(this.#given);
    for (const [name, value] of Object.entries(provided)) {
      if (this.declared.has(name)) given.set(name, fromJson(value));
    }
    return new Variables(this.declared, given);
  }
}

/** A default without a type has its own already. */
function convertFor({ type, constraint, default: own }: DeclaredVariable, value: Value): Value {
  return value === own && (type === '' || type === 'any') ? value : convertToType(value, constraint);
}

/**
 * Reads `variable` and `variables` blocks. A variable that is declared twice is added to `problems`.
 * @param env what the function env() reads, which only defaults may call
 */
export function readDeclarations(
  files: readonly HclFile[],
  env: Readonly<Record<string, string | undefined>>,
  problems: Problem[],
): Map<string, DeclaredVariable> {
  const declared = new Map<string, DeclaredVariable>();
  const evaluate = createConstantEvaluator(env);
  const add = (variable: DeclaredVariable): void => {
    const { name, file } = variable;
    const first = declared.get(name);
    if (first === undefined) declared.set(name, variable);
    else
      problems.push(
        problemAt(file, variable, describeDuplicate(`variable ${JSON.stringify(name)}`, file, first)),
      );
  };
  for (const file of files) {
    for (const block of file.body.blocks) {
      if (block.type === 'variable') add(readDeclaration(file, block, evaluate));
      if (block.type === 'variables') {
        for (const { name, value, line, column } of block.body.attributes) {
          const own = evaluate(value);
          const constraint = typeOf(own, value);
          add({
            name,
            type: '',
            constraint,
            sensitive: false,
            default: own,
            file: file.path,
            line,
            column,
          });
        }
      }
    }
  }
  return declared;
}

function readDeclaration(
  file: HclFile,
  block: Block,
  evaluate: (expression: Expression) => Value,
): DeclaredVariable {
  const type = findAttribute(block.body, 'type')?.value;
  const defaultValue = findAttribute(block.body, 'default')?.value;
  const own = defaultValue === undefined ? undefined : evaluate(defaultValue);
  const written = type === undefined ? null : parseType(type, evaluate);
  const isOpen = (type === undefined || written?.kind === 'any') && defaultValue !== undefined;
  return {
    name: block.labels[0] ?? '',
    type: type === undefined ? '' : file.canonical(type).replaceAll('\n', ''),
    constraint: isOpen ? typeOfDefault(own ?? null, defaultValue) : (written ?? { kind: 'any' }),
    sensitive: isSensitive(block.body),
    default: own,
    file: file.path,
    line: block.line,
    column: block.column,
  };
}

/**
 * Whether a `variable` or `local` block is sensitive. Packer converts any constant to a bool (DecodeExpression in
 * hcl2template/types.variables.go), so that `"true"` and `!false` mean true; what is not surely false is taken for true.
 */
export function isSensitive(body: Body): boolean {
  const sensitive = findAttribute(body, 'sensitive')?.value;
  if (sensitive === undefined) return false;
  const value = createConstantEvaluator({})(sensitive);
  return ![null, false, 'false', '0'].some((plain) => plain === value);
}

/** The `name = value` lines of a variables file. */
export type Assignments = readonly (readonly [name: string, value: Value])[];

export function readAssignments(body: Body): Assignments {
  const evaluate = createConstantEvaluator({});
  return body.attributes.map(({ name, value }) => [name, evaluate(value)]);
}

/**
 * The value of each variable, by Packer's precedence, lowest first: default, PKR_VAR_name, files (`*.auto.pkrvars.hcl`,
 * then the JSON ones, each sorted by name).
 */
export async function resolveVariables(
  declared: ReadonlyMap<string, DeclaredVariable>,
  files: readonly Assignments[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Variables> {
  const given = new Map<string, Value>();
  for (const variable of declared.values()) {
    const { name } = variable;
    if (variable.default !== undefined) given.set(name, variable.default);
    const text = env[`PKR_VAR_${name}`];
    if (text !== undefined) given.set(name, await parseEnvironmentValue(variable, text));
  }
  for (const [name, value] of files.flat()) {
    if (declared.has(name)) given.set(name, value);
  }
  return new Variables(declared, given);
}

/** PKR_VAR_name holds a string or number literally, any other type as HCL (expressionFromVariableDefinition). */
async function parseEnvironmentValue(variable: DeclaredVariable, text: string): Promise<Value> {
  if (['string', 'number', 'any'].includes(variable.constraint.kind)) return text;
  const { body } = await parseHcl(`PKR_VAR_${variable.name}`, `value = ${text}\n`);
  const value = body.attributes[0]?.value;
  return value === undefined ? null : createConstantEvaluator({})(value);
}

/** Evaluates defaults and variables files, which can refer to nothing and of the environment call only env(). */
function createConstantEvaluator(
  env: Readonly<Record<string, string | undefined>>,
): (expression: Expression) => Value {
  const environment: EvaluationEnvironment = {
    variable: () => null,
    local: () => null,
    data: () => {},
    variableNames: () => [],
    localNames: () => [],
    dataRefs: () => [],
    path: () => null,
    callEnvironmentFunction: (call, [name = null]) =>
      call.name === 'env' ? (env[String(name)] ?? '') : null,
  };
  const evaluator = new Evaluator(environment);
  return (expression) =>
    evaluator.evaluate(expression, { names: new Map(), reads: new Dependencies(), file: '' });
}
