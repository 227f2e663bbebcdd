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
  return templates.recipes.filter(
    ({ foreign, name }) => foreign === null && (ami === 'all' || ami.includes(name)),
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
  if (ami === 'all') return amis.length === 0 ? [`${displayName} has no amazon-ebs build`] : [];
  return [...new Set(ami)].flatMap((name) => {
    const recipe = recipes.find((item) => item.name === name);
    if (recipe === undefined) {
      return [`ami: there is no ${JSON.stringify(name)} in ${displayName}; there are: ${known}`];
    }
    return recipe.foreign === null
      ? []
      : [`ami: ${name} cannot be built: ${recipe.foreign}; there are: ${known}`];
  });
}
