/** Knows what an AMI is made of, whether it exists, and why it does not: recipes, versions, fingerprints and the plan of a run. */

export type { VariableValue } from './evaluate/values.ts';
export { findExisting, tagKeys, type Verdict } from './existing.ts';
export type { Leaf, LeafKind } from './fingerprint.ts';
export type { BuildOrder, PlanItem, PlannedBuild, PlannedPending, PlannedReuse } from './items.ts';
export {
  LOCK_FILE,
  type Lock,
  lockChanges,
  lockLine,
  mergedLock,
  parseLock,
  readLock,
  writeLock,
} from './lock.ts';
export { type AwsLookups, awsLookups, type Lookups, type OwnImagesQuery } from './lookups.ts';
export { MAX_JOBS, type Matrix, type MatrixEntry, matrixOf } from './matrix.ts';
export { makeLock, type Plan, type PlanRequest, plan } from './planner.ts';
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
