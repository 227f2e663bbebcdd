/** Decides for each AMI, once everything is known: reuse, wait or build, and how. */

import {
  type Artifact,
  type ArtifactName,
  type Artifacts,
  artifactVariables,
} from '../artifacts/artifact.ts';
import type { Image } from '../aws/types.ts';
import type { VariableValue } from '../inputs/variables.ts';
import { tagKeys } from '../tags.ts';
import type { FilledVariables } from '../templates/filled-variables.ts';
import type { Recipe } from '../templates/recipes.ts';
import { findUntagged } from '../templates/run-tags.ts';
import type { Templates } from '../templates/templates.ts';
import { freeAmiName, givesName } from './ami-name.ts';
import type { CollectedRecipe } from './collect.ts';
import { type ExistingImage, findExistingImage, newestOf } from './existing-images.ts';
import { explainChanges } from './explain.ts';
import { displayFileName } from './file-inputs.ts';
import type { FingerprintInput } from './fingerprint.ts';
import type { FingerprintInputs } from './fingerprint-inputs.ts';
import { inputsFromTags, inputsToTags } from './fingerprint-tags.ts';
import type { Leases } from './leases.ts';
import { findNeededArtifacts } from './needed-artifacts.ts';
import type { BuildOrder, PlanItem } from './plan-item.ts';

/** A recipe with its fingerprint. */
export interface FingerprintedRecipe extends CollectedRecipe, FingerprintInputs {
  readonly fingerprint: string;
}

/** What the decisions rest on. */
export interface DecisionContext {
  readonly templates: Templates;
  readonly region: string;
  readonly mirror: string | null;
  readonly filledVariables: FilledVariables;
  readonly artifacts: Artifacts;
  /** Images of the own account, in the region and those that AMIs are copied to; null without AWS credentials. */
  readonly images: readonly Image[] | null;
  readonly now: Date;
  readonly leases: Leases;
}

/** EC2 allows a tag's value 256 characters. */
const maxTagLength = 256;

const noImage: ExistingImage = { kind: 'none', unusable: [], orphans: [] };

export class Decider {
  readonly #context: DecisionContext;
  readonly #images: readonly Image[];
  readonly #existing: ReadonlyMap<Recipe, ExistingImage>;

  /** `recipes` are all requested recipes and their parents. */
  constructor(context: DecisionContext, recipes: readonly FingerprintedRecipe[]) {
    this.#context = context;
    this.#images = context.images ?? [];
    this.#existing = new Map(recipes.map((item) => [item.recipe, this.#findExisting(item)]));
  }

  decide(item: FingerprintedRecipe): PlanItem {
    const existing = this.#existing.get(item.recipe) ?? noImage;
    const planned = {
      ami: item.recipe.name,
      fingerprint: item.fingerprint,
      versions: versionsOf(item.inputs),
      fingerprintInputs: item.inputs,
      notes: item.wholeWorkspaceReasons.map(
        (reason) => `the whole workspace counts as input, because of ${reason}; the input reads bounds it`,
      ),
    };
    switch (existing.kind) {
      case 'available': {
        const { image, copies } = existing;
        const why = [`${image.id} has the same fingerprint`];
        const regions = Object.fromEntries([image, ...copies].map(({ region, id }) => [region, id]));
        return { decision: 'reuse', ...planned, why, image, regions };
      }
      case 'pending': {
        const { image } = existing;
        const why = [`another run is building ${image.id} with the same fingerprint`];
        return { decision: 'pending', ...planned, ...this.#createOrder(item), why, image };
      }
      case 'none': {
        const why = this.#explainBuild(item, existing.unusable);
        return { decision: 'build', ...planned, ...this.#createOrder(item), why };
      }
    }
  }

  #findExisting(item: FingerprintedRecipe): ExistingImage {
    const { templates, filledVariables, now, leases, region } = this.#context;
    if (item.alwaysBuildReasons.length > 0) return noImage;
    const { name } = freeAmiName(item, templates, filledVariables, []);
    const { recipe, fingerprint } = item;
    const isOwnName = (image: string) => givesName(item, templates, filledVariables, image);
    const copyRegions = this.#copyRegionsOf(item);
    const wanted = { ami: recipe.name, fingerprint, name, isOwnName, region, copyRegions };
    return findExistingImage(this.#images, wanted, now, leases);
  }

  #copyRegionsOf({ dependencies }: FingerprintedRecipe): string[] {
    return (dependencies.regions ?? []).filter((region) => region !== this.#context.region);
  }

  #explainBuild(item: FingerprintedRecipe, unusable: readonly string[]): string[] {
    const { images, region, templates } = this.#context;
    if (images === null) return ['cannot check whether it exists without AWS credentials'];
    if (item.alwaysBuildReasons.length > 0) {
      return item.alwaysBuildReasons.map((reason) => `always built: ${reason}`);
    }
    if (unusable.length > 0) return [...unusable];
    const own = images.filter((image) => image.region === region);
    const earlier = newestOf(own, item.recipe.name);
    if (earlier === null) return [`no image of it exists in ${region}`];
    const release = earlier.tags[tagKeys.release];
    const since = `since ${earlier.id}${release === undefined ? '' : ` (${release})`}`;
    const remembered = inputsFromTags(earlier.tags);
    const causes =
      remembered === null
        ? []
        : explainChanges(remembered, item.inputs, (name) => displayFileName(templates, name));
    if (causes.length === 0) return [`the recipe changed ${since}, whose tags do not record what`];
    return causes.map((cause, index) => (index === causes.length - 1 ? `${cause} ${since}` : cause));
  }

  #createOrder(item: FingerprintedRecipe): BuildOrder {
    const { templates, filledVariables, region, now } = this.#context;
    const { recipe, sourceAmi } = item;
    const existing = this.#existing.get(recipe);
    const orphans = existing?.kind === 'none' ? existing.orphans : [];
    const copyRegions = this.#copyRegionsOf(item);
    const remaining = this.#images.filter(
      (image) => !orphans.includes(image) && [region, ...copyRegions].includes(image.region),
    );
    const name = freeAmiName(item, templates, filledVariables, remaining);
    const base = this.#findBase(item);
    return {
      only: recipe.only,
      amiName: name.name,
      nameTakenBy: remaining.find((image) => image.name === name.name)?.id ?? null,
      alwaysBuilt: item.alwaysBuildReasons.length > 0,
      plannedAt: now.getTime(),
      copyRegions,
      hasUnknownRegions: item.dependencies.regions === null,
      orphans,
      sourceAmi,
      baseAmi: base?.id ?? null,
      variables: {
        ...this.#fillVariables(item, name.fingerprint),
        ...(base === null ? {} : { [base.variable]: base.id }),
      },
      runVariables: (['run_tags', 'ami_tags', 'go_programs_dir'] as const).filter(
        (variable) =>
          filledVariables.values.has(variable) &&
          (variable !== 'go_programs_dir' || item.dependencies.reads.others.has('agent')),
      ),
      untagged: findUntagged(recipe, templates, filledVariables.values),
      tags: createTags(item),
    };
  }

  /** The nearest parent whose AMI exists, by its id and the variable that takes it. */
  #findBase({ parents }: FingerprintedRecipe): { readonly variable: string; readonly id: string } | null {
    for (const { variable, recipe } of parents) {
      const existing = this.#existing.get(recipe);
      if (existing?.kind === 'available') return { variable, id: existing.image.id };
    }
    return null;
  }

  /** The user's values, and those that the action fills in except a parent's AMI and what only the run knows. */
  #fillVariables(item: FingerprintedRecipe, fingerprint: string): Record<string, VariableValue> {
    const { templates, filledVariables, mirror } = this.#context;
    const artifacts = this.#artifactsOf(item);
    const variables: Record<string, VariableValue> = { ...templates.providedVariables };
    for (const [name, { version }] of artifacts) variables[artifactVariables[name]] = version;
    const fill = (variable: string, value: VariableValue): void => {
      if (filledVariables.values.has(variable)) variables[variable] = value;
    };
    fill(
      'resolved_artifacts',
      Object.fromEntries(artifacts.map(([name, artifact]) => [name, { ...artifact }])),
    );
    fill('source_ami', item.sourceAmi ?? '');
    fill('fingerprint', fingerprint);
    fill('download_mirror', mirror ?? '');
    return variables;
  }

  #artifactsOf({ dependencies }: FingerprintedRecipe): (readonly [ArtifactName, Artifact])[] {
    const { templates, filledVariables, artifacts } = this.#context;
    return findNeededArtifacts(dependencies, templates, filledVariables).flatMap((name) => {
      const artifact = artifacts[name];
      return artifact === undefined ? [] : [[name, artifact] as const];
    });
  }
}

function createTags({ recipe, fingerprint, sourceAmi, inputs }: FingerprintedRecipe): Record<string, string> {
  const versions = Object.entries(versionsOf(inputs)).map(([name, version]) => `${name}=${version}`);
  return {
    [tagKeys.ami]: recipe.name,
    [tagKeys.fingerprint]: fingerprint,
    ...(sourceAmi === null ? {} : { [tagKeys.sourceAmi]: sourceAmi }),
    ...(versions.length === 0 ? {} : { [tagKeys.versions]: versions.join(' ').slice(0, maxTagLength) }),
    ...inputsToTags(inputs),
  };
}

/** Versions of resolved artifacts, and values of other variables called `NAME_version`, by NAME. */
function versionsOf(inputs: readonly FingerprintInput[]): Record<string, string> {
  const suffix = '_version';
  const versions: Record<string, string> = {};
  for (const { kind, name, value } of inputs) {
    if (value === null) continue;
    if (kind === 'artifact') versions[name] = value;
    if (kind === 'variable' && name.endsWith(suffix)) versions[name.slice(0, -suffix.length)] = value;
  }
  return versions;
}
