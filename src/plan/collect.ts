/** Everything that the wanted recipes and their parents read, collected before anything is asked. */

import { type ArtifactName, artifactVariables } from '../artifacts/artifact.ts';
import { ConfigurationError, type Problem } from '../errors.ts';
import { TemplateEnvironment } from '../templates/environment.ts';
import { type FilledVariables, findFilledVariables } from '../templates/filled-variables.ts';
import { type RecipeDependencies, readDependencies } from '../templates/recipe-dependencies.ts';
import type { Recipe } from '../templates/recipes.ts';
import { findNamedRegion } from '../templates/region.ts';
import { dataImage, type SourceQuery, seenFrom } from '../templates/source-image.ts';
import type { Templates } from '../templates/templates.ts';
import { findNeededArtifacts } from './needed-artifacts.ts';

/** A variable and the recipe whose AMI it takes. */
export interface Parent {
  readonly variable: string;
  readonly recipe: Recipe;
}

export interface CollectedRecipe {
  readonly recipe: Recipe;
  readonly dependencies: RecipeDependencies;
  /** The nearest first: a parent that starts from another parent stands before that one. */
  readonly parents: readonly Parent[];
}

export interface Collected {
  readonly filledVariables: FilledVariables;
  readonly environment: TemplateEnvironment;
  /** Wanted recipes and all their parents, parents before children. */
  readonly recipes: readonly CollectedRecipe[];
  readonly artifacts: ReadonlySet<ArtifactName>;
  /** Values of the variables that name those artifacts' versions. */
  readonly versions: Readonly<Record<string, string>>;
  readonly sourceQueries: readonly SourceQuery[];
  readonly needsGoPrograms: boolean;
}

/**
 * Reads the recipes. Throws a ConfigurationError for a build in another region than the action's, and recipes that start
 * from each other.
 */
export function collectRecipes(templates: Templates, wanted: readonly Recipe[], region: string): Collected {
  const filledVariables = findFilledVariables(templates);
  const environment = new TemplateEnvironment({ ...templates }, templates.files, filledVariables.values);
  const recipes = collectWithParents(templates, wanted, filledVariables, environment);
  const problems = findOtherRegions(recipes, templates, region);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const artifacts = new Set(
    recipes.flatMap(({ dependencies }) => findNeededArtifacts(dependencies, templates, filledVariables)),
  );
  const versions: Record<string, string> = {};
  for (const name of artifacts) {
    const variable = artifactVariables[name];
    versions[variable] = String(templates.variables.value(variable) ?? '');
  }
  const sourceQueries = recipes.flatMap(({ dependencies }) =>
    findSourceQueries(dependencies, templates, environment, region),
  );
  const needsGoPrograms = recipes.some(({ dependencies }) => dependencies.reads.others.has('agent'));
  return { filledVariables, environment, recipes, artifacts, versions, sourceQueries, needsGoPrograms };
}

function collectWithParents(
  templates: Templates,
  wanted: readonly Recipe[],
  filledVariables: FilledVariables,
  environment: TemplateEnvironment,
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
    const dependencies = readDependencies(recipe, templates, environment);
    const parents = [...filledVariables.parents]
      .filter(([variable, parent]) => parent !== recipe && dependencies.reads.variables.has(variable))
      .map(([variable, parent]) => ({ variable, recipe: parent }));
    const depths = new Map(
      parents.map((parent) => [parent, depthOf(visit(parent.recipe, [...children, recipe]), done)]),
    );
    const nearestFirst = parents.sort((a, b) => (depths.get(b) ?? 0) - (depths.get(a) ?? 0));
    const collected = { recipe, dependencies, parents: nearestFirst };
    done.set(recipe, collected);
    return collected;
  };
  for (const recipe of wanted) visit(recipe, []);
  return [...done.values()];
}

/** Depth of the chain of child AMIs. */
function depthOf({ parents }: CollectedRecipe, done: ReadonlyMap<Recipe, CollectedRecipe>): number {
  const below = parents.map(({ recipe }) => {
    const parent = done.get(recipe);
    return parent === undefined ? 0 : 1 + depthOf(parent, done);
  });
  return Math.max(0, ...below);
}

function findSourceQueries(
  { source, reads }: RecipeDependencies,
  templates: Templates,
  environment: TemplateEnvironment,
  region: string,
): SourceQuery[] {
  const images = [source, ...[...reads.data].map((item) => dataImage(item, templates, environment))];
  return images.flatMap((image) => {
    const seen = seenFrom(region, image, '');
    return seen.kind === 'query' ? [seen.query] : [];
  });
}

/** The action looks for images in one region, so they must be built there. */
function findOtherRegions(
  recipes: readonly CollectedRecipe[],
  templates: Templates,
  region: string,
): Problem[] {
  return recipes.flatMap(({ recipe }) => {
    const named = findNamedRegion(recipe, templates);
    if (named === null || named.region === region) return [];
    const { file, line, column } = named.at;
    const where = named.region === null ? 'is not known before the build' : `is ${named.region}`;
    const remedy =
      named.variable === null || named.variable === 'aws_region'
        ? 'write region = var.aws_region'
        : `set ${named.variable} to ${region} in the input variables`;
    const message =
      `${file}:${line}:${column}: the region of ${recipe.name} ${where}, but this run builds in ${region}; ${remedy}, ` +
      'or build it by a step of its own with another input aws-region';
    return [{ message, location: named.at }];
  });
}
