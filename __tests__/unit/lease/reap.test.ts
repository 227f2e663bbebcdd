/** What dead runs left, in a fake account whose instances end between two passes. */
import { expect, test } from '@jest/globals';
import { findDeadRuns, reapRun } from '../../../src/lease/reap.ts';
import { tagKeys } from '../../../src/tags.ts';
import { FakeAccount } from '../../helpers/account.ts';

const past = '2025-12-31T23:59:59Z';
const future = '2026-01-01T00:10:00Z';

function lease(nonce: string, expires: string, state?: string) {
  const tags = { [tagKeys.nonce]: nonce, [tagKeys.expires]: expires };
  return state === undefined ? tags : { ...tags, [tagKeys.state]: state };
}

function reap(account: FakeAccount, nonce: string) {
  const run = { nonce, resources: [], endedAt: 0 };
  const removed: string[] = [];
  return reapRun(run, {
    ec2: account,
    onRemoved: ({ id }) => removed.push(id),
    wait: async () => account.tick(),
  }).then((left) => ({ left, removed }));
}

test('a run is dead when the latest lease on any of its resources has ended, and has left something unfinished', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', lease('aa', past));
  account.add('image', 'ami-1', lease('aa', past, 'available'));
  account.add('instance', 'i-2', lease('bb', past));
  account.add('volume', 'vol-2', lease('bb', future));
  account.add('image', 'ami-3', lease('cc', past, 'available'));
  account.add('instance', 'i-4', { [tagKeys.nonce]: 'dd' });
  const runs = await findDeadRuns(account);
  expect(runs.map(({ nonce, resources }) => [nonce, resources.map(({ id }) => id)])).toEqual([
    ['aa', ['i-1']],
  ]);
});

test('images alone may be copies of a run that lives in another region, so they are old before they are reaped', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', lease('aa', past, 'building'));
  expect(await findDeadRuns(account)).toEqual([]);
  account.time += 24 * 3_600_000;
  expect((await findDeadRuns(account)).map(({ nonce }) => nonce)).toEqual(['aa']);
});

test('what holds others goes first, and what is held once it has gone', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', lease('aa', past));
  account.add('security-group', 'sg-1', lease('aa', past));
  account.hold('i-1', ['sg-1']);
  const { left, removed } = await reap(account, 'aa');
  expect(left).toEqual([]);
  expect(removed).toEqual(['i-1', 'sg-1']);
});

test('a run that has renewed its lease since is left alone', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', lease('aa', past));
  account.add('image', 'ami-1', lease('aa', future, 'building'));
  expect(await reap(account, 'aa')).toEqual({ left: [], removed: [] });
  expect(account.ids()).toEqual(['ami-1', 'i-1']);
});

test('nothing is known to be dead where a kind cannot be asked', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', lease('aa', past));
  account.hide('volume', new Error('UnauthorizedOperation'));
  await expect(findDeadRuns(account)).rejects.toThrow('UnauthorizedOperation');
});
