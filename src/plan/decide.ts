/** Decides for each AMI, with everything known: taken, awaited or built, and how. */

import { type Artifacts, artifactVariables } from '../artifacts/resolve.ts';
import type { Image } from '../aws/types.ts';
import type { VariableValue } from '../inputs/variables.ts';
import { tagKeys } from '../tags.ts';
import type { FilledVariables } from '../templates/filled-variables.ts';
import type { Recipe } from '../templates/recipes.ts';
import type { Templates } from '../templates/templates.ts';
import { freeAmiName } from './ami-name.ts';
import type { CollectedRecipe } from './collect.ts';
import { type ExistingImage, findExistingImage, newestOf } from './existing-images.ts';
import { explainChanges } from './explain.ts';
import { displayFileName, type FingerprintInputs, neededArtifacts } from './fingerprint.ts';
import { inputsFromTags, inputsToTags } from './fingerprint-tags.ts';
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
  readonly roles: FilledVariables;
  readonly artifacts: Artifacts;
  /** Images of the own account and region; null where nobody could be asked. */
  readonly images: readonly Image[] | null;
  readonly now: Date;
}

const nothing: ExistingImage = { kind: 'none', words: [], orphans: [] };

export class Decider {
  readonly #known: DecisionContext;
  readonly #images: readonly Image[];
  readonly #verdicts: ReadonlyMap<Recipe, ExistingImage>;

  /** `made` are all recipes that were asked for and their parents. */
  constructor(known: DecisionContext, made: readonly FingerprintedRecipe[]) {
    this.#known = known;
    this.#images = known.images ?? [];
    this.#verdicts = new Map(made.map((one) => [one.recipe, this.#verdictOf(one)]));
  }

  decide(made: FingerprintedRecipe): PlanItem {
    const verdict = this.#verdicts.get(made.recipe) ?? nothing;
    const { recipe, fingerprint, inputs: fingerprintInputs, doubts } = made;
    const notes = doubts.map((doubt) => `the whole folder counts as input, because of ${doubt}`);
    const planned = {
      ami: recipe.name,
      fingerprint,
      versions: this.#versionsOf(made),
      fingerprintInputs,
      notes,
    };
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
        return { decision: 'pending', ...planned, ...this.#order(made), why, image: verdict.image };
      }
      case 'none':
        return { decision: 'build', ...planned, ...this.#order(made), why: this.#why(made, verdict.words) };
    }
  }

  #verdictOf(made: FingerprintedRecipe): ExistingImage {
    const { recipe, fingerprint, opaque } = made;
    const { templates, roles, now } = this.#known;
    if (opaque.length > 0) return nothing;
    const { name } = freeAmiName(made, templates, roles, []);
    return findExistingImage(this.#images, { ami: recipe.name, fingerprint, name }, now);
  }

  #why(made: FingerprintedRecipe, words: readonly string[]): string[] {
    if (this.#known.images === null) return ['without AWS credentials nobody can say whether it exists'];
    if (made.opaque.length > 0) return made.opaque.map((reason) => `always built: ${reason}`);
    if (words.length > 0) return [...words];
    const earlier = newestOf(this.#images, made.recipe.name);
    if (earlier === null) return [`no image of it exists in ${this.#known.region}`];
    const remembered = inputsFromTags(earlier.tags);
    const release = earlier.tags[tagKeys.release];
    const since = `since ${earlier.id}${release === undefined ? '' : ` (${release})`}`;
    const { templates } = this.#known;
    const causes =
      remembered === null
        ? []
        : explainChanges(remembered, made.inputs, (name) => displayFileName(templates, name));
    if (causes.length === 0) return [`something changed ${since} that it does not remember`];
    return causes.map((cause, index) => (index === causes.length - 1 ? `${cause} ${since}` : cause));
  }

  #order(made: FingerprintedRecipe): BuildOrder {
    const { templates, roles, mirror } = this.#known;
    const { recipe, fingerprint, sourceAmi } = made;
    const own = this.#verdicts.get(recipe);
    const orphans = own?.kind === 'none' ? own.orphans : [];
    const staying = this.#images.filter((image) => !orphans.includes(image));
    const name = freeAmiName(made, templates, roles, staying);
    const parent = made.parents
      .map(({ variable, recipe: of }) => ({ variable, verdict: this.#verdicts.get(of) }))
      .find(({ verdict }) => verdict?.kind === 'available');
    const base = parent?.verdict?.kind === 'available' ? parent.verdict.image.id : null;
    const role = (variable: string): boolean => roles.values.has(variable);
    const artifacts = this.#artifactsOf(made);
    const variables: Record<string, VariableValue> = { ...templates.given };
    for (const [key, { version }] of Object.entries(artifacts)) {
      variables[artifactVariables[key as keyof typeof artifactVariables]] = version;
    }
    if (role('resolved_artifacts')) {
      variables['resolved_artifacts'] = Object.fromEntries(
        Object.entries(artifacts).map(([key, one]) => [key, { ...one }]),
      );
    }
    if (role('source_ami')) variables['source_ami'] = sourceAmi ?? '';
    if (role('fingerprint')) variables['fingerprint'] = name.fingerprint;
    if (role('download_mirror')) variables['download_mirror'] = mirror ?? '';
    if (parent !== undefined && base !== null) variables[parent.variable] = base;
    return {
      only: recipe.only,
      amiName: name.name,
      nameTakenBy: staying.find((image) => image.name === name.name)?.id ?? null,
      orphans,
      sourceAmi,
      baseAmi: base,
      variables,
      runVariables: (['run_tags', 'ami_tags', 'go_programs_dir'] as const).filter(
        (variable) =>
          role(variable) && (variable !== 'go_programs_dir' || made.references.reads.others.has('agent')),
      ),
      tags: {
        [tagKeys.ami]: recipe.name,
        [tagKeys.fingerprint]: fingerprint,
        ...(sourceAmi === null ? {} : { [tagKeys.sourceAmi]: sourceAmi }),
        ...versionsTag(this.#versionsOf(made)),
        ...inputsToTags(made.inputs),
      },
    };
  }

  #artifactsOf(made: FingerprintedRecipe): Artifacts {
    const names = neededArtifacts(made.references, this.#known.templates, this.#known.roles);
    return Object.fromEntries(
      names.flatMap((name) => {
        const artifact = this.#known.artifacts[name];
        return artifact === undefined ? [] : [[name, artifact]];
      }),
    );
  }

  /** Resolved artifacts, and the values of other variables that are called versions. */
  #versionsOf(made: FingerprintedRecipe): Record<string, string> {
    const versions: Record<string, string> = {};
    for (const { kind, name, value } of made.inputs) {
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
