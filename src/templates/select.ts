/** Which of a folder's recipes are asked for. */

import { ConfigurationError } from '../errors.ts';
import type { Recipe } from './recipes.ts';
import type { Templates } from './templates.ts';

/** The recipes of the names, in order of the templates; `all` are all AMIs. Throws a ConfigurationError of nameFaults. */
export function selectRecipes(templates: Templates, ami: readonly string[] | 'all'): Recipe[] {
  const faults = nameFaults(templates.recipes, ami, templates.shown);
  if (faults.length > 0) throw new ConfigurationError(faults);
  return templates.recipes.filter(
    ({ foreign, name }) => foreign === null && (ami === 'all' || ami.includes(name)),
  );
}

/** Every name that is unknown or cannot be built, each with what there is. `shown` is what the folder is called. */
export function nameFaults(
  recipes: readonly Recipe[],
  ami: readonly string[] | 'all',
  shown: string,
): string[] {
  const amis = recipes.filter(({ foreign }) => foreign === null);
  const known = amis.map(({ name }) => name).join(', ') || 'none';
  if (ami === 'all') return amis.length === 0 ? [`${shown} has no amazon-ebs build`] : [];
  return [...new Set(ami)].flatMap((name) => {
    const recipe = recipes.find((one) => one.name === name);
    if (recipe === undefined) {
      return [`ami: there is no ${JSON.stringify(name)} in ${shown}; there are: ${known}`];
    }
    return recipe.foreign === null
      ? []
      : [`ami: ${name} cannot be built: ${recipe.foreign}; there are: ${known}`];
  });
}
