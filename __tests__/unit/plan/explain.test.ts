/** Explanations of why an AMI is built again. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder, writeFiles } from '../../helpers/folders.ts';
import { image } from '../../helpers/images.ts';
import {
  builtFrom,
  copyFixture,
  fakeQueries,
  fixtures,
  itemOf,
  type PlanSettings,
  planOf,
  planWithImages,
} from '../../helpers/planning.ts';

const templates = join(fixtures, 'parent-and-child');

/** The reasons for a build after a change, in an account that holds what was built before. */
async function reasonsOf(
  ami: string,
  change: (folder: string) => void,
  after: PlanSettings = {},
  tags = {},
  before: PlanSettings = {},
): Promise<readonly string[]> {
  const folder = copyFixture('parent-and-child');
  const built = (await planOf(folder, before)).items.map((item) => builtFrom(item, { tags }));
  change(folder);
  return itemOf(await planWithImages(folder, built, after), ami).why;
}

test('a changed script is named with the release that it changed since', async () => {
  const change = (folder: string) => writeFiles(folder, { 'child/scripts/10-child.sh': 'echo new\n' });
  expect(await reasonsOf('child', change, {}, { 'ami-action:release': 'v1.4.0' })).toEqual([
    'packer/child/scripts/10-child.sh changed since ami-child (v1.4.0)',
  ]);
});

test('a changed variable is named with both values', async () => {
  expect(await reasonsOf('child', () => {}, { variables: { driver_version: '570' } })).toEqual([
    'driver_version 550 -> 570 since ami-child',
  ]);
});

test('a changed secret is named without its value', async () => {
  const keyed = { request: { fingerprintKey: 'k'.repeat(32) } };
  const changed = { ...keyed, variables: { token: 'new' } };
  expect(await reasonsOf('child', () => {}, changed, {}, keyed)).toEqual([
    'a secret variable (token) or the input fingerprint-key changed since ami-child',
  ]);
});

test('three causes are named in order of weight, and the others counted', async () => {
  const change = (folder: string) =>
    writeFiles(folder, {
      'base/scripts/10-base.sh': 'echo new\n',
      'child/scripts/10-child.sh': 'echo new\n',
    });
  const request = { pluginVersion: '1.8.3' };
  expect(await reasonsOf('child', change, { variables: { driver_version: '570' }, request })).toEqual([
    'driver_version 550 -> 570',
    'packer/base/scripts/10-base.sh changed',
    'packer/child/scripts/10-child.sh changed',
    '2 more changed since ami-child',
  ]);
});

test('a changed text of a template is named by its file', async () => {
  const folder = temporaryFolder({ 'x.pkr.hcl': template('x-${formatdate("YYYY", timestamp())}') });
  const built = builtFrom(itemOf(await planOf(folder), 'x'), { name: 'x-2026' });
  writeFiles(folder, { 'x.pkr.hcl': template('y-${formatdate("YYYY", timestamp())}') });
  expect(itemOf(await planWithImages(folder, [built]), 'x').why).toEqual([
    'packer/x.pkr.hcl (source) changed since ami-x',
  ]);
});

test('an earlier image whose tags record nothing gives no cause', async () => {
  const old = image({ tags: { 'ami-action:ami': 'base', 'ami-action:state': 'available' } });
  expect(itemOf(await planWithImages(templates, [old]), 'base').why).toEqual([
    'the recipe changed since ami-1, whose tags do not record what',
  ]);
});

test('a plan without credentials says that it cannot check', async () => {
  const plan = await planOf(templates, { queries: fakeQueries({ aws: null }) });
  expect(itemOf(plan, 'base')).toMatchObject({
    decision: 'build',
    why: ['cannot check whether it exists without AWS credentials'],
  });
});

function template(name: string): string {
  return `source "amazon-ebs" "x" {\n  ami_name = "${name}"\n  source_ami = "ami-1"\n}\nbuild {\n  sources = ["amazon-ebs.x"]\n}\n`;
}
