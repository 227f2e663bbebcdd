/** What Packer accepts in templates, and what hurts all the same when the action builds them. */

import type { Problem } from '../errors.ts';
import { problemAt } from './problems.ts';
import type { Recipe } from './recipes.ts';
import { findSourceAttribute } from './source-attribute.ts';
import type { Templates } from './templates.ts';

export function findWarnings(recipes: readonly Recipe[], templates: Templates): Problem[] {
  const warnings = recipes.flatMap((recipe) => {
    const attribute = findSourceAttribute(recipe, templates, 'force_deregister');
    if (attribute === null || (attribute.value !== true && attribute.value !== 'true')) return [];
    const message =
      `force_deregister removes an image of the name that the build of ${recipe.name} takes. Where two runs build it at ` +
      'once, the second removes the image of the first, whose id has been handed out. Remove the attribute, and put ' +
      'var.fingerprint into ami_name, so that every recipe has a name of its own';
    return [problemAt(attribute.at.file, attribute.at, message)];
  });
  // Several AMIs may have one source.
  return [...new Map(warnings.map((warning) => [warning.message, warning])).values()];
}
