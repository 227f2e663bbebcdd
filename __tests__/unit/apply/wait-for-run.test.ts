/** Waiting for an image of another run, with a clock that advances by waiting. */
import { expect, test } from '@jest/globals';
import { waitForOtherRun } from '../../../src/apply/wait-for-run.ts';
import type { PlannedPending } from '../../../src/plan/plan-item.ts';
import { FakeAccount } from '../../helpers/account.ts';
import { memoryLog } from '../../helpers/log.ts';

const recipe = { 'ami-action:fingerprint': 'f1', 'ami-action:ami': 'web' };
const building = { ...recipe, 'ami-action:state': 'building', 'ami-action:expires': '2026-01-02T00:00:00Z' };
const start = Date.parse('2026-01-01T00:00:00Z');

async function settle(account: FakeAccount, more: { timeoutMs?: number; cancel?: AbortController } = {}) {
  const [image] = await account.describeImages({ ids: ['ami-1'] });
  const item = {
    ami: 'web',
    fingerprint: 'f1',
    amiName: 'test-web-f1',
    copyRegions: [],
    image,
  } as unknown as PlannedPending;
  let time = start;
  account.time = start;
  return waitForOtherRun(item, {
    ec2: account,
    run: { repository: 'o/r', runId: '7', runAttempt: '1', job: 'amis' },
    log: memoryLog(),
    now: () => time,
    wait: async (ms) => {
      time += ms;
      account.time += ms;
      account.tick();
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
