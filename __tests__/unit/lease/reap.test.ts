/** What dead runs left, in a fake account whose instances end between two passes. */
import { expect, test } from '@jest/globals';
import { findDeadRuns, type ReapOptions, reapRun } from '../../../src/lease/reap.ts';
import { leaseMs } from '../../../src/lease/renewal.ts';
import { tagKeys } from '../../../src/tags.ts';
import { FakeAccount } from '../../helpers/account.ts';

const past = '2025-12-31T23:59:59Z';
const future = '2026-01-01T00:10:00Z';

function lease(nonce: string, expires: string, state?: string) {
  const tags = { [tagKeys.nonce]: nonce, [tagKeys.expires]: expires };
  return state === undefined ? tags : { ...tags, [tagKeys.state]: state };
}

function reap(account: FakeAccount, nonce: string, more: Partial<ReapOptions> = {}) {
  const run = { nonce, resources: [], endedAt: 0 };
  const removed: string[] = [];
  return reapRun(run, {
    ec2: account,
    onRemoved: ({ id }) => removed.push(id),
    wait: async () => account.tick(),
    ...more,
  }).then((result) => ({ ...result, removed }));
}

test('a run is dead when the latest lease on any of its resources has ended, and has left something unfinished', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', lease('aaaaaaaa', past));
  account.add('image', 'ami-1', lease('aaaaaaaa', past, 'available'));
  account.add('instance', 'i-2', lease('bbbbbbbb', past));
  account.add('volume', 'vol-2', lease('bbbbbbbb', future));
  account.add('image', 'ami-3', lease('cccccccc', past, 'available'));
  account.add('instance', 'i-4', { [tagKeys.nonce]: 'dddddddd' });
  const runs = await findDeadRuns(account);
  expect(runs.map(({ nonce, resources }) => [nonce, resources.map(({ id }) => id)])).toEqual([
    ['aaaaaaaa', ['i-1']],
  ]);
});

test('images alone may be copies of a run that lives in another region, so they are old before they are reaped', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', lease('aaaaaaaa', past, 'building'));
  expect(await findDeadRuns(account)).toEqual([]);
  account.time += 24 * 3_600_000;
  expect((await findDeadRuns(account)).map(({ nonce }) => nonce)).toEqual(['aaaaaaaa']);
});

test('what holds others goes first, and what is held once it has gone', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', lease('aaaaaaaa', past));
  account.add('security-group', 'sg-1', lease('aaaaaaaa', past));
  account.hold('i-1', ['sg-1']);
  const { left, removed } = await reap(account, 'aaaaaaaa');
  expect(left).toEqual([]);
  expect(removed).toEqual(['i-1', 'sg-1']);
});

test('a run that has renewed its lease since is left alone', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', lease('aaaaaaaa', past));
  account.add('image', 'ami-1', lease('aaaaaaaa', future, 'building'));
  expect(await reap(account, 'aaaaaaaa')).toEqual({ left: [], spared: [], removed: [] });
  expect(account.ids()).toEqual(['ami-1', 'i-1']);
});

test('nothing is known to be dead where a kind cannot be asked', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', lease('aaaaaaaa', past));
  account.hide('volume', new Error('UnauthorizedOperation'));
  await expect(findDeadRuns(account)).rejects.toThrow('UnauthorizedOperation');
});

test('a snapshot whose image went first is removed if EC2 made it since its Packer began, and any other is kept', async () => {
  const account = new FakeAccount();
  const made = { description: 'Created by CreateImage(i-0) for ami-0' };
  const began = Date.parse(past) - leaseMs;
  account.add('snapshot', 'snap-own', lease('aaaaaaaa', past, 'building'), { ...made, startedAt: began });
  account.add('snapshot', 'snap-older', lease('aaaaaaaa', past), { ...made, startedAt: began - 1 });
  account.add('snapshot', 'snap-data', lease('aaaaaaaa', past), { description: 'weights' });
  account.time += 24 * 3_600_000;
  const { left, spared, removed } = await reap(account, 'aaaaaaaa');
  expect([left, removed]).toEqual([[], ['snap-own']]);
  expect(account.ids()).toEqual(['snap-data', 'snap-older']);
  const reason = 'it has the tag, but was not created for an image of this run';
  expect(spared).toEqual([
    { what: 'snapshot snap-older', reason },
    { what: 'snapshot snap-data', reason },
  ]);
});

test('a copy is removed with its snapshots, which bear no tags; they are found again if only the copy went', async () => {
  const account = new FakeAccount('us-west-2');
  account.add('image', 'ami-2', lease('aaaaaaaa', past, 'building'), { snapshots: ['snap-2'] });
  account.add(
    'snapshot',
    'snap-2',
    {},
    { description: 'Copied for DestinationAmi ami-2 from SourceAmi ami-1' },
  );
  account.time += 24 * 3_600_000;
  const remove = account.remove.bind(account);
  account.remove = (kind, id) =>
    kind === 'snapshot' ? Promise.reject(new Error('InternalError')) : remove(kind, id);
  expect((await reap(account, 'aaaaaaaa')).removed).toEqual(['ami-2']);
  account.remove = remove;
  // Its lease counts from its own beginning.
  account.time += 3_600_000;
  expect((await reap(account, 'aaaaaaaa')).removed).toEqual(['snap-2']);
  expect(account.ids()).toEqual([]);
});

test('an end that no lease can have keeps nothing alive, and is none by itself', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', lease('aaaaaaaa', past));
  account.add('volume', 'vol-1', lease('aaaaaaaa', '2099-01-01T00:00:00Z'));
  account.add('instance', 'i-2', lease('bbbbbbbb', '2099-01-01T00:00:00Z'));
  expect((await findDeadRuns(account)).map(({ nonce }) => nonce)).toEqual(['aaaaaaaa']);
});

test('a tag that no run of this action writes belongs to no run, and is no pattern for those of others', async () => {
  const account = new FakeAccount();
  for (const nonce of ['*', 'a*', '????????', 'AABBCCDD', ''])
    account.add('volume', `vol-${nonce}`, lease(nonce, past));
  account.add('instance', 'i-live', lease('aabbccdd', future));
  expect(await findDeadRuns(account)).toEqual([]);
  expect(await reap(account, '*')).toEqual({ left: [], spared: [], removed: [] });
  expect(account.ids()).toContain('i-live');
});

test('a run that turns out to live between two passes is left alone from then on', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', lease('aaaaaaaa', past));
  account.add('security-group', 'sg-1', lease('aaaaaaaa', past));
  account.hold('i-1', ['sg-1']);
  account.later(() => account.add('volume', 'vol-1', lease('aaaaaaaa', future)));
  const { left, spared, removed } = await reap(account, 'aaaaaaaa');
  expect([left, removed, account.ids()]).toEqual([[], ['i-1'], ['sg-1', 'vol-1']]);
  expect(spared).toEqual([
    {
      what: 'all else of run aaaaaaaa',
      reason: 'its lease was renewed meanwhile, until 2026-01-01T00:10:00.000Z',
    },
  ]);
});

test('what a dead run has left is removed in as many passes as it takes, though less and less tells of its lease', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', lease('aaaaaaaa', past));
  account.add('image', 'ami-1', lease('aaaaaaaa', past, 'building'));
  account.later(() =>
    account.add('snapshot', 'snap-1', lease('aaaaaaaa', past), {
      description: 'Created by CreateImage(i-1) for ami-1',
    }),
  );
  expect((await reap(account, 'aaaaaaaa')).left).toEqual([]);
  expect(account.ids()).toEqual([]);
});

test('reaping a run ends where EC2 cannot be asked again whether it is dead', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', lease('aaaaaaaa', past));
  account.add('security-group', 'sg-1', lease('aaaaaaaa', past));
  account.hold('i-1', ['sg-1']);
  const wait = async () => account.hide('volume', new Error('InternalError'));
  const { left } = await reap(account, 'aaaaaaaa', { wait });
  expect(account.ids()).toEqual(['i-1', 'sg-1']);
  expect(left).toEqual([
    {
      what: 'all else of run aaaaaaaa',
      reason: 'EC2 could not be asked whether it is still dead: InternalError',
      refused: false,
    },
  ]);
});
