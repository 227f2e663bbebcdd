/** Removal of unwanted images from a fake account. */
import { expect, test } from '@jest/globals';
import { discardIfOtherRunFinished, removeOrphanedImages } from '../../../src/apply/orphaned-images.ts';
import type { PlannedBuild } from '../../../src/plan/plan-item.ts';
import { FakeAccount } from '../../helpers/account.ts';
import { image } from '../../helpers/images.ts';
import { memoryLog } from '../../helpers/log.ts';
import { plannedBuild } from './planned.ts';

const run = { repository: 'o/r', runId: '7', runAttempt: '1', job: 'amis' };
const unfinished = {
  'ami-action:state': 'building',
  'ami-action:nonce': 'aabb',
  'ami-action:expires': '2025-12-31T23:00:00Z',
};
const recipe = { 'ami-action:fingerprint': 'f1', 'ami-action:ami': 'web' };
const madeFor = (id: string) => ({ description: `Created by CreateImage(i-1) for ${id}` });

test('images that dead runs left are removed with their snapshots, and a refusal is a warning', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', unfinished, { snapshots: ['snap-1'] });
  account.add('snapshot', 'snap-1', {}, madeFor('ami-1'));
  account.add('image', 'ami-2', unfinished);
  account.refuse('ami-2', new Error('UnauthorizedOperation'));
  const log = memoryLog();
  const orphans = [image({ id: 'ami-2' }), image({ id: 'ami-1' }), image({ id: 'ami-gone' })];
  await removeOrphanedImages([plannedBuild({ orphans })], {
    region: 'us-east-1',
    ec2: () => account,
    log,
    run,
  });
  expect(account.ids()).toEqual(['ami-2']);
  expect(log.lines).toEqual([
    'warning: web: could not remove unfinished image ami-2 of a run that is no longer active, and its snapshots: UnauthorizedOperation',
    'info: web: removed unfinished image ami-1 (its run is no longer active)',
    'info: web: kept image ami-gone: it is finished, gone, or its run is still active',
  ]);
});

test("a dead run's image is removed without the snapshots that EC2 did not make for it", async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', unfinished, { snapshots: ['snap-1', 'snap-data', 'snap-other'] });
  account.add(
    'snapshot',
    'snap-1',
    {},
    { description: 'Copied for DestinationAmi ami-1 from SourceAmi ami-0' },
  );
  account.add('snapshot', 'snap-data', unfinished, { description: 'weights' });
  account.add('snapshot', 'snap-other', unfinished, madeFor('ami-11'));
  const orphans = [image({ id: 'ami-1' })];
  await removeOrphanedImages([plannedBuild({ orphans })], {
    region: 'us-east-1',
    ec2: () => account,
    log: memoryLog(),
    run,
  });
  expect(account.ids()).toEqual(['snap-data', 'snap-other']);
});

test('an image that is finished or leased again since the plan is not removed', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', { ...unfinished, 'ami-action:state': 'available' });
  account.add('image', 'ami-2', unfinished);
  account.add('instance', 'i-2', { ...unfinished, 'ami-action:expires': '2026-01-01T00:10:00Z' });
  const orphans = [image({ id: 'ami-1' }), image({ id: 'ami-2' })];
  await removeOrphanedImages([plannedBuild({ orphans })], {
    region: 'us-east-1',
    ec2: () => account,
    log: memoryLog(),
    run,
  });
  expect(account.ids()).toEqual(['ami-1', 'ami-2', 'i-2']);
});

test('a copy that a dead run left is removed in its region, unless its run still renews its lease where it builds', async () => {
  const east = new FakeAccount();
  const west = new FakeAccount('us-west-2');
  const ec2 = (region: string) => (region === 'us-west-2' ? west : east);
  west.add('image', 'ami-dead', unfinished, { snapshots: ['snap-dead'] });
  west.add(
    'snapshot',
    'snap-dead',
    {},
    { description: 'Copied for DestinationAmi ami-dead from SourceAmi ami-0' },
  );
  const live = { ...unfinished, 'ami-action:nonce': 'ccdd' };
  west.add('image', 'ami-live', live);
  east.add('instance', 'i-1', { ...live, 'ami-action:expires': '2026-01-01T00:10:00Z' });
  const orphans = ['ami-dead', 'ami-live'].map((id) => image({ id, region: 'us-west-2' }));
  const context = { region: 'us-east-1', ec2, log: memoryLog(), run };
  await removeOrphanedImages([plannedBuild({ orphans })], context);
  expect(west.ids()).toEqual(['ami-live']);
});

test('an orphaned image is removed after its copies, which may bear the tags of finished ones, and no other run’s copies are', async () => {
  const east = new FakeAccount();
  const west = new FakeAccount('us-west-2');
  const ec2 = (region: string) => (region === 'us-west-2' ? west : east);
  const log = memoryLog();
  const dead = { ...recipe, ...unfinished, 'ami-action:nonce': 'aabbccdd' };
  east.add('image', 'ami-1', dead);
  const done = { ...dead, 'ami-action:state': 'available' };
  west.add('image', 'ami-copy', done, { snapshots: ['snap-copy'] });
  const description = 'Copied for DestinationAmi ami-copy from SourceAmi ami-1';
  west.add('snapshot', 'snap-copy', done, { description });
  west.add('image', 'ami-other-run', { ...done, 'ami-action:nonce': 'eeff0011' });
  west.add('image', 'ami-other-recipe', { ...done, 'ami-action:fingerprint': 'f2' });
  const item = plannedBuild({ orphans: [image({ id: 'ami-1' })], copyRegions: ['us-west-2'] });
  const remove = () => removeOrphanedImages([item], { region: 'us-east-1', ec2, log, run });
  west.refuse('ami-copy', new Error('UnauthorizedOperation'));
  await remove();
  expect(east.ids()).toEqual(['ami-1']);
  west.refuse('ami-copy', null);
  await remove();
  expect([east.ids(), west.ids()]).toEqual([[], ['ami-other-recipe', 'ami-other-run']]);
  expect(log.lines.slice(1)).toEqual([
    'info: web: removed ami-copy in us-west-2, a copy of unfinished image ami-1',
    'info: web: removed unfinished image ami-1 (its run is no longer active)',
  ]);
});

test('an image with a tag that no run writes leads to no copies', async () => {
  const east = new FakeAccount();
  const west = new FakeAccount('us-west-2');
  const ec2 = (region: string) => (region === 'us-west-2' ? west : east);
  const forged = { ...recipe, ...unfinished, 'ami-action:nonce': '*' };
  east.add('image', 'ami-1', forged);
  west.add('image', 'ami-copy', { ...forged, 'ami-action:state': 'available' });
  const item = plannedBuild({ orphans: [image({ id: 'ami-1' })], copyRegions: ['us-west-2'] });
  await removeOrphanedImages([item], { region: 'us-east-1', ec2, log: memoryLog(), run });
  expect(west.ids()).toEqual(['ami-copy']);
});

/** An image of this run that is not finished, with its copy, and whether it is discarded for the finished ones of others. */
function discarding(item: Partial<PlannedBuild> = {}) {
  const east = new FakeAccount();
  const west = new FakeAccount('us-west-2');
  const log = memoryLog();
  east.add('image', 'ami-own', { ...recipe, 'ami-action:state': 'building' }, { snapshots: ['snap-own'] });
  east.add('snapshot', 'snap-own', {}, madeFor('ami-own'));
  west.add('image', 'ami-copy', {}, { snapshots: ['snap-copy'] });
  const description = 'Copied for DestinationAmi ami-copy from SourceAmi ami-own';
  west.add('snapshot', 'snap-copy', {}, { description });
  const images = new Map([
    ['us-east-1', 'ami-own'],
    ['us-west-2', 'ami-copy'],
  ]);
  const built = { item: plannedBuild({ amiName: null, ...item }), id: 'ami-own', images };
  const ec2 = (region: string) => (region === 'us-west-2' ? west : east);
  const discard = () => discardIfOtherRunFinished(built, { region: 'us-east-1', ec2, log });
  return { east, west, log, discard };
}

const finished = { ...recipe, 'ami-action:state': 'available', 'ami-action:nonce': '0123456789abcdef' };
const beforePlan = { startedAt: Date.parse('2025-12-31T23:58:00Z') };

test('of two images of one recipe whose names hold a time, the one that is finished second is removed', async () => {
  const { east, west, log, discard } = discarding();
  expect(await discard()).toBe(false);
  east.add('image', 'ami-other', finished);
  expect(await discard()).toBe(true);
  expect([east.ids(), west.ids()]).toEqual([['ami-other'], []]);
  expect(log.lines).toEqual([
    'info: web: removed ami-own: another run finished the same recipe first (ami-other)',
  ]);
});

test('an image is not discarded for one that its plan has judged already', async () => {
  const { east, discard } = discarding();
  east.add('image', 'ami-older', finished, beforePlan);
  expect(await discard()).toBe(false);
  expect(east.ids()).toContain('ami-own');
});

test('the image of an AMI that is always built is discarded for none', async () => {
  const { east, discard } = discarding({ alwaysBuilt: true });
  east.add('image', 'ami-other', finished);
  expect(await discard()).toBe(false);
  expect(east.ids()).toContain('ami-own');
});

test('an image is discarded only for one that has all of its copies', async () => {
  const { east, west, discard } = discarding({ copyRegions: ['us-west-2'] });
  east.add('image', 'ami-other', finished);
  expect(await discard()).toBe(false);
  west.add('image', 'ami-other-copy', finished);
  expect(await discard()).toBe(true);
  expect([east.ids(), west.ids()]).toEqual([['ami-other'], ['ami-other-copy']]);
});

test.each([
  ['ami-action:ami', undefined],
  ['ami-action:nonce', undefined],
  ['ami-action:nonce', '*'],
])(
  'an image whose tag %s is %j was not finished by a run of this action, and none is discarded for it',
  async (key, value) => {
    const { east, discard } = discarding();
    const { [key]: _, ...others } = finished as Record<string, string>;
    east.add('image', 'ami-tagged', value === undefined ? others : { ...others, [key]: value });
    expect(await discard()).toBe(false);
    expect(east.ids()).toContain('ami-own');
  },
);

test('a snapshot of an orphaned copy that stays bears the run’s tags, and one that may not be tagged keeps its image', async () => {
  const account = new FakeAccount();
  const context = { region: 'us-east-1', ec2: () => account, log: memoryLog(), run };
  const description = 'Copied for DestinationAmi ami-2 from SourceAmi ami-1';
  account.add('image', 'ami-2', unfinished, { snapshots: ['snap-2'] });
  account.add('snapshot', 'snap-2', {}, { description });
  const remove = () => removeOrphanedImages([plannedBuild({ orphans: [image({ id: 'ami-2' })] })], context);
  account.refuse('snap-2', new Error('UnauthorizedOperation'));
  await remove();
  expect(account.ids()).toEqual(['ami-2', 'snap-2']);
  account.refuse('snap-2', null);
  account.remove = async (kind, id) => {
    if (kind === 'snapshot') throw new Error('InternalError');
    await FakeAccount.prototype.remove.call(account, kind, id);
  };
  await remove();
  expect(account.ids()).toEqual(['snap-2']);
  expect(account.tagsOf('snap-2')).toEqual({ ...unfinished, 'ami-action:expires': '2026-01-01T00:15:00Z' });
  expect(context.log.lines).toEqual([
    expect.stringMatching(/ami-2 .*: its snapshot snap-2 could not be tagged, .*: UnauthorizedOperation$/),
    expect.stringMatching(/ami-2 .*: the image is gone, but not its snapshot snap-2: InternalError$/),
  ]);
});
