/** Which downloads a recipe needs. */

import { type ArtifactName, artifactNames, artifactVariables } from '../artifacts/artifact.ts';
import type { FilledVariables } from '../templates/filled-variables.ts';
import type { RecipeDependencies } from '../templates/recipe-dependencies.ts';
import type { Templates } from '../templates/templates.ts';

/**
 * The artifacts that a recipe needs: those whose keys it reads of the variable `artifacts`. A recipe that reads the whole
 * map needs those whose version variable it reads.
 */
export function findNeededArtifacts(
  { reads: { artifacts, variables } }: RecipeDependencies,
  templates: Templates,
  filledVariables: FilledVariables,
): ArtifactName[] {
  if (!filledVariables.values.has('resolved_artifacts') || artifacts.size === 0) return [];
  return artifactNames.filter((name) => {
    const variable = artifactVariables[name];
    if (!templates.variables.has(variable)) return false;
    return artifacts.has('*') ? variables.has(variable) : artifacts.has(name);
  });
}
