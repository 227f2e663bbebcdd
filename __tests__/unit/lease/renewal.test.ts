/** Renewing a run's lease, in a fake account. */
import { afterEach, expect, jest, test } from '@jest/globals';
import { leaseMs, renewLease, startRenewal } from '../../../src/lease/renewal.ts';
import { tagKeys } from '../../../src/tags.ts';
import { FakeAccount } from '../../helpers/account.ts';
import { memoryLog } from '../../helpers/log.ts';

const nonce = 'aabbccdd';
const tags = { [tagKeys.nonce]: nonce, [tagKeys.expires]: '2026-01-01T00:01:00Z' };

afterEach(() => {
  jest.useRealTimers();
});

test('the lease is renewed by EC2’s clock, on an unfinished image before all else', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', tags);
  await renewLease({ nonce, ec2: account });
  expect(account.tagsOf('i-1')?.[tagKeys.expires]).toBe('2026-01-01T00:15:00Z');
  account.add('image', 'ami-done', { ...tags, [tagKeys.state]: 'available' });
  account.add('image', 'ami-1', { ...tags, [tagKeys.state]: 'building' });
  account.time += leaseMs;
  await renewLease({ nonce, ec2: account });
  expect(account.tagsOf('ami-1')?.[tagKeys.expires]).toBe('2026-01-01T00:30:00Z');
  expect(account.tagsOf('i-1')?.[tagKeys.expires]).toBe('2026-01-01T00:15:00Z');
  expect(account.tagsOf('ami-done')?.[tagKeys.expires]).toBe('2026-01-01T00:01:00Z');
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
  const end = startRenewal({ nonce, ec2: account, log });
  await jest.advanceTimersByTimeAsync(leaseMs - 1);
  expect(account.calls).toEqual(['createTags i-1', 'createTags i-1', 'createTags i-1']);
  account.refuse('i-1', new Error('RequestLimitExceeded'));
  await jest.advanceTimersByTimeAsync(leaseMs / 3);
  expect(log.lines[0]).toMatch(
    /^warning: The lease of this run could not be renewed: RequestLimitExceeded\./,
  );
  end();
  account.calls.length = 0;
  await jest.advanceTimersByTimeAsync(leaseMs);
  expect(account.calls).toEqual([]);
});
