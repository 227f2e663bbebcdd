/** The name that an AMI will have, from its template's own `ami_name`. */

import type { Image } from '../aws/types.ts';
import { findAttribute } from '../evaluate/blocks.ts';
import { Dependencies } from '../evaluate/dependencies.ts';
import type { Value } from '../evaluate/values.ts';
import { TemplateEnvironment } from '../templates/environment.ts';
import type { FilledVariables } from '../templates/filled-variables.ts';
import { sha256 } from '../templates/hash.ts';
import { sourceNames } from '../templates/recipe-dependencies.ts';
import type { Recipe } from '../templates/recipes.ts';
import type { Templates } from '../templates/templates.ts';
import { firstFreeName } from './existing-images.ts';

/** The part of the fingerprint that a name holds. */
const fingerprintLength = 12;

interface RecipeWithFingerprint {
  readonly recipe: Recipe;
  readonly fingerprint: string;
}

export interface AmiName {
  /** Null if the templates decide it during the build. */
  readonly name: string | null;
  /** The value of the variable `fingerprint` that gives this name. The tag always holds the true fingerprint. */
  readonly fingerprint: string;
}

/**
 * A name that none of `images` has: usually that of the fingerprint; if an unusable image occupies it, the name of a hash
 * of the fingerprint. Runs that see the same images find the same name.
 */
export function freeAmiName(
  { recipe, fingerprint }: RecipeWithFingerprint,
  templates: Templates,
  filledVariables: FilledVariables,
  images: readonly Image[],
): AmiName {
  const { name, attempt } = firstFreeName(images, (number) =>
    evaluateAmiName(recipe, templates, filledVariables, alternateFingerprint(fingerprint, number)),
  );
  return { name, fingerprint: alternateFingerprint(fingerprint, attempt) };
}

/** Other attempts than the first few are as unlikely as so many images that took their names. */
const maxAttempts = 16;

/** Whether the recipe gives an image this name; any name if the templates decide it during the build. */
export function givesName(
  { recipe, fingerprint }: RecipeWithFingerprint,
  templates: Templates,
  filledVariables: FilledVariables,
  name: string,
): boolean {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const alternate = alternateFingerprint(fingerprint, attempt);
    const given = evaluateAmiName(recipe, templates, filledVariables, alternate);
    if (given === null || given === name) return true;
  }
  return false;
}

/** The name with `*` for the fingerprint; null if the name is not known before the build. */
export function namePattern(
  { recipe, fingerprint }: RecipeWithFingerprint,
  templates: Templates,
  filledVariables: FilledVariables,
): string | null {
  const name = evaluateAmiName(recipe, templates, filledVariables, fingerprint);
  return name?.replace(fingerprint.slice(0, fingerprintLength), '*') ?? null;
}

function alternateFingerprint(fingerprint: string, attempt: number): string {
  return attempt === 0 ? fingerprint : sha256(`${fingerprint} ${attempt}`);
}

function evaluateAmiName(
  recipe: Recipe,
  templates: Templates,
  filledVariables: FilledVariables,
  fingerprint: string,
): string | null {
  const named = [recipe.addition, recipe.source].flatMap((block) => {
    const found = block === null ? undefined : findAttribute(block.body, 'ami_name');
    return block === null || found === undefined ? [] : [{ block, value: found.value }];
  })[0];
  if (named === undefined) return null;
  const values = new Map(filledVariables.values);
  if (values.has('fingerprint')) values.set('fingerprint', fingerprint);
  const { evaluator } = new TemplateEnvironment({ ...templates }, templates.files, values);
  const names = new Map<string, Value>([['source', sourceNames(recipe)], ...named.block.names]);
  const value = evaluator.evaluate(named.value, { names, reads: new Dependencies(), file: named.block.file });
  return typeof value !== 'string' || isPackerTemplate(value) ? null : value;
}

/**
 * Whether the plugin evaluates the text itself, as a template of Go's, such as `web-{{timestamp}}`: it does so with every
 * attribute of its configuration (packer-plugin-amazon 1.8.2, builder/ebs/builder.go, Prepare; packer-plugin-sdk 0.6.10,
 * template/interpolate/i.go).
 */
function isPackerTemplate(text: string): boolean {
  return text.includes('{{');
}
