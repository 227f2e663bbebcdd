/** What an AMI will be called, as its template's own `ami_name` says. */

import { createHash } from 'node:crypto';
import type { Image } from '../aws/types.ts';
import { TemplateEnvironment } from '../templates/environment.ts';
import { findAttribute } from '../templates/evaluate/blocks.ts';
import { Dependencies } from '../templates/evaluate/dependencies.ts';
import type { Value } from '../templates/evaluate/values.ts';
import type { FilledVariables } from '../templates/filled-variables.ts';
import { sourceNames } from '../templates/recipe-dependencies.ts';
import type { Recipe } from '../templates/recipes.ts';
import type { Templates } from '../templates/templates.ts';
import { firstFreeName } from './existing-images.ts';

/** The part of the fingerprint that a name holds. */
const nameLength = 12;

interface Named {
  readonly recipe: Recipe;
  readonly fingerprint: string;
}

export interface AmiName {
  /** Null where the templates decide it during the build. */
  readonly name: string | null;
  /** What the variable `fingerprint` has to be for that name. The tag always holds the true one. */
  readonly fingerprint: string;
}

/**
 * The name that nothing among `images` has: usually that of the fingerprint; where an image of no use occupies it, the
 * name of a hash of it, the same for everybody who sees that image.
 */
export function freeAmiName(
  made: Named,
  templates: Templates,
  roles: FilledVariables,
  images: readonly Image[],
): AmiName {
  const nameOf = (aside: number): string | null =>
    amiName(made.recipe, templates, roles, alternateFingerprint(made.fingerprint, aside));
  const { name, aside } = firstFreeName(images, nameOf);
  return { name, fingerprint: alternateFingerprint(made.fingerprint, aside) };
}

/** The name with `*` for the fingerprint; null where the name is not known beforehand. */
export function namePattern(made: Named, templates: Templates, roles: FilledVariables): string | null {
  const name = amiName(made.recipe, templates, roles, made.fingerprint);
  return name?.replace(made.fingerprint.slice(0, nameLength), '*') ?? null;
}

function alternateFingerprint(fingerprint: string, aside: number): string {
  return aside === 0 ? fingerprint : createHash('sha256').update(`${fingerprint} ${aside}`).digest('hex');
}

function amiName(
  recipe: Recipe,
  templates: Templates,
  roles: FilledVariables,
  fingerprint: string,
): string | null {
  const { source, addition } = recipe;
  const at = [addition, source].flatMap((block) => {
    const found = block === null ? undefined : findAttribute(block.body, 'ami_name');
    return block === null || found === undefined ? [] : [{ block, value: found.value }];
  })[0];
  if (at === undefined) return null;
  const known = new Map(roles.values);
  if (known.has('fingerprint')) known.set('fingerprint', fingerprint);
  const world = new TemplateEnvironment({ ...templates }, templates.files, known);
  const names = new Map<string, Value>([['source', sourceNames(recipe)], ...at.block.names]);
  const value = world.evaluator.evaluate(at.value, { names, reads: new Dependencies(), file: at.block.file });
  return typeof value === 'string' ? value : null;
}
