/** The variables that packer/ declares, and which of its AMIs read each, found as a plan finds it. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findAttribute } from '../src/evaluate/blocks.ts';
import { parseHcl } from '../src/hcl/parse.ts';
import { TemplateEnvironment } from '../src/templates/environment.ts';
import { findFilledVariables } from '../src/templates/filled-variables.ts';
import { readTemplates } from '../src/templates/read.ts';
import { readDependencies } from '../src/templates/recipe-dependencies.ts';

export interface TemplateVariable {
  readonly name: string;
  /** As written, on one line. */
  readonly type: string;
  /** HCL as written, on one line, but a string without its quotes. */
  readonly default: string;
  readonly description: string;
  readonly filledByAction: boolean;
  /** Names of the AMIs, in alphabetical order. */
  readonly amis: readonly string[] | 'all';
}

/** Reads packer/variables.pkr.hcl, in its order. Throws for a variable without a type, a default or a description. */
export async function readTemplateVariables(root: string): Promise<TemplateVariable[]> {
  const readers = await findReaders(join(root, 'packer'));
  const path = 'packer/variables.pkr.hcl';
  const hcl = await readFile(join(root, path), 'utf8');
  const { body } = await parseHcl(path, hcl);
  return body.blocks.map((block) => {
    const text = (name: string): string => {
      const value = findAttribute(block.body, name)?.value;
      if (value === undefined) throw new Error(`${path}:${block.line}: ${block.labels[0]} has no ${name}`);
      if (value.kind === 'literal' && typeof value.value === 'string') return value.value;
      return hcl.slice(value.start, value.end).replaceAll(/\s+/g, ' ');
    };
    const [name = ''] = block.labels;
    return {
      name,
      type: text('type'),
      default: text('default'),
      description: text('description'),
      ...readers(name),
    };
  });
}

/** Answers for a variable whether the action fills it in, and which AMIs read it. */
async function findReaders(
  folder: string,
): Promise<(name: string) => Pick<TemplateVariable, 'amis' | 'filledByAction'>> {
  const templates = await readTemplates(folder, { env: {} });
  const filled = findFilledVariables(templates);
  const world = new TemplateEnvironment({ ...templates }, templates.files, filled.values);
  const recipes = templates.recipes.map((recipe) => ({
    name: recipe.name,
    reads: readDependencies(recipe, templates, world).reads.variables,
  }));
  return (name) => {
    const amis = recipes.filter(({ reads }) => reads.has(name)).map((recipe) => recipe.name);
    // What has no say in an image, such as the region or who may reach the builder, is input of no AMI and concerns all.
    const all = amis.length === 0 || amis.length === recipes.length;
    return { amis: all ? 'all' : amis.sort(), filledByAction: filled.values.has(name) };
  };
}
