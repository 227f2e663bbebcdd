/** The plan of a run: for every AMI whether it is taken, awaited or built, from what, and why. */

import type { Image } from '../aws/index.ts';
import type { VariableValue } from './evaluate/values.ts';
import { findExisting, newestOf, tagKeys, type Verdict } from './existing.ts';
import { changes } from './explain.ts';
import {
  type Findings,
  fingerprintOf,
  type Ingredients,
  ingredientsOf,
  type Leaf,
  neededArtifacts,
  shownFile,
} from './fingerprint.ts';
import { type Lock, lockedArtifacts, lockOf } from './lock.ts';
import { existingImages, type Lookups, lookUpImages } from './lookups.ts';
import { leavesFromTags, leavesToTags } from './memory.ts';
import { freeAmiName, namePattern } from './names.ts';
import type { Recipe } from './recipes.ts';
import { type Survey, type Surveyed, survey } from './survey.ts';
import type { Templates } from './templates.ts';
import { type Artifacts, artifactVariables, type Fetch, resolveArtifacts } from './versions.ts';

export interface PlanRequest {
  readonly templates: Templates;
  /** What selectRecipes gave. */
  readonly recipes: readonly Recipe[];
  readonly region: string;
  readonly packerVersion: string;
  /** Of the amazon plugin. */
  readonly pluginVersion: string;
  /** Passed on to templates that declare the variable `mirror`; null for none. */
  readonly mirror: string | null;
  /** The lock file, where there is one: then it has to fit, and no publisher is asked. */
  readonly lock?: Lock | null;
}

interface Planned {
  readonly ami: string;
  /** Hex SHA-256. */
  readonly fingerprint: string;
  /** Why, in order of weight; one line when joined by commas. */
  readonly why: readonly string[];
  /** What the AMI is made of, such as `nebula` to `1.9.0`. */
  readonly versions: Readonly<Record<string, string>>;
  /** Everything that the fingerprint holds. */
  readonly leaves: readonly Leaf[];
  /** What the plan could not look into, a sentence each; empty where it knows all. */
  readonly notes: readonly string[];
}

/** An image that exists is the result. */
export interface PlannedReuse extends Planned {
  readonly decision: 'reuse';
  readonly image: Image;
}

export interface BuildOrder {
  /** Exact pattern for Packer's `-only`. */
  readonly only: string;
  /** What the AMI will be called; null where the templates decide that during the build. */
  readonly amiName: string | null;
  /** The plain image's id; null where only the templates know it. */
  readonly sourceAmi: string | null;
  /** Id of the parent's AMI that it starts from; null to start from the source image, with the parent's steps first. */
  readonly baseAmi: string | null;
  /** Content of the variables file, but for those of `fills`. May hold secrets. */
  readonly variables: Readonly<Record<string, VariableValue>>;
  /** Variables that the caller has to add: the lease's tags, and the folder of Go binaries. */
  readonly fills: readonly ('run_tags' | 'ami_tags' | 'agent_dir')[];
  /** Tags that make the AMI findable and remember what it is made of. The state's tag is the caller's. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface PlannedBuild extends Planned, BuildOrder {
  readonly decision: 'build';
}

/** Another run makes this AMI: wait for it and take it, and build if it comes to nothing. */
export interface PlannedPending extends Planned, BuildOrder {
  readonly decision: 'pending';
  readonly image: Image;
}

export type PlanItem = PlannedBuild | PlannedReuse | PlannedPending;

export interface Plan {
  readonly items: readonly PlanItem[];
  readonly region: string;
  /** Every artifact that was resolved or locked. */
  readonly artifacts: Artifacts;
}

/** Makes the plan. Asks the world as often as there are distinct source images and artifacts, however many AMIs. */
export async function plan(request: PlanRequest, lookups: Lookups): Promise<Plan> {
  const { templates } = request;
  const found = survey(templates, request.recipes, request.region);
  const [artifacts, imageIds, agentDigest] = await Promise.all([
    artifactsOf(found, request.lock ?? null, lookups),
    lookUpImages(found.queries, lookups.aws),
    found.needsAgent ? lookups.binariesDigest() : null,
  ]);
  const { pluginVersion, packerVersion } = request;
  const findings: Findings = {
    artifacts,
    image: (query) => imageIds.get(JSON.stringify(query)) ?? null,
    agentDigest,
    pluginVersion,
    packerVersion,
  };
  const made = fingerprints(found, templates, findings);
  const patterns = made.map((one) => ({
    ami: one.recipe.name,
    name: namePattern(one, templates, found.roles),
  }));
  const images = lookups.aws === null ? [] : await existingImages(patterns, lookups.aws);
  const decider = new Decider(request, found, artifacts, made, images, lookups);
  const wanted = new Set(request.recipes);
  return {
    items: made.filter(({ recipe }) => wanted.has(recipe)).map((one) => decider.decide(one)),
    region: request.region,
    artifacts,
  };
}

async function artifactsOf(found: Survey, lock: Lock | null, lookups: Lookups): Promise<Artifacts> {
  if (lock !== null) return lockedArtifacts(lock, found.artifacts, found.versions);
  return resolveArtifacts({ artifacts: found.artifacts, versions: found.versions }, lookups);
}

/**
 * What a lock file for these recipes holds, resolved anew. `request.lock` is not looked at.
 * For `mode: lock`, which writes it.
 */
export async function makeLock(
  { templates, recipes, region }: Pick<PlanRequest, 'templates' | 'recipes' | 'region'>,
  fetch: Fetch,
): Promise<Lock> {
  const { artifacts, versions } = survey(templates, recipes, region);
  return lockOf(versions, await resolveArtifacts({ artifacts, versions }, fetch));
}

/** A recipe with its fingerprint. */
export interface Made extends Surveyed, Ingredients {
  readonly fingerprint: string;
}

function fingerprints(found: Survey, templates: Templates, findings: Findings): Made[] {
  const { world, roles } = found;
  const byName = new Map<string, string>();
  return found.recipes.map((surveyed) => {
    const { recipe, references } = surveyed;
    const parents = new Map(
      surveyed.parents.map((parent) => [parent.recipe.name, byName.get(parent.recipe.name) ?? '']),
    );
    const ingredients = ingredientsOf({ recipe, references, templates, world, roles, findings, parents });
    const fingerprint = fingerprintOf(recipe.name, ingredients.leaves);
    byName.set(recipe.name, fingerprint);
    return { ...surveyed, ...ingredients, fingerprint };
  });
}

class Decider {
  private readonly verdicts: ReadonlyMap<Recipe, Verdict>;
  private readonly request: PlanRequest;
  private readonly found: Survey;
  private readonly artifacts: Artifacts;
  private readonly images: readonly Image[];
  private readonly lookups: Lookups;

  constructor(
    request: PlanRequest,
    found: Survey,
    artifacts: Artifacts,
    made: readonly Made[],
    images: readonly Image[],
    lookups: Lookups,
  ) {
    this.request = request;
    this.found = found;
    this.artifacts = artifacts;
    this.images = images;
    this.lookups = lookups;
    const now = lookups.now();
    this.verdicts = new Map(
      made.map((one) => {
        const { recipe, fingerprint, opaque } = one;
        const name = freeAmiName(one, request.templates, found.roles, []).name;
        const verdict: Verdict =
          opaque.length > 0
            ? { kind: 'none', words: [] }
            : findExisting(images, { ami: recipe.name, fingerprint, name }, now);
        return [recipe, verdict];
      }),
    );
  }

  decide(made: Made): PlanItem {
    const verdict = this.verdicts.get(made.recipe) ?? { kind: 'none', words: [] };
    const { recipe, fingerprint, leaves, doubts } = made;
    const notes = doubts.map((doubt) => `the whole folder counts as input, because of ${doubt}`);
    const planned = { ami: recipe.name, fingerprint, versions: this.versionsOf(made), leaves, notes };
    switch (verdict.kind) {
      case 'available':
        return {
          decision: 'reuse',
          ...planned,
          why: [`${verdict.image.id} is made of the same`],
          image: verdict.image,
        };
      case 'pending': {
        const why = [`${verdict.image.id} is being made of the same by another run`];
        return { decision: 'pending', ...planned, ...this.order(made), why, image: verdict.image };
      }
      case 'none':
        return { decision: 'build', ...planned, ...this.order(made), why: this.why(made, verdict.words) };
    }
  }

  private why(made: Made, words: readonly string[]): string[] {
    if (this.lookups.aws === null) return ['without AWS credentials nobody can say whether it exists'];
    if (made.opaque.length > 0) return made.opaque.map((reason) => `always built: ${reason}`);
    if (words.length > 0) return [...words];
    const earlier = newestOf(this.images, made.recipe.name);
    if (earlier === null) return [`no image of it exists in ${this.request.region}`];
    const remembered = leavesFromTags(earlier.tags);
    const release = earlier.tags[tagKeys.release];
    const since = `since ${earlier.id}${release === undefined ? '' : ` (${release})`}`;
    const { templates } = this.request;
    const causes =
      remembered === null ? [] : changes(remembered, made.leaves, (name) => shownFile(templates, name));
    if (causes.length === 0) return [`something changed ${since} that it does not remember`];
    return causes.map((cause, index) => (index === causes.length - 1 ? `${cause} ${since}` : cause));
  }

  private order(made: Made): BuildOrder {
    const { request, found } = this;
    const { recipe, fingerprint, sourceAmi } = made;
    const name = freeAmiName(made, request.templates, found.roles, this.images);
    const parent = made.parents
      .map(({ variable, recipe: of }) => ({ variable, verdict: this.verdicts.get(of) }))
      .find(({ verdict }) => verdict?.kind === 'available');
    const base = parent?.verdict?.kind === 'available' ? parent.verdict.image.id : null;
    const role = (variable: string): boolean => found.roles.values.has(variable);
    const artifacts = this.artifactsOf(made);
    const variables: Record<string, VariableValue> = { ...request.templates.given };
    for (const [key, { version }] of Object.entries(artifacts)) {
      variables[artifactVariables[key as keyof typeof artifactVariables]] = version;
    }
    if (role('artifacts')) {
      variables['artifacts'] = Object.fromEntries(
        Object.entries(artifacts).map(([key, one]) => [key, { ...one }]),
      );
    }
    if (role('source_ami')) variables['source_ami'] = sourceAmi ?? '';
    if (role('fingerprint')) variables['fingerprint'] = name.fingerprint;
    if (role('mirror')) variables['mirror'] = request.mirror ?? '';
    if (parent !== undefined && base !== null) variables[parent.variable] = base;
    return {
      only: recipe.only,
      amiName: name.name,
      sourceAmi,
      baseAmi: base,
      variables,
      fills: (['run_tags', 'ami_tags', 'agent_dir'] as const).filter(role),
      tags: {
        [tagKeys.ami]: recipe.name,
        [tagKeys.fingerprint]: fingerprint,
        ...(sourceAmi === null ? {} : { [tagKeys.sourceAmi]: sourceAmi }),
        ...versionsTag(this.versionsOf(made)),
        ...leavesToTags(made.leaves),
      },
    };
  }

  private artifactsOf(made: Made): Artifacts {
    const names = neededArtifacts(made.references, this.request.templates, this.found.roles);
    return Object.fromEntries(
      names.flatMap((name) => {
        const artifact = this.artifacts[name];
        return artifact === undefined ? [] : [[name, artifact]];
      }),
    );
  }

  /** Resolved artifacts, and the values of other variables that are called versions. */
  private versionsOf(made: Made): Record<string, string> {
    const versions: Record<string, string> = {};
    for (const { kind, name, value } of made.leaves) {
      if (value === null) continue;
      if (kind === 'artifact') versions[name] = value;
      if (kind === 'variable' && name.endsWith('_version'))
        versions[name.slice(0, -'_version'.length)] = value;
    }
    return versions;
  }
}

function versionsTag(versions: Readonly<Record<string, string>>): Record<string, string> {
  const text = Object.entries(versions)
    .map(([name, version]) => `${name}=${version}`)
    .join(' ');
  return text === '' ? {} : { [tagKeys.versions]: text.slice(0, 256) };
}
