/** Whether a run is dead, by what its resources say. */
import { expect, test } from '@jest/globals';
import { isRunDead, noLeases, type RunIdentity, readLeases } from '../../../src/plan/leases.ts';
import { tagKeys } from '../../../src/tags.ts';
import { FakeAccount } from '../../helpers/account.ts';
import { image } from '../../helpers/images.ts';

const now = new Date('2026-01-01T12:00:00Z');
const past = '2026-01-01T11:59:00Z';
const future = '2026-01-01T12:10:00Z';
const nonce = 'aabbccdd';

function unfinished(expires: string | undefined, more: Readonly<Record<string, string>> = {}) {
  const end = expires === undefined ? {} : { [tagKeys.expires]: expires };
  return image({ tags: { [tagKeys.state]: 'building', [tagKeys.nonce]: nonce, ...end, ...more } });
}

async function isDead(account: FakeAccount, run: RunIdentity | null = null, expires = past) {
  const judged = unfinished(expires);
  return isRunDead(judged, now, await readLeases([judged], now, run, account));
}

test('a run is alive until the latest lease on any of its resources has ended', async () => {
  for (const kind of ['image', 'instance', 'volume', 'snapshot', 'security-group', 'key-pair'] as const) {
    const account = new FakeAccount();
    account.add('instance', 'i-0', { [tagKeys.nonce]: nonce, [tagKeys.expires]: past });
    expect(await isDead(account)).toBe(true);
    account.add(kind, 'it', { [tagKeys.nonce]: nonce, [tagKeys.expires]: future });
    expect(await isDead(account)).toBe(false);
  }
});

test('nothing is asked about an image whose own lease lasts', async () => {
  const account = new FakeAccount();
  account.findTagged = () => Promise.reject(new Error('asked'));
  expect(await isDead(account, null, future)).toBe(false);
  await expect(isDead(account)).rejects.toThrow('asked');
});

test('an earlier attempt of the same job of the same run is dead, and no other run', async () => {
  const account = new FakeAccount();
  const run = { repository: 'o/r', runId: '7', runAttempt: '2', job: 'amis' };
  const tags = {
    [tagKeys.repository]: 'o/r',
    [tagKeys.runId]: '7',
    [tagKeys.runAttempt]: '1',
    [tagKeys.job]: 'amis',
  };
  const leases = await readLeases([], now, run, account);
  expect(isRunDead(unfinished(future, tags), now, leases)).toBe(true);
  const others = [
    { [tagKeys.runAttempt]: '2' },
    { [tagKeys.runAttempt]: '3' },
    { [tagKeys.runId]: '8' },
    { [tagKeys.job]: 'other' },
    { [tagKeys.repository]: 'o/fork' },
  ];
  for (const other of others)
    expect(isRunDead(unfinished(future, { ...tags, ...other }), now, leases)).toBe(false);
});

test('an end that no lease can have counts as none', () => {
  expect(isRunDead(unfinished('2099-01-01T00:00:00Z'), now, noLeases)).toBe(true);
  expect(isRunDead({ ...unfinished('2099-01-01T00:00:00Z'), state: 'pending' }, now, noLeases)).toBe(false);
  expect(isRunDead(unfinished(undefined), now, noLeases)).toBe(true);
});
