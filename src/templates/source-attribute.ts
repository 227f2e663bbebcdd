/** Attributes of a recipe's source, evaluated one by one. */

import type { SourceLocation } from '../errors.ts';
import { findAttribute } from '../evaluate/blocks.ts';
import { Dependencies } from '../evaluate/dependencies.ts';
import type { Value } from '../evaluate/values.ts';
import type { Expression } from '../hcl/ast.ts';
import { TemplateEnvironment } from './environment.ts';
import { sourceNames } from './recipe-dependencies.ts';
import type { Recipe } from './recipes.ts';
import type { Templates } from './templates.ts';

export interface SourceAttribute {
  readonly value: Value;
  /** The variable that it is, as in `region = var.region`; null for anything else. */
  readonly variable: string | null;
  readonly at: SourceLocation & { readonly file: string; readonly line: number; readonly column: number };
}

/** The attribute of the source, or of the build's own source block, which wins; null where there is none. */
export function findSourceAttribute(
  recipe: Recipe,
  templates: Templates,
  name: string,
): SourceAttribute | null {
  const { source, addition } = recipe;
  const { evaluator } = new TemplateEnvironment(templates, templates.files, new Map());
  for (const { body, file, names } of addition === null ? [source] : [addition, source]) {
    const attribute = findAttribute(body, name);
    if (attribute === undefined) continue;
    const own = new Map([['source', sourceNames(recipe)], ...names]);
    const value = evaluator.evaluate(attribute.value, { names: own, reads: new Dependencies(), file });
    const { line, column } = attribute;
    return { value, variable: variableOf(attribute.value), at: { file, line, column } };
  }
  return null;
}

function variableOf(expression: Expression): string | null {
  if (expression.kind !== 'access' || expression.step.kind !== 'attribute') return null;
  const { target, step } = expression;
  return target.kind === 'reference' && target.name === 'var' ? step.name : null;
}
