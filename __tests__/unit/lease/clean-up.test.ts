/** Cleaning up after a run, against a fake account and a clock of its own. */
import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type CleanUpOptions, cleanUpRun } from '../../../src/lease/clean-up.ts';
import type { LeaseState } from '../../../src/lease/state.ts';
import { tagKeys } from '../../../src/tags.ts';
import { FakeAccount } from '../../helpers/account.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { memoryLog } from '../../helpers/log.ts';

const packer = { ami: 'base', pid: 4711, started: '1' };

function lease(more: Partial<LeaseState> = {}): LeaseState {
  return {
    nonce: 'aabbccdd',
    region: 'eu-west-1',
    open: true,
    started: true,
    packers: [],
    folders: [],
    ...more,
  };
}

/** Options whose clock advances by waiting, and under which a Packer ends `endsAfter` ms after SIGTERM. */
function createOptions(account: FakeAccount, endsAfter = Number.POSITIVE_INFINITY) {
  let time = 0;
  let terminatedAt: number | null = null;
  let killed = false;
  const log = memoryLog();
  const events: string[] = [];
  const options: CleanUpOptions = {
    processes: {
      isRunning: () => !killed && !(terminatedAt !== null && time >= terminatedAt + endsAfter),
      terminate: () => {
        events.push('SIGTERM');
        terminatedAt ??= time;
        return true;
      },
      killGroup: () => {
        events.push('SIGKILL');
        killed = true;
        return true;
      },
    },
    ec2: (region) => {
      events.push(`AWS in ${region}`);
      return account;
    },
    log,
    now: () => time,
    wait: async (ms) => {
      time += ms;
      account.tick();
    },
    budgetMs: 240_000,
  };
  return { options, events, log, time: () => time };
}

test('clean-up lets Packer end in order before it looks at AWS', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', { [tagKeys.nonce]: 'aabbccdd' });
  const { options, events, log } = createOptions(account, 30_000);
  expect(await cleanUpRun(lease({ packers: [packer] }), options)).toBe(true);
  expect(events).toEqual(['SIGTERM', 'AWS in eu-west-1']);
  expect(log.lines).toContain('info: Removed instance i-1');
  expect(account.ids()).toEqual([]);
});

test('clean-up kills a Packer that does not end, with time left for AWS', async () => {
  const { options, events, time } = createOptions(new FakeAccount());
  expect(await cleanUpRun(lease({ packers: [packer] }), options)).toBe(true);
  expect(events).toEqual(['SIGTERM', 'SIGKILL', 'AWS in eu-west-1']);
  expect(time()).toBeLessThan(180_000);
});

test('clean-up stays within its budget when something cannot be removed, and says so', async () => {
  const account = new FakeAccount();
  account.add('volume', 'vol-1', { [tagKeys.nonce]: 'aabbccdd' });
  account.refuse('vol-1', new Error('VolumeInUse'));
  const { options, log, time } = createOptions(account);
  expect(await cleanUpRun(lease({ packers: [packer] }), options)).toBe(false);
  expect(time()).toBeLessThanOrEqual(240_000);
  expect(log.lines.at(-1)).toBe(
    'warning: Left behind in AWS, as the time to clean up has run out:\nvolume vol-1: VolumeInUse',
  );
});

test('clean-up asks AWS nothing if no Packer was ever started', async () => {
  const { options, events } = createOptions(new FakeAccount());
  expect(await cleanUpRun(lease({ started: false }), options)).toBe(true);
  expect(events).toEqual([]);
});

test('clean-up removes the private folders even if AWS cannot be asked', async () => {
  const folder = temporaryFolder({ 'a.pkrvars.json': '{}' });
  const account = new FakeAccount();
  account.findTagged = () => Promise.reject(new Error('ExpiredToken'));
  const { options } = createOptions(account);
  await expect(cleanUpRun(lease({ folders: [folder] }), options)).rejects.toThrow('ExpiredToken');
  expect(existsSync(folder)).toBe(false);
});
