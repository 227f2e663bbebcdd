/** Removal of unwanted images from a fake account. */
import { expect, test } from '@jest/globals';
import { discardIfOtherRunFinished, removeOrphanedImages } from '../../../src/apply/orphaned-images.ts';
import { FakeAccount } from '../../helpers/account.ts';
import { image } from '../../helpers/images.ts';
import { memoryLog } from '../../helpers/log.ts';
import { plannedBuild } from './planned.ts';

test('images that dead runs left are removed with their snapshots, and a refusal is a warning', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', {});
  account.add('snapshot', 'snap-1', {});
  account.add('image', 'ami-2', {});
  account.refuse('ami-2', new Error('UnauthorizedOperation'));
  const log = memoryLog();
  const orphans = [image({ id: 'ami-2' }), image({ id: 'ami-1', rootSnapshotIds: ['snap-1'] })];
  await removeOrphanedImages([{ ami: 'web', orphans }], account, log);
  expect(account.ids()).toEqual(['ami-2']);
  expect(log.lines).toEqual([
    "warning: web: could not remove unfinished image ami-2 (its run's lease has expired): UnauthorizedOperation",
    "info: web: removed unfinished image ami-1 (its run's lease has expired)",
  ]);
});

test('of two images of one recipe whose names hold a time, the one that is finished second is removed', async () => {
  const account = new FakeAccount();
  const recipe = { 'ami-action:fingerprint': 'f1', 'ami-action:ami': 'web' };
  account.add('image', 'ami-own', { ...recipe, 'ami-action:state': 'building' }, { snapshots: ['snap-own'] });
  account.add('snapshot', 'snap-own', {});
  const built = [{ item: plannedBuild({ amiName: null }), id: 'ami-own' }];
  const log = memoryLog();
  expect([...(await discardIfOtherRunFinished(built, account, log))]).toEqual([]);
  account.add('image', 'ami-other', { ...recipe, 'ami-action:state': 'available' });
  expect([...(await discardIfOtherRunFinished(built, account, log))]).toEqual(['web']);
  expect(account.ids()).toEqual(['ami-other']);
  expect(log.lines).toEqual([
    'info: web: removed ami-own: another run finished the same recipe first (ami-other)',
  ]);
});
