// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** The region of a run whose input sets none. */

import { expect, test } from '@jest/globals';
import { readTemplates } from '../../../src/templates/read.ts';
import { chooseRegion, findNamedRegion } from '../../../src/templates/region.ts';
import { selectRecipes } from '../../../src/templates/select.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const named = [{ input: 'aws-region', variable: 'aws_region', value: 'us-west-2', isDefault: true }];

async function regionOf(source: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = temporaryFolder({
    'x.pkr.hcl': `source "amazon-ebs" "x" {\n  ami_name = "x"\n  ${source}\n}\nbuild {\n  sources = ["amazon-ebs.x"]\n}\n`,
    ...files,
  });
  const templates = await readTemplates(folder, { env: {}, displayName: 'packer', named });
  return chooseRegion(selectRecipes(templates, 'all'), templates, 'us-west-2');
}

const declared = (name: string, value: string): Record<string, string> => ({
  'v.pkr.hcl': `variable "${name}" {\n  type    = string\n  default = "${value}"\n}\n`,
});

test.each<[string, string, Record<string, string>, string]>([
  ["the runner's where the templates name none", '', {}, 'us-west-2'],
  ["the runner's where the templates name an empty one", 'region = ""', {}, 'us-west-2'],
  ['a text of the source', 'region = "eu-west-1"', {}, 'eu-west-1'],
  ['a default of aws_region', 'region = var.aws_region', declared('aws_region', 'eu-west-1'), 'eu-west-1'],
  ['a default of any variable', 'region = var.region', declared('region', 'eu-west-1'), 'eu-west-1'],
  [
    'a variables file',
    'region = var.aws_region',
    { ...declared('aws_region', 'eu-west-1'), 'v.auto.pkrvars.hcl': 'aws_region = "eu-central-1"\n' },
    'eu-central-1',
  ],
  ['an unused aws_region', '', declared('aws_region', 'eu-west-1'), 'eu-west-1'],
  [
    "the runner's for an empty aws_region",
    'region = var.aws_region',
    declared('aws_region', ''),
    'us-west-2',
  ],
])('the region is %s', async (_what, source, files, region) => {
  expect(await regionOf(source, files)).toBe(region);
});

test("the build's own source block names the region before the source does", async () => {
  const files = {
    'y.pkr.hcl': 'build {\n  name = "y"\n  source "amazon-ebs.x" {\n    region = "eu-west-3"\n  }\n}\n',
  };
  const folder = temporaryFolder({
    'x.pkr.hcl': 'source "amazon-ebs" "x" {\n  region = "eu-west-1"\n}\n',
    ...files,
  });
  const templates = await readTemplates(folder, { env: {} });
  expect(chooseRegion(selectRecipes(templates, 'all'), templates, 'us-west-2')).toBe('eu-west-3');
});

test('a region whose variable is null counts as unset, as the plugin takes it', async () => {
  const folder = temporaryFolder({
    'x.pkr.hcl':
      'variable "region" {\n  type    = string\n  default = null\n}\nsource "amazon-ebs" "x" {\n  region = var.region\n}\nbuild {\n  sources = ["amazon-ebs.x"]\n}\n',
  });
  const templates = await readTemplates(folder, { env: {} });
  expect(selectRecipes(templates, 'all').map((recipe) => findNamedRegion(recipe, templates))).toEqual([null]);
});
