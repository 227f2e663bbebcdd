// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** AMIs that are copied to other regions: found again with their copies, or built anew. */
import { expect, test } from '@jest/globals';
import type { Image } from '../../../src/aws/types.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { builtFrom, fakeQueries, itemOf, planOf, planWithImages } from '../../helpers/planning.ts';

const folderWith = (regions: string): string =>
  temporaryFolder({
    'x.pkr.hcl': `
variable "fingerprint" { default = "" }
source "amazon-ebs" "x" {
  ami_name    = "x-\${substr(var.fingerprint, 0, 12)}"
  source_ami  = "ami-0"
  ami_regions = ${regions}
}
build { sources = ["source.amazon-ebs.x"] }
`,
  });

const folder = folderWith('["us-west-2", "us-east-1", "eu-west-1"]');
const built = async (
  id: string,
  region: string,
  tags: Readonly<Record<string, string>> = {},
): Promise<Image> => builtFrom(itemOf(await planOf(folder), 'x'), { id, region, tags });

test('an AMI and its copies are found again, by one question in each region', async () => {
  const images = [
    await built('ami-1', 'us-east-1'),
    await built('ami-2', 'us-west-2'),
    await built('ami-3', 'eu-west-1'),
  ];
  const queries = fakeQueries({ images });
  expect(itemOf(await planOf(folder, { queries }), 'x')).toMatchObject({
    decision: 'reuse',
    regions: { 'us-east-1': 'ami-1', 'us-west-2': 'ami-2', 'eu-west-1': 'ami-3' },
  });
  expect(queries.asked.filter((query) => query.startsWith('images'))).toHaveLength(3);
});

test('an AMI that lacks a copy is built again under another name, and says which copy it lacks', async () => {
  const images = [
    await built('ami-1', 'us-east-1'),
    await built('ami-2', 'us-west-2'),
    await built('ami-3', 'eu-west-1', { 'ami-action:state': 'building' }),
  ];
  const item = itemOf(await planWithImages(folder, images), 'x');
  expect(item).toMatchObject({
    decision: 'build',
    why: ['ami-1 has no available copy in eu-west-1'],
    nameTakenBy: null,
    copyRegions: ['eu-west-1', 'us-west-2'],
  });
  expect('amiName' in item ? item.amiName : null).not.toBe(images[0]?.name);
});

test('an AMI whose copy is not seen as finished yet, while its run lives, is awaited and not built again', async () => {
  const lease = { 'ami-action:state': 'building', 'ami-action:nonce': 'aa' };
  const plan = async (expires: string) => {
    const copy = await built('ami-3', 'eu-west-1', { ...lease, 'ami-action:expires': expires });
    const own = { 'ami-action:nonce': 'aa' };
    const images = [await built('ami-1', 'us-east-1', own), await built('ami-2', 'us-west-2', own), copy];
    return itemOf(await planWithImages(folder, images), 'x');
  };
  expect(await plan('2026-11-23T12:10:00Z')).toMatchObject({ decision: 'pending', image: { id: 'ami-3' } });
  expect(await plan('2026-11-23T11:50:00Z')).toMatchObject({ decision: 'build', orphans: [{ id: 'ami-3' }] });
});

test('a pending copy alone, whose image is gone, is not awaited', async () => {
  const copy = {
    ...(await built('ami-3', 'eu-west-1', { 'ami-action:state': 'building' })),
    state: 'pending',
  };
  expect(itemOf(await planWithImages(folder, [copy]), 'x').decision).toBe('build');
});

test('what a dead run left in another region is removed before the build, and what a live one makes there is not', async () => {
  const state = { 'ami-action:state': 'building', 'ami-action:nonce': 'aa' };
  const dead = await built('ami-2', 'us-west-2', { ...state, 'ami-action:expires': '2001-01-01T00:00:00Z' });
  const live = await built('ami-3', 'eu-west-1', { ...state, 'ami-action:expires': '2026-11-23T12:10:00Z' });
  const item = itemOf(await planWithImages(folder, [dead, live]), 'x');
  expect(item).toMatchObject({ decision: 'build', orphans: [{ id: 'ami-2', region: 'us-west-2' }] });
});

test('an image of the same name in a region of copies keeps its name', async () => {
  const { amiName } = itemOf(await planOf(folder), 'x') as { readonly amiName: string | null };
  const foreign = { ...(await built('ami-9', 'us-west-2')), name: amiName ?? '', tags: {} };
  const item = itemOf(await planWithImages(folder, [foreign]), 'x');
  expect(item).toMatchObject({ decision: 'build', nameTakenBy: null });
  expect('amiName' in item ? item.amiName : null).not.toBe(amiName);
});

test('an AMI whose regions are known only during the build is always built', async () => {
  const unknown = folderWith('[for time in [timestamp()] : time]');
  expect(itemOf(await planOf(unknown), 'x')).toMatchObject({
    why: expect.arrayContaining(['always built: its ami_regions are known only during the build']),
    copyRegions: [],
    hasUnknownRegions: true,
  });
});
