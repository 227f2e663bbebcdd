import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
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
    amis: ['base'],
    packers: [],
    folders: [],
    ...more,
  };
}

/** A runner whose clock advances by waiting, and on which a Packer ends `endsAfter` ms after its SIGTERM. */
function fakeRunner(account: FakeAccount, endsAfter = Number.POSITIVE_INFINITY) {
  let time = 0;
  let toldAt: number | null = null;
  let killed = false;
  const log = memoryLog();
  const events: string[] = [];
  const options: CleanUpOptions = {
    processes: {
      isRunning: () => !killed && !(toldAt !== null && time >= toldAt + endsAfter),
      terminate: () => {
        events.push('SIGTERM');
        toldAt ??= time;
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

describe('finishing a run', () => {
  test('lets Packer end in order, and looks at AWS only then', async () => {
    const account = new FakeAccount();
    account.add('instance', 'i-1', { [tagKeys.nonce]: 'aabbccdd' });
    const { options, events, log } = fakeRunner(account, 30_000);
    expect(await cleanUpRun(lease({ packers: [packer] }), options)).toBe(true);
    expect(events).toEqual(['SIGTERM', 'AWS in eu-west-1']);
    expect(log.lines).toContain('info: Removed instance i-1');
    expect(account.ids()).toEqual([]);
  });

  test('kills a Packer that does not end, with time left for AWS', async () => {
    const { options, events, time } = fakeRunner(new FakeAccount());
    expect(await cleanUpRun(lease({ packers: [packer] }), options)).toBe(true);
    expect(events).toEqual(['SIGTERM', 'SIGKILL', 'AWS in eu-west-1']);
    expect(time()).toBeLessThan(180_000);
  });

  test('stays within its budget when something cannot be removed, and says so', async () => {
    const account = new FakeAccount();
    account.add('volume', 'vol-1', { [tagKeys.nonce]: 'aabbccdd' });
    account.refuse('vol-1', new Error('VolumeInUse'));
    const { options, log, time } = fakeRunner(account);
    expect(await cleanUpRun(lease({ packers: [packer] }), options)).toBe(false);
    expect(time()).toBeLessThanOrEqual(240_000);
    expect(log.lines.at(-1)).toBe(
      'warning: Left behind in AWS, as the time is up:\nvolume vol-1: VolumeInUse',
    );
  });

  test('asks nothing of AWS where no Packer was ever started', async () => {
    const { options, events } = fakeRunner(new FakeAccount());
    expect(await cleanUpRun(lease({ started: false }), options)).toBe(true);
    expect(events).toEqual([]);
  });

  test('removes the private folders even if AWS cannot be asked', async () => {
    const folder = temporaryFolder({ 'a.pkrvars.json': '{}' });
    const account = new FakeAccount();
    account.findTagged = () => Promise.reject(new Error('ExpiredToken'));
    const { options } = fakeRunner(account);
    await expect(cleanUpRun(lease({ folders: [folder] }), options)).rejects.toThrow('ExpiredToken');
    expect(existsSync(folder)).toBe(false);
  });
});
