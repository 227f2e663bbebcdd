/** The plan of a run: for each AMI whether it is reused, awaited or built, from what, and why. */

import type { Artifacts } from '../artifacts/artifact.ts';
import { createLock, type Lock, selectLockedArtifacts } from '../artifacts/lock-file.ts';
import type { PublisherClient } from '../artifacts/publisher.ts';
import { resolveArtifacts } from '../artifacts/resolve.ts';
import type { Image } from '../aws/types.ts';
import type { Recipe } from '../templates/recipes.ts';
import type { SourceQuery } from '../templates/source-image.ts';
import type { Templates } from '../templates/templates.ts';
import { namePattern } from './ami-name.ts';
import {
  type AwsQueries,
  lookUpSourceImages,
  type PlanQueries,
  queryExistingImages,
  queryKey,
} from './aws-queries.ts';
import { type Collected, collectRecipes } from './collect.ts';
import { Decider, type FingerprintedRecipe } from './decide.ts';
import { computeFingerprint } from './fingerprint.ts';
import { collectFingerprintInputs, type ResolvedInputs, type SecretVariables } from './fingerprint-inputs.ts';
import { noLeases } from './leases.ts';
import type { PlanItem } from './plan-item.ts';
import { readsWithoutSecrets } from './shown-reads.ts';

export interface PlanRequest {
  readonly templates: Templates;
  /** From selectRecipes. */
  readonly recipes: readonly Recipe[];
  readonly region: string;
  readonly packerVersion: string;
  /** Of the amazon plugin. */
  readonly pluginVersion: string;
  /** Passed on to templates that declare the variable `download_mirror`; null for none. */
  readonly mirror: string | null;
  /** The key by which secret variables count in fingerprints; without one the sensitive ones do not count. */
  readonly fingerprintKey?: string | null;
  /** If there is a lock, it has to fit, and neither publishers nor AWS are asked for what it has. */
  readonly lock?: Lock | null;
  /** What messages call the lock. Default: the lock file's usual name. */
  readonly lockDisplayName?: string;
}

export interface Plan {
  readonly items: readonly PlanItem[];
  readonly region: string;
  /** Everything that was resolved for it; planning with this lock gives the same plan. */
  readonly lock: Lock;
  /** Of all recipes, each name once. */
  readonly secrets: SecretVariables;
}

/**
 * Makes the plan. The number of queries grows with the distinct source images and artifacts, not with the AMIs.
 * Throws a ConfigurationError for templates that cannot be built, and for what cannot be resolved.
 */
export async function createPlan(request: PlanRequest, queries: PlanQueries): Promise<Plan> {
  const { templates, region, mirror, pluginVersion, packerVersion } = request;
  const collected = collectRecipes(templates, request.recipes, region);
  const { filledVariables } = collected;
  const [artifacts, imageIds, goProgramsDigest] = await Promise.all([
    findArtifacts(collected, request, queries),
    lookUpSourceImages(collected.sourceQueries, queries.aws, request.lock?.images[region] ?? {}),
    collected.needsGoPrograms ? (request.lock?.agent ?? queries.goProgramsDigest()) : null,
  ]);
  const resolved = {
    artifacts,
    findImageId: (query: SourceQuery) => imageIds.get(queryKey(query)) ?? null,
    region,
    goProgramsDigest,
    pluginVersion,
    packerVersion,
  };
  const recipes = await fingerprintRecipes(collected, templates, resolved, request.fingerprintKey ?? null);
  const images = queries.aws === null ? null : await findOwnImages(recipes, request, collected, queries.aws);
  const now = queries.now();
  const leases = queries.aws === null ? noLeases : await queries.aws.leases(images ?? [], now);
  const decider = new Decider(
    { templates, region, mirror, filledVariables, artifacts, images, now, leases },
    recipes,
  );
  const requested = new Set(request.recipes);
  return {
    items: recipes.filter(({ recipe }) => requested.has(recipe)).map((item) => decider.decide(item)),
    region,
    lock: createLock(collected.versions, artifacts, {
      images: { [region]: Object.fromEntries(imageIds) },
      agent: goProgramsDigest,
    }),
    secrets: {
      uncounted: distinct(recipes.flatMap(({ secrets }) => secrets.uncounted)),
      guessable: distinct(recipes.flatMap(({ secrets }) => secrets.guessable)),
    },
  };
}

/** Images that may be these recipes', in the region of the build and in those that they are copied to. */
async function findOwnImages(
  recipes: readonly FingerprintedRecipe[],
  { templates, region }: PlanRequest,
  { filledVariables }: Collected,
  aws: AwsQueries,
): Promise<readonly Image[]> {
  const copyRegions = recipes.flatMap(({ dependencies }) => dependencies.regions ?? []);
  const answers = [...new Set([region, ...copyRegions])].map((each) => {
    const wanted = recipes.filter(
      ({ dependencies }) => each === region || dependencies.regions?.includes(each),
    );
    const patterns = wanted.map((item) => ({
      ami: item.recipe.name,
      name: namePattern(item, templates, filledVariables),
    }));
    return queryExistingImages(patterns, each, aws);
  });
  return (await Promise.all(answers)).flat();
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

async function findArtifacts(
  { artifacts, versions }: Collected,
  { lock = null, lockDisplayName }: PlanRequest,
  publishers: PublisherClient,
): Promise<Artifacts> {
  if (lock !== null) return selectLockedArtifacts(lock, artifacts, versions, lockDisplayName);
  return resolveArtifacts({ artifacts, versions }, publishers);
}

/** Resolves again what a lock file for these recipes holds; an existing lock is not read. For `mode: lock`. */
export async function resolveLock(
  { templates, recipes, region }: Pick<PlanRequest, 'templates' | 'recipes' | 'region'>,
  publishers: PublisherClient,
): Promise<Lock> {
  const { artifacts, versions } = collectRecipes(templates, recipes, region);
  return createLock(versions, await resolveArtifacts({ artifacts, versions }, publishers));
}

/** Parents come before their children, so that a child's fingerprint can hold its parents'. */
async function fingerprintRecipes(
  { recipes, environment, filledVariables }: Collected,
  templates: Templates,
  resolved: ResolvedInputs,
  fingerprintKey: string | null,
): Promise<FingerprintedRecipe[]> {
  const fingerprints = new Map<string, string>();
  const fingerprinted: FingerprintedRecipe[] = [];
  for (const collected of recipes) {
    const { recipe, dependencies } = collected;
    const parents = new Map(
      collected.parents.map(({ recipe: { name } }) => [name, fingerprints.get(name) ?? '']),
    );
    const inputs = await collectFingerprintInputs({
      dependencies,
      shown: readsWithoutSecrets(collected, templates, filledVariables),
      templates,
      environment,
      filledVariables,
      resolved,
      fingerprintKey,
      parents,
    });
    const fingerprint = computeFingerprint(recipe.name, inputs.inputs);
    fingerprints.set(recipe.name, fingerprint);
    fingerprinted.push({ ...collected, ...inputs, fingerprint });
  }
  return fingerprinted;
}
