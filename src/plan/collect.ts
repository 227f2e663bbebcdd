/** Everything that the wanted recipes and the recipes they can start from read, found before anything is asked. */

import { type ArtifactName, artifactVariables } from '../artifacts/artifact.ts';
import { ConfigurationError } from '../errors.ts';
import { type RecipeDependencies, readDependencies } from '../templates/dependencies.ts';
import { TemplateEnvironment } from '../templates/environment.ts';
import { type FilledVariables, findFilledVariables } from '../templates/filled-variables.ts';
import type { Recipe } from '../templates/recipes.ts';
import { dataImage, type SourceQuery } from '../templates/source-image.ts';
import type { Templates } from '../templates/templates.ts';
import { neededArtifacts } from './fingerprint.ts';

/** A variable and the recipe whose AMI it takes. */
export interface Parent {
  readonly variable: string;
  readonly recipe: Recipe;
}

export interface CollectedRecipe {
  readonly recipe: Recipe;
  readonly references: RecipeDependencies;
  /** The nearest first: a parent that itself starts from another one stands before that one. */
  readonly parents: readonly Parent[];
}

export interface Collected {
  readonly roles: FilledVariables;
  readonly world: TemplateEnvironment;
  /** Wanted recipes and all their parents, parents before children. */
  readonly recipes: readonly CollectedRecipe[];
  readonly artifacts: ReadonlySet<ArtifactName>;
  /** Values of the variables that those artifacts follow. */
  readonly versions: Readonly<Record<string, string>>;
  readonly queries: readonly SourceQuery[];
  readonly needsAgent: boolean;
}

/**
 * Reads the recipes. Throws a ConfigurationError for a variable without a value, a build in another region than the
 * action's, and recipes that start from each other.
 */
export function collectRecipes(templates: Templates, wanted: readonly Recipe[], region: string): Collected {
  const roles = findFilledVariables(templates);
  const world = new TemplateEnvironment({ ...templates }, templates.files, roles.values);
  const recipes = withParents(templates, wanted, roles, world);
  const faults = [...unsetVariables(templates, roles), ...wrongRegions(recipes, templates, region)];
  if (faults.length > 0) throw new ConfigurationError(faults);
  const artifacts = new Set(
    recipes.flatMap(({ references }) => neededArtifacts(references, templates, roles)),
  );
  const versions: Record<string, string> = {};
  for (const name of artifacts) {
    const variable = artifactVariables[name];
    versions[variable] = String(templates.variables.value(variable) ?? '');
  }
  const queries = recipes.flatMap(({ references }) => queriesOf(references, templates, world));
  const needsAgent = recipes.some(({ references }) => references.reads.others.has('agent'));
  return { roles, world, recipes, artifacts, versions, queries, needsAgent };
}

function withParents(
  templates: Templates,
  wanted: readonly Recipe[],
  roles: FilledVariables,
  world: TemplateEnvironment,
): CollectedRecipe[] {
  const done = new Map<Recipe, CollectedRecipe>();
  const visit = (recipe: Recipe, children: readonly Recipe[]): CollectedRecipe => {
    const known = done.get(recipe);
    if (known !== undefined) return known;
    if (children.includes(recipe)) {
      const circle = [...children.slice(children.indexOf(recipe)), recipe]
        .map(({ name }) => name)
        .join(' <- ');
      throw new ConfigurationError(`the AMIs start from each other: ${circle}`);
    }
    const references = readDependencies(recipe, templates, world);
    const parents = [...roles.parents]
      .filter(([variable, parent]) => parent !== recipe && references.reads.variables.has(variable))
      .map(([variable, parent]) => ({ variable, recipe: parent }));
    const depths = new Map(
      parents.map((parent) => [parent, depthOf(visit(parent.recipe, [...children, recipe]), done)]),
    );
    const nearestFirst = parents.sort((one, two) => (depths.get(two) ?? 0) - (depths.get(one) ?? 0));
    const surveyed = { recipe, references, parents: nearestFirst };
    done.set(recipe, surveyed);
    return surveyed;
  };
  for (const recipe of wanted) visit(recipe, []);
  return [...done.values()];
}

/** How many AMIs stand below one another under this one. */
function depthOf({ parents }: CollectedRecipe, done: ReadonlyMap<Recipe, CollectedRecipe>): number {
  const below = parents.map(({ recipe }) => {
    const parent = done.get(recipe);
    return parent === undefined ? 0 : 1 + depthOf(parent, done);
  });
  return Math.max(0, ...below);
}

function queriesOf(
  references: RecipeDependencies,
  templates: Templates,
  world: TemplateEnvironment,
): SourceQuery[] {
  const images = [
    references.source,
    ...[...references.reads.data].map((ref) => dataImage(ref, templates, world)),
  ];
  return images.flatMap((image) => (image.kind === 'query' ? [image.query] : []));
}

/** Packer refuses to build while any variable has no value, also one that nothing reads. */
function unsetVariables({ variables }: Templates, roles: FilledVariables): string[] {
  return [...variables.declared.values()]
    .filter(({ name }) => variables.value(name) === undefined && !roles.values.has(name))
    .map(
      ({ name, file, line }) =>
        `${file}:${line}: the variable ${name} has no value; give one by the input variables, or a default`,
    );
}

function wrongRegions(recipes: readonly CollectedRecipe[], { shown }: Templates, region: string): string[] {
  return recipes.flatMap(({ recipe, references }) =>
    references.region === null || references.region === region
      ? []
      : [
          `${recipe.name} is built in ${references.region}, as its template in ${shown} says, but the input aws-region ` +
            `is ${region}; set the input, or write region = var.aws_region`,
        ],
  );
}
