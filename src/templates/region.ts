/** The region that a recipe is built in: the one that its source names, or else Packer's AWS_REGION, which the action sets. */

import type { SourceLocation } from '../errors.ts';
import type { Recipe } from './recipes.ts';
import { findSourceAttribute } from './source-attribute.ts';
import type { Templates } from './templates.ts';

export interface NamedRegion {
  /** Null where it is not known before the build. */
  readonly region: string | null;
  /** The variable that names it; null where it is none. */
  readonly variable: string | null;
  readonly at: SourceLocation;
}

/** The region that the source names; null where it names none, or an empty one, as the plugin sees it (access_config.go). */
export function findNamedRegion(recipe: Recipe, templates: Templates): NamedRegion | null {
  const attribute = findSourceAttribute(recipe, templates, 'region');
  if (attribute === null || attribute.value === '' || attribute.value === null) return null;
  const { value, variable, at } = attribute;
  return { region: typeof value === 'string' ? value : null, variable, at };
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
