/** Knows what an AMI is made of, whether it exists, and why it does not: recipes, versions, fingerprints and the plan of a run. */

export type { VariableValue } from './evaluate/values.ts';
export type { Recipe } from './recipes.ts';
export { selectRecipes } from './select.ts';
export { type NamedVariable, type ReadOptions, readTemplates, type Templates } from './templates.ts';
export {
  type Artifact,
  type ArtifactName,
  type ArtifactRequest,
  type Artifacts,
  artifactNames,
  artifactVariables,
  type Fetch,
  resolveArtifacts,
} from './versions.ts';
