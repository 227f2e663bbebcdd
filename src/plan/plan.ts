/** The plan of a run: for every AMI whether it is taken, awaited or built, from what, and why. */

import { createLock, type Lock, selectLockedArtifacts } from '../artifacts/lock-file.ts';
import { type Artifacts, type PublisherClient, resolveArtifacts } from '../artifacts/resolve.ts';
import type { Recipe } from '../templates/recipes.ts';
import type { Templates } from '../templates/templates.ts';
import { namePattern } from './ami-name.ts';
import { lookUpSourceImages, type PlanQueries, queryExistingImages, queryKey } from './aws-queries.ts';
import { type Collected, collectRecipes } from './collect.ts';
import { Decider, type FingerprintedRecipe } from './decide.ts';
import { collectFingerprintInputs, fingerprintOf, type ResolvedInputs } from './fingerprint.ts';
import type { PlanItem } from './plan-item.ts';

export interface PlanRequest {
  readonly templates: Templates;
  /** What selectRecipes gave. */
  readonly recipes: readonly Recipe[];
  readonly region: string;
  readonly packerVersion: string;
  /** Of the amazon plugin. */
  readonly pluginVersion: string;
  /** Passed on to templates that declare the variable `download_mirror`; null for none. */
  readonly mirror: string | null;
  /** A lock, where there is one: then it has to fit, and neither publishers nor AWS are asked for what it has. */
  readonly lock?: Lock | null;
  /** How messages call the lock. Default: its usual file. */
  readonly lockShown?: string;
}

export interface Plan {
  readonly items: readonly PlanItem[];
  readonly region: string;
  /** Everything that was resolved for it; a plan with this lock is the same plan. */
  readonly lock: Lock;
}

/** Makes the plan. Asks the world as often as there are distinct source images and artifacts, however many AMIs. */
export async function createPlan(request: PlanRequest, lookups: PlanQueries): Promise<Plan> {
  const { templates, region } = request;
  const found = collectRecipes(templates, request.recipes, region);
  const [artifacts, imageIds, agentDigest] = await Promise.all([
    artifactsOf(found, request, lookups),
    lookUpSourceImages(found.queries, lookups.aws, request.lock?.images[region] ?? {}),
    found.needsAgent ? (request.lock?.agent ?? lookups.binariesDigest()) : null,
  ]);
  const { pluginVersion, packerVersion } = request;
  const findings: ResolvedInputs = {
    artifacts,
    image: (query) => imageIds.get(queryKey(query)) ?? null,
    agentDigest,
    pluginVersion,
    packerVersion,
  };
  const made = fingerprintRecipes(found, templates, findings);
  const patterns = made.map((one) => ({
    ami: one.recipe.name,
    name: namePattern(one, templates, found.roles),
  }));
  const images = lookups.aws === null ? null : await queryExistingImages(patterns, lookups.aws);
  const { mirror } = request;
  const known = { templates, region, mirror, roles: found.roles, artifacts, images, now: lookups.now() };
  const decider = new Decider(known, made);
  const wanted = new Set(request.recipes);
  return {
    items: made.filter(({ recipe }) => wanted.has(recipe)).map((one) => decider.decide(one)),
    region,
    lock: createLock(found.versions, artifacts, {
      images: { [region]: Object.fromEntries(imageIds) },
      agent: agentDigest,
    }),
  };
}

async function artifactsOf(
  found: Collected,
  { lock = null, lockShown }: PlanRequest,
  lookups: PlanQueries,
): Promise<Artifacts> {
  if (lock !== null) return selectLockedArtifacts(lock, found.artifacts, found.versions, lockShown);
  return resolveArtifacts({ artifacts: found.artifacts, versions: found.versions }, lookups);
}

/**
 * What a lock file for these recipes holds, resolved anew. `request.lock` is not looked at.
 * For `mode: lock`, which writes it.
 */
export async function resolveLock(
  { templates, recipes, region }: Pick<PlanRequest, 'templates' | 'recipes' | 'region'>,
  fetch: PublisherClient,
): Promise<Lock> {
  const { artifacts, versions } = collectRecipes(templates, recipes, region);
  return createLock(versions, await resolveArtifacts({ artifacts, versions }, fetch));
}

function fingerprintRecipes(
  found: Collected,
  templates: Templates,
  findings: ResolvedInputs,
): FingerprintedRecipe[] {
  const { world, roles } = found;
  const byName = new Map<string, string>();
  return found.recipes.map((surveyed) => {
    const { recipe, references } = surveyed;
    const parents = new Map(
      surveyed.parents.map((parent) => [parent.recipe.name, byName.get(parent.recipe.name) ?? '']),
    );
    const ingredients = collectFingerprintInputs({
      recipe,
      references,
      templates,
      world,
      roles,
      findings,
      parents,
    });
    const fingerprint = fingerprintOf(recipe.name, ingredients.inputs);
    byName.set(recipe.name, fingerprint);
    return { ...surveyed, ...ingredients, fingerprint };
  });
}
