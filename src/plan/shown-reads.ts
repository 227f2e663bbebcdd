/** What a recipe reads whatever its secrets are, so that a path that holds one can be told from the others. */

import type { Dependencies } from '../evaluate/dependencies.ts';
import { unsupported } from '../evaluate/values.ts';
import { TemplateEnvironment } from '../templates/environment.ts';
import type { FilledVariables } from '../templates/filled-variables.ts';
import { readDependencies } from '../templates/recipe-dependencies.ts';
import type { Templates } from '../templates/templates.ts';
import type { CollectedRecipe } from './collect.ts';

/** Reads the recipe once more with sensitive variables and locals unknown; where it reads none, as it was. */
export function readsWithoutSecrets(
  { recipe, dependencies: { reads } }: CollectedRecipe,
  templates: Templates,
  filled: FilledVariables,
): Dependencies {
  const variables = [...reads.variables].filter((name) => templates.variables.declared.get(name)?.sensitive);
  const locals = new Map([...templates.locals].filter(([, { sensitive }]) => !sensitive));
  if (variables.length === 0 && [...reads.locals].every((name) => locals.has(name))) return reads;
  const values = new Map([
    ...variables.map((name) => [name, unsupported(`var.${name}`)] as const),
    ...filled.values,
  ]);
  const environment = new TemplateEnvironment({ ...templates, locals }, templates.files, values);
  return readDependencies(recipe, templates, environment).reads;
}
