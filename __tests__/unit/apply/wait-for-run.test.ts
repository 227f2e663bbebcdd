/** Waiting for an image of another run, with a clock that advances by waiting. */
import { expect, test } from '@jest/globals';
import { waitForOtherRun } from '../../../src/apply/wait-for-run.ts';
import { FakeAccount } from '../../helpers/account.ts';
import { memoryLog } from '../../helpers/log.ts';
import { plannedPending } from './planned.ts';

const recipe = { 'ami-action:fingerprint': 'f1', 'ami-action:ami': 'web' };
const lease = { 'ami-action:nonce': '0123456789abcdef' };
const building = {
  ...recipe,
  ...lease,
  'ami-action:state': 'building',
  'ami-action:expires': '2026-01-02T00:00:00Z',
};
const start = Date.parse('2026-01-01T00:00:00Z');

interface Settings {
  readonly timeoutMs?: number;
  readonly cancel?: AbortController;
  /** The account in us-west-2, where copies are. */
  readonly west?: FakeAccount;
}

async function settle(account: FakeAccount, more: Settings = {}) {
  const { west } = more;
  const item = { ...plannedPending('ami-1', building), copyRegions: west === undefined ? [] : ['us-west-2'] };
  let time = start;
  account.time = start;
  return waitForOtherRun(item, {
    region: 'us-east-1',
    ec2: (region) => (region === 'us-west-2' && west !== undefined ? west : account),
    run: { repository: 'o/r', runId: '7', runAttempt: '1', job: 'amis' },
    log: memoryLog(),
    now: () => time,
    wait: async (ms) => {
      time += ms;
      account.time += ms;
      account.tick();
      west?.tick();
    },
    cancelled: (more.cancel ?? new AbortController()).signal,
    timeoutMs: more.timeoutMs ?? 3_600_000,
  });
}

test('an AMI of another run is waited for until it is finished', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', building, { state: 'pending' });
  account.later(() => account.add('image', 'ami-1', building));
  account.later(() => account.add('image', 'ami-1', { ...recipe, 'ami-action:state': 'available' }));
  expect(await settle(account)).toBeNull();
});

test('an AMI of another run is waited for until its copies are seen as finished as well', async () => {
  const done = { ...recipe, ...lease, 'ami-action:state': 'available' };
  const account = new FakeAccount();
  const west = new FakeAccount('us-west-2');
  account.add('image', 'ami-1', done);
  west.add('image', 'ami-copy', building);
  west.later(() => west.later(() => west.add('image', 'ami-copy', done)));
  expect(await settle(account, { west })).toBeNull();
  expect(west.tagsOf('ami-copy')).toEqual(done);
});

test('an AMI of another run is waited for until it has failed', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', building, { state: 'pending' });
  account.later(() => account.add('image', 'ami-1', building, { state: 'failed' }));
  expect(await settle(account)).toBeNull();
});

test('an AMI of another run is waited for until its lease has expired', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', { ...building, 'ami-action:expires': '2026-01-01T00:30:00Z' });
  expect(await settle(account)).toBeNull();
});

test('an AMI of another run is waited for no longer than the timeout', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', building, { state: 'pending' });
  expect(await settle(account, { timeoutMs: 60_000 })).toEqual({
    result: 'timed-out',
    cause: expect.stringMatching(/still building ami-1, .*timeout allows \(60 s\)/),
  });
});

test('waiting for another run is not ended by an image that the plan has not taken', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-0', { ...recipe, 'ami-action:state': 'available' });
  account.add('image', 'ami-1', building, { state: 'pending' });
  const done = { ...recipe, ...lease, 'ami-action:state': 'available' };
  account.later(() => account.later(() => account.add('image', 'ami-1', done)));
  expect(await settle(account)).toBeNull();
  expect(account.tagsOf('ami-1')).toEqual(done);
});

test('waiting for another run ends after a cancel, and if AWS cannot be asked', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', building, { state: 'pending' });
  const cancel = new AbortController();
  cancel.abort();
  expect(await settle(account, { cancel })).toMatchObject({ result: 'cancelled' });
  let calls = 0;
  const describe = account.describeImages.bind(account);
  account.describeImages = (query) =>
    calls++ === 0 ? describe(query) : Promise.reject(new Error('ExpiredToken'));
  expect(await settle(account)).toMatchObject({
    result: 'failed',
    cause: expect.stringContaining('ExpiredToken'),
  });
});
