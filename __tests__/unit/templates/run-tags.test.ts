/** Whether templates hand the run's tags on. */
import { expect, test } from '@jest/globals';
import { findFilledVariables } from '../../../src/templates/filled-variables.ts';
import { readTemplates } from '../../../src/templates/read.ts';
import { findUntagged } from '../../../src/templates/run-tags.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const rest = `
variable "run_tags" {
  type    = map(string)
  default = {}
}
variable "spot" {
  type    = bool
  default = true
}
locals {
  tags = merge({ Name = "x" }, var.run_tags)
}
`;
const both = 'run_tags = var.run_tags\n  run_volume_tags = local.tags';

async function untaggedOf(attributes: string, inBuild = ''): Promise<string[]> {
  const source = `source "amazon-ebs" "x" {\n  ami_name = "x"\n  ${attributes}\n}\n`;
  const build = `build {\n  source "amazon-ebs.x" {\n  name = "y"\n  ${inBuild}\n  }\n}\n`;
  const folder = temporaryFolder({ 'x.pkr.hcl': source + build + rest });
  const templates = await readTemplates(folder, { env: {} });
  return templates.recipes.flatMap((recipe) =>
    findUntagged(recipe, templates, findFilledVariables(templates).values),
  );
}

test.each<[string, string[]]>([
  ['', ['run_tags', 'run_volume_tags']],
  ['run_tags = var.run_tags', ['run_volume_tags']],
  ['run_tags = { a = "b" }\n  run_volume_tags = var.run_tags', ['run_tags']],
  [both, []],
  [`${both}\n  spot_price = "auto"`, ['spot_tags']],
  [`${both}\n  spot_price = "0"`, []],
  [`${both}\n  spot_price = var.spot ? "auto" : null`, ['spot_tags']],
  [`${both}\n  spot_price = "auto"\n  spot_tags = var.spot ? var.run_tags : null`, []],
])('the source with %j leaves untagged %j', async (attributes, untagged) => {
  expect(await untaggedOf(attributes)).toEqual(untagged);
});

test('a block for each of the run’s tags hands them on', async () => {
  const blocks = ['run_tag', 'run_volume_tag']
    .map(
      (type) =>
        `dynamic "${type}" {\n for_each = var.run_tags\n content {\n key = ${type}.key\n value = ${type}.value\n }\n }`,
    )
    .join('\n');
  expect(await untaggedOf(blocks)).toEqual([]);
  expect(await untaggedOf('run_tag {\n key = "a"\n value = "b"\n }')).toEqual([
    'run_tags',
    'run_volume_tags',
  ]);
});

test('the build’s own source block wins over the source', async () => {
  expect(await untaggedOf(both, 'run_tags = { a = "b" }')).toEqual(['run_tags']);
  expect(await untaggedOf('run_volume_tags = var.run_tags', 'run_tags = var.run_tags')).toEqual([]);
});
