import { expect, test } from '@jest/globals';
import { discardIfOtherRunFinished, removeOrphanedImages } from '../../../src/apply/orphaned-images.ts';
import { releaseTag } from '../../../src/apply/run-variables.ts';
import { FakeAccount } from '../../helpers/account.ts';
import { image } from '../../helpers/images.ts';
import { memoryLog } from '../../helpers/log.ts';

test('what dead runs left is removed with its snapshots, and what cannot be is told', async () => {
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
    expect.stringMatching(/^warning: web: ami-2, .*cannot be removed: UnauthorizedOperation/),
    expect.stringMatching(/^info: web: ami-1, .* has been removed/),
  ]);
});

test('of two images of one recipe whose names hold a time, the one that is finished second is given up', async () => {
  const account = new FakeAccount();
  const recipe = { 'ami-action:fingerprint': 'f1', 'ami-action:ami': 'web' };
  account.add('image', 'ami-own', { ...recipe, 'ami-action:state': 'building' }, { snapshots: ['snap-own'] });
  account.add('snapshot', 'snap-own', {});
  const made = [{ item: { ami: 'web', fingerprint: 'f1', amiName: null }, id: 'ami-own' }];
  const log = memoryLog();
  expect([...(await discardIfOtherRunFinished(made, account, log))]).toEqual([]);
  account.add('image', 'ami-other', { ...recipe, 'ami-action:state': 'available' });
  expect([...(await discardIfOtherRunFinished(made, account, log))]).toEqual(['web']);
  expect(account.ids()).toEqual(['ami-other']);
  expect(log.lines).toEqual([
    expect.stringMatching(/^info: web: ami-own, .*\(ami-other\), has been removed/),
  ]);
});

test('the release is the Git tag, or else the commit', () => {
  const commit = { GITHUB_SHA: '0123456789abcdef' };
  expect(releaseTag({ ...commit, GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.4.0' })).toEqual({
    'ami-action:release': 'v1.4.0',
  });
  expect(releaseTag({ ...commit, GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main' })).toEqual({
    'ami-action:release': '0123456',
  });
  expect(releaseTag({})).toEqual({});
});
