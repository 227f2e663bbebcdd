/** Renewing a run's lease, in a fake account. */
import { afterEach, expect, jest, test } from '@jest/globals';
import { findDeadRuns } from '../../../src/lease/reap.ts';
import { leaseMs, renewLease, startRenewal } from '../../../src/lease/renewal.ts';
import { tagKeys } from '../../../src/tags.ts';
import { FakeAccount } from '../../helpers/account.ts';
import { memoryLog } from '../../helpers/log.ts';

const nonce = 'aabbccdd';
const tags = { [tagKeys.nonce]: nonce, [tagKeys.expires]: '2026-01-01T00:01:00Z' };

afterEach(() => {
  jest.useRealTimers();
});

test('the lease is renewed by EC2’s clock, on all that the run has and has not finished', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', tags);
  account.add('instance', 'i-ending', tags, { state: 'shutting-down' });
  account.add('volume', 'vol-ending', tags, { state: 'deleting' });
  account.add('image', 'ami-1', { ...tags, [tagKeys.state]: 'building' });
  account.add('image', 'ami-done', { ...tags, [tagKeys.state]: 'available' });
  account.add('security-group', 'sg-1', tags);
  account.add('key-pair', 'a name', tags);
  await renewLease({ nonce, ec2: account });
  expect(account.calls).toEqual(['createTags i-1 ami-1 sg-1']);
  for (const id of ['i-1', 'ami-1', 'sg-1'])
    expect(account.tagsOf(id)?.[tagKeys.expires]).toBe('2026-01-01T00:15:00Z');
});

test('one resource that has just gone keeps the others from nothing, and a kind that cannot be asked neither', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', tags);
  account.add('security-group', 'sg-1', tags);
  account.refuse('sg-1', new Error('InvalidGroup.NotFound'));
  account.hide('spot-request', new Error('UnauthorizedOperation'));
  await renewLease({ nonce, ec2: account });
  expect(account.tagsOf('i-1')?.[tagKeys.expires]).toBe('2026-01-01T00:15:00Z');
  account.hide('instance', new Error('InternalError'));
  await expect(renewLease({ nonce, ec2: account })).rejects.toThrow('InvalidGroup.NotFound');
});

test('a run lives on when the Packer whose machine was renewed has ended', async () => {
  const account = new FakeAccount();
  const born = { ...tags, [tagKeys.expires]: '2026-01-01T00:15:00Z' };
  for (const [kind, id] of [
    ['instance', 'i-A'],
    ['instance', 'i-B'],
    ['security-group', 'sg-B'],
  ] as const)
    account.add(kind, id, born);
  account.time += 12 * 60_000;
  await renewLease({ nonce, ec2: account });
  account.time += 5 * 60_000;
  await account.remove('instance', 'i-A');
  account.tick();
  expect(await findDeadRuns(account)).toEqual([]);
});

test('a run without resources has no lease to renew', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-other', { [tagKeys.nonce]: '11223344' });
  await renewLease({ nonce, ec2: account });
  expect(account.calls).toEqual([]);
});

test('the lease is renewed three times before it ends, until the run does; a failure is a warning', async () => {
  jest.useFakeTimers();
  const account = new FakeAccount();
  account.add('instance', 'i-1', tags);
  const log = memoryLog();
  const renewal = startRenewal({ nonce, ec2: account, log });
  await jest.advanceTimersByTimeAsync(leaseMs - 1);
  expect(account.calls).toEqual(['createTags i-1', 'createTags i-1', 'createTags i-1']);
  account.refuse('i-1', new Error('RequestLimitExceeded'));
  await jest.advanceTimersByTimeAsync(leaseMs / 3);
  expect(log.lines[0]).toMatch(
    /^warning: The lease of this run could not be renewed: RequestLimitExceeded\./,
  );
  account.calls.length = 0;
  renewal.renew();
  await renewal.end();
  expect(account.calls).toEqual(['createTags i-1', 'createTags i-1']);
  account.calls.length = 0;
  await jest.advanceTimersByTimeAsync(leaseMs);
  expect(account.calls).toEqual([]);
});
