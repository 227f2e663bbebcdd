/** Which of a folder's recipes are asked for. */

import { ConfigurationError } from '../errors.ts';
import type { Recipe } from './recipes.ts';
import type { Templates } from './templates.ts';

/**
 * The recipes of the names, in order of the templates; `all` are all AMIs. Throws a ConfigurationError that names
 * every unknown or foreign one and what there is.
 */
export function selectRecipes(templates: Templates, ami: readonly string[] | 'all'): Recipe[] {
  const amis = templates.recipes.filter(({ foreign }) => foreign === null);
  const known = amis.map(({ name }) => name).join(', ') || 'none';
  if (ami === 'all') {
    if (amis.length === 0) throw new ConfigurationError(`${templates.shown} has no amazon-ebs build`);
    return amis;
  }
  const faults = [...new Set(ami)].flatMap((name) => {
    const recipe = templates.recipes.find((one) => one.name === name);
    if (recipe === undefined) {
      return [`ami: there is no ${JSON.stringify(name)} in ${templates.shown}; there are: ${known}`];
    }
    return recipe.foreign === null
      ? []
      : [`ami: ${name} cannot be built: ${recipe.foreign}; there are: ${known}`];
  });
  if (faults.length > 0) throw new ConfigurationError(faults);
  return amis.filter(({ name }) => ami.includes(name));
}
