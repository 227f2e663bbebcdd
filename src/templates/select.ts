/** Which of a folder's recipes are asked for. */

import { ConfigurationError } from '../errors.ts';
import type { Recipe } from './recipes.ts';
import type { Templates } from './templates.ts';

/** The recipes of the names, in order of the templates; `all` are all AMIs. Throws a ConfigurationError of nameFaults. */
export function selectRecipes(templates: Templates, ami: readonly string[] | 'all'): Recipe[] {
  const problems = findNameProblems(templates.recipes, ami, templates.displayName);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return templates.recipes.filter(
    ({ foreign, name }) => foreign === null && (ami === 'all' || ami.includes(name)),
  );
}

/** Every name that is unknown or cannot be built, each with what there is. `displayName` is what the folder is called. */
export function findNameProblems(
  recipes: readonly Recipe[],
  ami: readonly string[] | 'all',
  displayName: string,
): string[] {
  const amis = recipes.filter(({ foreign }) => foreign === null);
  const known = amis.map(({ name }) => name).join(', ') || 'none';
  if (ami === 'all') return amis.length === 0 ? [`${displayName} has no amazon-ebs build`] : [];
  return [...new Set(ami)].flatMap((name) => {
    const recipe = recipes.find((one) => one.name === name);
    if (recipe === undefined) {
      return [`ami: there is no ${JSON.stringify(name)} in ${displayName}; there are: ${known}`];
    }
    return recipe.foreign === null
      ? []
      : [`ami: ${name} cannot be built: ${recipe.foreign}; there are: ${known}`];
  });
}
