/** Selects the recipes that the input `ami` names. */

import { ConfigurationError } from '../errors.ts';
import type { Recipe } from './recipes.ts';
import type { Templates } from './templates.ts';

/**
 * The recipes with these names, in order of the templates; `all` are all AMIs. Throws a ConfigurationError for names that
 * are unknown or cannot be built.
 */
export function selectRecipes(templates: Templates, ami: readonly string[] | 'all'): Recipe[] {
  const problems = findNameProblems(templates.recipes, ami, templates.displayName);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return requestedRecipes(templates.recipes, ami);
}

/** Those of the recipes that are asked for and can be built. */
export function requestedRecipes(recipes: readonly Recipe[], ami: readonly string[] | 'all'): Recipe[] {
  return recipes.filter(
    ({ foreign, name }) => foreign === null && (ami === 'all' || ami.includes(name.trim())),
  );
}

/** Lists the names that are unknown or cannot be built, each with the names there are. */
export function findNameProblems(
  recipes: readonly Recipe[],
  ami: readonly string[] | 'all',
  displayName: string,
): string[] {
  const amis = recipes.filter(({ foreign }) => foreign === null);
  const known = amis.map(({ name }) => name).join(', ') || 'none';
  if (ami === 'all') return findProblemsOfAll(recipes, displayName);
  return [...new Set(ami)].flatMap((name) => {
    const recipe = recipes.find((item) => item.name.trim() === name);
    if (recipe === undefined) {
      return [`ami: there is no ${JSON.stringify(name)} in ${displayName}; there are: ${known}`];
    }
    return recipe.foreign === null
      ? []
      : [`ami: ${name} cannot be built: ${recipe.foreign}; there are: ${known}`];
  });
}

/** `all` leaves other builders' images out, but no AMI. */
function findProblemsOfAll(recipes: readonly Recipe[], displayName: string): string[] {
  const unbuildable = recipes.filter(({ foreign, isAmi }) => isAmi && foreign !== null);
  if (unbuildable.length > 0) {
    return [...new Set(unbuildable.map(({ name, foreign }) => `ami: ${name} cannot be built: ${foreign}`))];
  }
  if (recipes.length === 0 || recipes.some(({ foreign }) => foreign === null)) return [];
  const others = recipes.map(({ only }) => only).join(', ');
  return [`${displayName} has no amazon-ebs build; there are: ${others}`];
}
