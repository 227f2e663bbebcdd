/** Existing images, judged for a recipe: reused, awaited, orphaned or unusable. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Image } from '../../../src/aws/types.ts';
import { imageTags } from '../../../src/lease/tags.ts';
import { temporaryFolder, writeFiles } from '../../helpers/folders.ts';
import {
  builtFrom,
  copyFixture,
  fixtures,
  hash,
  itemOf,
  planOf,
  planWithImages,
} from '../../helpers/planning.ts';

const templates = join(fixtures, 'parent-and-child');

test('an existing AMI is not reused under a name that its recipe does not give: anybody may have tagged it', async () => {
  const fresh = await planOf(templates);
  const named = fresh.items.map((item) => builtFrom(item, { name: `named ${item.ami}` }));
  const plan = await planWithImages(templates, named);
  expect(plan.items.map(({ decision }) => decision)).toEqual(['build', 'build']);
});

test('an existing AMI is reused', async () => {
  const built = (await planOf(templates)).items.map((item) => builtFrom(item));
  const plan = await planWithImages(templates, built);
  expect(plan.items.map((item) => [item.decision, item.ami])).toEqual([
    ['reuse', 'base'],
    ['reuse', 'child'],
  ]);
  expect(itemOf(plan, 'base')).toMatchObject({
    image: { id: 'ami-base' },
    why: ['ami-base has the same fingerprint'],
  });
});

test.each(['api (prod)', 'ami: all', 'a/b', 'a,b', '../x', 'ü"'])(
  'an AMI called %j is found again by its tags, which have fewer characters',
  async (name) => {
    const source = 'source "amazon-ebs" "x" {\n  ami_name = "x"\n  source_ami = "ami-1"\n}\n';
    const build = `build {\n  name = ${JSON.stringify(name)}\n  sources = ["amazon-ebs.x"]\n}\n`;
    const folder = temporaryFolder({ 'x.pkr.hcl': source + build });
    const item = itemOf(await planOf(folder), name);
    if (item.decision !== 'build') throw new Error('nothing exists yet');
    const image = builtFrom(item);
    const plan = await planWithImages(folder, [{ ...image, tags: imageTags(item.tags, 'available') }]);
    expect(itemOf(plan, name).decision).toBe('reuse');
  },
);

test("a child starts from its parent's AMI if that exists", async () => {
  const fresh = await planOf(templates);
  const plan = await planWithImages(templates, [builtFrom(itemOf(fresh, 'base'))]);
  const child = itemOf(plan, 'child');
  expect(child).toMatchObject({
    decision: 'build',
    baseAmi: 'ami-base',
    variables: { base_ami: 'ami-base' },
  });
  expect(child.fingerprint).toBe(itemOf(fresh, 'child').fingerprint);
});

test("a child does not start from an AMI of its parent's earlier recipe", async () => {
  const folder = copyFixture('parent-and-child');
  const old = builtFrom(itemOf(await planOf(folder), 'base'));
  writeFiles(folder, { 'base/scripts/10-base.sh': 'echo changed\n' });
  expect(itemOf(await planWithImages(folder, [old]), 'child')).toMatchObject({ baseAmi: null });
});

test('of two AMIs of the same recipe the older is reused', async () => {
  const base = itemOf(await planOf(templates), 'base');
  const images = [
    builtFrom(base, { id: 'ami-new', creationDate: '2026-11-03T00:00:00Z' }),
    builtFrom(base, { id: 'ami-old', creationDate: '2026-11-02T00:00:00Z' }),
  ];
  expect(itemOf(await planWithImages(templates, images), 'base')).toMatchObject({ image: { id: 'ami-old' } });
});

test.each<[string, string, Partial<Image>, RegExp]>([
  [
    'that EC2 calls pending',
    'pending',
    { state: 'pending', tags: { 'ami-action:state': 'building' } },
    /^another run is building ami-base with the same fingerprint$/,
  ],
  [
    'that is unfinished and whose lease is valid',
    'pending',
    { tags: { 'ami-action:state': 'building', 'ami-action:expires': '2026-11-23T13:00:00Z' } },
    /^another run is building ami-base with the same fingerprint$/,
  ],
  [
    'that is unfinished and whose lease has expired',
    'build',
    { tags: { 'ami-action:state': 'building', 'ami-action:expires': '2026-11-23T11:00:00Z' } },
    /ami-base of the same recipe was left unfinished/,
  ],
  [
    'that failed in EC2',
    'build',
    { state: 'failed', stateReason: 'Client.InternalError', tags: { 'ami-action:state': 'building' } },
    /ami-base of the same recipe is failed \(Client\.InternalError\)/,
  ],
  [
    'that has the name but another fingerprint',
    'build',
    { tags: { 'ami-action:fingerprint': hash('0') } },
    /ami-base is called acme-base-[0-9a-f]{12}, but its tags are not those of this recipe/,
  ],
])('an image %s leads to the decision %s', async (_what, decision, overrides, why) => {
  const base = itemOf(await planOf(templates), 'base');
  const plan = await planWithImages(templates, [builtFrom(base, overrides)]);
  expect(itemOf(plan, 'base').decision).toBe(decision);
  expect(itemOf(plan, 'base').why.join(', ')).toMatch(why);
});

test.each<[string, Partial<Image>]>([
  ['whose lease has expired', { tags: { 'ami-action:expires': '2026-11-23T11:00:00Z' } }],
  ['that failed in EC2', { state: 'failed' }],
])(
  "a dead run's unfinished image %s is removed before the build, which takes its name",
  async (_what, overrides) => {
    const base = itemOf(await planOf(templates), 'base');
    if (base.decision === 'reuse') throw new Error('reused');
    const tags = { 'ami-action:state': 'building', 'ami-action:nonce': 'abcd', ...overrides.tags };
    const left = builtFrom(base, { ...overrides, tags });
    expect(itemOf(await planWithImages(templates, [left]), 'base')).toMatchObject({
      decision: 'build',
      orphans: [{ id: 'ami-base' }],
      amiName: base.amiName,
      nameTakenBy: null,
    });
  },
);

test('an occupied name leads all runs to the same other name', async () => {
  const base = itemOf(await planOf(templates), 'base');
  const failed = builtFrom(base, { state: 'failed' });
  const [first, second] = await Promise.all([
    planWithImages(templates, [failed]),
    planWithImages(templates, [failed]),
  ]);
  const other = itemOf(first, 'base');
  if (other.decision === 'reuse' || base.decision === 'reuse') throw new Error('reused');
  expect(other.amiName).not.toBe(base.amiName);
  expect(other.amiName).toBe(`acme-base-${String(other.variables['fingerprint']).slice(0, 12)}`);
  expect(other.fingerprint).toBe(base.fingerprint);
  expect(other.tags['ami-action:fingerprint']).toBe(base.fingerprint);
  expect(itemOf(second, 'base')).toEqual(other);
  expect(
    itemOf(await planWithImages(templates, [failed, builtFrom(other, { id: 'ami-other' })]), 'base'),
  ).toMatchObject({
    decision: 'reuse',
    image: { id: 'ami-other' },
  });
});
