/** Checks declarations and values of variables as Packer does (hcl2template/types.variables.go). */

import type { Problem } from '../../errors.ts';
import { findAttribute } from '../../evaluate/blocks.ts';
import { Dependencies } from '../../evaluate/dependencies.ts';
import { fromJson } from '../../evaluate/json.ts';
import { parseType } from '../../evaluate/types.ts';
import { firstUnknown, type Value } from '../../evaluate/values.ts';
import type { Block, Expression, HclFile } from '../../hcl/ast.ts';
import type { VariableValue } from '../../inputs/variables.ts';
import type { TemplateEnvironment } from '../environment.ts';
import { problemAt } from '../problems.ts';
import type { Assignments, DeclaredVariable, Variables } from '../variables.ts';
import type { ExpressionChecker } from './expressions.ts';
import { describeMisfit } from './misfits.ts';

/** A variables file that is read, with the places of its values where it is HCL. */
export interface VariablesFile {
  readonly path: string;
  readonly assignments: Assignments;
  /** In the order of the assignments; empty for JSON. */
  readonly places: readonly Expression[];
}

export interface VariableSources {
  readonly variablesFiles: readonly VariablesFile[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The input `variables`. */
  readonly inputs: Readonly<Record<string, VariableValue>>;
}

const typeExamples =
  'string, number, bool, any, list(string), set(string), map(string), object({ … }) and tuple([ … ])';

/** Adds what is wrong with types and defaults to the checker's problems. */
export function checkDeclaredVariables(
  files: readonly HclFile[],
  variables: Variables,
  checker: ExpressionChecker,
): void {
  for (const { path, body } of files) {
    for (const block of body.blocks) {
      if (block.type === 'variables') {
        for (const { value } of block.body.attributes) {
          checker.check(value, { in: 'default', file: path, names: new Map() });
        }
      }
      const variable = variables.declared.get(block.labels[0] ?? '');
      if (block.type === 'variable' && variable !== undefined) {
        checkVariable(path, block, variable, checker);
      }
    }
  }
}

function checkVariable(
  path: string,
  { body }: Block,
  { name, constraint, default: value = null }: DeclaredVariable,
  checker: ExpressionChecker,
): void {
  const { problems } = checker;
  const typeExpression = findAttribute(body, 'type')?.value;
  const defaultExpression = findAttribute(body, 'default')?.value;
  if (typeExpression !== undefined && parseType(typeExpression, () => null) === null) {
    problems.push(
      problemAt(path, typeExpression, `this is not a type; types are ${typeExamples}, without quotes`),
    );
  }
  if (defaultExpression !== undefined) {
    const before = problems.length;
    checker.check(defaultExpression, { in: 'default', file: path, names: new Map() });
    const isConstant = problems.length === before;
    const misfit = isConstant ? describeMisfit(value, constraint) : null;
    if (misfit !== null) {
      problems.push(problemAt(path, defaultExpression, `the default of ${name} ${misfit}`));
    }
  }
}

/** Values of the environment, variables files and inputs that do not fit the types of their variables. */
export function checkValues(
  variables: Variables,
  { variablesFiles, env, inputs }: VariableSources,
): (Problem | string)[] {
  const problems: (Problem | string)[] = [];
  for (const { path, assignments, places } of variablesFiles) {
    assignments.forEach(([name, value], index) => {
      const misfit = misfitOf(name, value, variables);
      const place = places[index];
      if (misfit === null) return;
      problems.push(
        place === undefined
          ? { message: `${path}: ${misfit}`, location: { file: path } }
          : problemAt(path, place, misfit),
      );
    });
  }
  for (const name of variables.names()) {
    const isSet = env[`PKR_VAR_${name}`] !== undefined && !(name in inputs);
    const misfit = isSet ? misfitOf(name, variables.given(name) ?? null, variables) : null;
    if (misfit !== null) problems.push(`PKR_VAR_${name}: ${misfit}`);
  }
  for (const [name, value] of Object.entries(inputs)) {
    const misfit = misfitOf(name, fromJson(value), variables);
    if (misfit !== null) problems.push(`Input variables: ${misfit}`);
  }
  return problems;
}

function misfitOf(name: string, value: Value, variables: Variables): string | null {
  const { constraint = null } = variables.declared.get(name) ?? {};
  const misfit = constraint === null ? null : describeMisfit(value, constraint);
  return misfit === null ? null : `${name} ${misfit}`;
}

/** Packer refuses to build while any variable has no value, even one that nothing reads. */
export function checkUnset(variables: Variables, filled: ReadonlySet<string>): Problem[] {
  return [...variables.declared.values()]
    .filter(({ name }) => variables.value(name) === undefined && !filled.has(name))
    .map((variable) =>
      problemAt(
        variable.file,
        variable,
        `the variable ${variable.name} has no value; set it in the input variables, or give it a default`,
      ),
    );
}

/** Values that a variable's own `validation` blocks refuse. `filled` are variables that the action fills in later. */
export function checkValidations(
  files: readonly HclFile[],
  variables: Variables,
  environment: TemplateEnvironment,
  filled: ReadonlySet<string>,
): Problem[] {
  return files.flatMap(({ path, body }) =>
    body.blocks
      .filter(({ type, labels }) => type === 'variable' && !filled.has(labels[0] ?? ''))
      .flatMap((block) => {
        const [name = ''] = block.labels;
        const value = variables.value(name);
        if (value === undefined || firstUnknown(value) !== null) return [];
        const names = new Map([['var', new Map([[name, value]])]]);
        return block.body.blocks.flatMap((validation) => {
          const condition = findAttribute(validation.body, 'condition')?.value;
          const text = findAttribute(validation.body, 'error_message')?.value;
          const reads = new Dependencies();
          if (
            condition === undefined ||
            environment.evaluator.evaluate(condition, { names, file: path, reads }) !== false ||
            // What may be another value for Packer is left to it.
            reads.guesses > 0
          )
            return [];
          const reason = text?.kind === 'literal' ? String(text.value) : 'it fails its validation';
          return [problemAt(path, block, `the value of ${name} is not valid: ${reason}`)];
        });
      }),
  );
}
