/** What Packer accepts in templates, and what hurts all the same when the action builds them. */

import type { Problem } from '../errors.ts';
import { expandBlocks, findAttribute } from '../evaluate/blocks.ts';
import { Dependencies } from '../evaluate/dependencies.ts';
import type { Value } from '../evaluate/values.ts';
import { TemplateEnvironment } from './environment.ts';
import { problemAt } from './problems.ts';
import { sourceNames } from './recipe-dependencies.ts';
import type { Recipe, ScopedBlock } from './recipes.ts';
import { findSourceAttribute } from './source-attribute.ts';
import type { Templates } from './templates.ts';

export function findWarnings(recipes: readonly Recipe[], templates: Templates): Problem[] {
  const warnings = recipes.flatMap((recipe) => [
    ...warnOfDeregistering(recipe, templates),
    ...warnOfMappedSnapshots(recipe, templates),
    ...warnOfIgnoredFailures(recipe, templates),
  ]);
  // Several AMIs may have one source.
  return [...new Map(warnings.map((warning) => [warning.message, warning])).values()];
}

function warnOfDeregistering(recipe: Recipe, templates: Templates): Problem[] {
  const attribute = findSourceAttribute(recipe, templates, 'force_deregister');
  if (attribute === null || !isTrue(attribute.value)) return [];
  const message =
    `force_deregister removes an image of the name that the build of ${recipe.name} takes. Where two runs build it at ` +
    'once, the second removes the image of the first, whose id has been handed out. Remove the attribute, and put ' +
    'var.fingerprint into ami_name, so that every recipe has a name of its own';
  return [problemAt(attribute.at.file, attribute.at, message)];
}

/** The plugin's clean-up (builder/ebs/step_create_ami.go, and DestroyAMIs in common/helper_funcs.go) spares no snapshot. */
function warnOfMappedSnapshots(recipe: Recipe, templates: Templates): Problem[] {
  const blocks = recipe.addition === null ? [recipe.source] : [recipe.addition, recipe.source];
  const message =
    'snapshot_id makes a snapshot of yours a part of the AMI, and Packer deletes every snapshot of an AMI whose build ' +
    `it takes back: it is lost if the build of ${recipe.name} fails at its end, where the role may delete it; the role of ` +
    'docs/iam.md may not, and such a build fails when Packer tags it. Attach the volume in launch_block_device_mappings ' +
    'instead, so that the AMI gets a snapshot of its own';
  return blocks.flatMap((block) =>
    findInnerAttributes(block, 'ami_block_device_mappings', 'snapshot_id', recipe, templates)
      .filter(({ value }) => value !== null && value !== '')
      .map(({ at }) => problemAt(block.file, at, message)),
  );
}

/** Packer 1.16: packer/provisioner.go, ContinueOnErrorProvisioner. */
function warnOfIgnoredFailures(recipe: Recipe, templates: Templates): Problem[] {
  const message =
    'continue_on_error lets Packer make the AMI even if this step fails, and the build counts as a success. Remove it, or ' +
    'let a later step check what this one has to leave';
  return findInnerAttributes(recipe.build, 'provisioner', 'continue_on_error', recipe, templates)
    .filter(({ value }) => isTrue(value))
    .map(({ at }) => problemAt(recipe.build.file, at, message));
}

interface InnerAttribute {
  readonly value: Value;
  readonly at: { readonly line: number; readonly column: number };
}

/** The attribute of this name in each inner block of this type. */
function findInnerAttributes(
  { body, names, file }: ScopedBlock,
  type: string,
  name: string,
  recipe: Recipe,
  templates: Templates,
): InnerAttribute[] {
  const { evaluator } = new TemplateEnvironment(templates, templates.files, new Map());
  const own = new Map([['source', sourceNames(recipe)], ...names]);
  const scope = { names: own, reads: new Dependencies(), file };
  return expandBlocks(body, evaluator, scope)
    .filter((block) => block.type === type)
    .flatMap((block) => {
      const attribute = findAttribute(block.body, name);
      if (attribute === undefined) return [];
      const value = evaluator.evaluate(attribute.value, { ...scope, names: block.names });
      return [{ value, at: attribute }];
    });
}

/** HCL takes the text too. */
const isTrue = (value: Value): boolean => value === true || value === 'true';
