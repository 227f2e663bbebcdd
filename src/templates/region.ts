/** The region that a recipe is built in: the one that its source names, or else Packer's AWS_REGION, which the action sets. */

import type { SourceLocation } from '../errors.ts';
import { TemplateEnvironment } from './environment.ts';
import { findAttribute } from './evaluate/blocks.ts';
import { Dependencies } from './evaluate/dependencies.ts';
import { sourceNames } from './recipe-dependencies.ts';
import type { Recipe } from './recipes.ts';
import type { Templates } from './templates.ts';

export interface NamedRegion {
  /** Null where it is not known before the build. */
  readonly region: string | null;
  readonly at: SourceLocation;
}

/** The attribute `region` of the source, or of the build's own source block, which wins; null where it is unset or empty. */
export function findNamedRegion(
  { source, addition, ...recipe }: Recipe,
  templates: Templates,
): NamedRegion | null {
  const { evaluator } = new TemplateEnvironment(templates, templates.files, new Map());
  const blocks = addition === null ? [source] : [addition, source];
  for (const { body, file, names } of blocks) {
    const attribute = findAttribute(body, 'region');
    if (attribute === undefined) continue;
    const own = new Map([['source', sourceNames(recipe)], ...names]);
    const value = evaluator.evaluate(attribute.value, { names: own, reads: new Dependencies(), file });
    // The plugin takes an empty region for none (access_config.go).
    if (value === '' || value === null) return null;
    const { line, column } = attribute;
    return { region: typeof value === 'string' ? value : null, at: { file, line, column } };
  }
  return null;
}

/**
 * The region of a run whose input does not set it: the one that the recipes' sources name, the templates' own value of
 * `aws_region`, or else `usual`. Recipes of other regions are refused when they are planned.
 */
export function chooseRegion(recipes: readonly Recipe[], templates: Templates, usual: string): string {
  const named = recipes.map((recipe) => findNamedRegion(recipe, templates)?.region ?? null);
  const own = templates.variables.value('aws_region');
  return named.find((region) => region !== null) ?? (typeof own === 'string' && own !== '' ? own : usual);
}
