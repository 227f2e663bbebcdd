/** Cleaning up after a run, against a fake account and a clock of its own. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type CleanUpOptions, cleanUpRun } from '../../../src/lease/clean-up.ts';
import type { LeaseState } from '../../../src/lease/state.ts';
import { tagKeys } from '../../../src/tags.ts';
import { FakeAccount } from '../../helpers/account.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { openLease } from '../../helpers/lease.ts';
import { memoryLog } from '../../helpers/log.ts';

const packer = { ami: 'base', pid: 4711, started: '1' };

function lease(more: Partial<LeaseState> = {}): LeaseState {
  return openLease({ nonce: 'aabbccdd', region: 'eu-west-1', ...more });
}

/** Options whose clock advances by waiting, and under which a Packer ends `endsAfter` ms after SIGTERM. */
function createOptions(account: FakeAccount, endsAfter = Number.POSITIVE_INFINITY) {
  let time = 0;
  let terminatedAt: number | null = null;
  let killed = false;
  const isRunning = () => !killed && !(terminatedAt !== null && time >= terminatedAt + endsAfter);
  const log = memoryLog();
  const events: string[] = [];
  const options: CleanUpOptions = {
    processes: {
      isRunning,
      terminate: () => {
        events.push('SIGTERM');
        terminatedAt ??= time;
        return true;
      },
      killGroup: () => {
        events.push(isRunning() ? 'SIGKILL' : 'SIGKILL to what it left');
        killed = true;
        return true;
      },
    },
    ec2: (region) => {
      events.push(`AWS in ${region}`);
      return account;
    },
    env: { RUNNER_TEMP: '/runner' },
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
  expect(events).toEqual(['SIGTERM', 'SIGKILL to what it left', 'AWS in eu-west-1']);
  expect(log.lines).toContain('info: Removed instance i-1');
  expect(account.ids()).toEqual([]);
});

test('clean-up removes unfinished copies with their snapshots in every region, and finished ones in none', async () => {
  const accounts = { 'eu-west-1': new FakeAccount('eu-west-1'), 'us-west-2': new FakeAccount('us-west-2') };
  const building = { [tagKeys.nonce]: 'aabbccdd', [tagKeys.state]: 'building' };
  const available = { [tagKeys.nonce]: 'aabbccdd', [tagKeys.state]: 'available' };
  const nameOf = (region: string) => region.slice(0, 2);
  for (const [region, account] of Object.entries(accounts)) {
    const name = nameOf(region);
    account.add('image', `ami-${name}`, building, { snapshots: [`snap-${name}`] });
    // Snapshots get their tags when everything is copied.
    const description = `Copied for DestinationAmi ami-${name} from SourceAmi ami-0`;
    account.add('snapshot', `snap-${name}`, {}, { description });
    account.add('image', `ami-done-${name}`, available, { snapshots: [`snap-done-${name}`] });
    account.add('snapshot', `snap-done-${name}`, {});
  }
  const { options, log } = createOptions(new FakeAccount());
  const ec2 = (region: string) => accounts[region === 'us-west-2' ? region : 'eu-west-1'];
  expect(await cleanUpRun(lease({ copyRegions: ['us-west-2'] }), { ...options, ec2 })).toBe(true);
  expect(Object.values(accounts).map((account) => account.ids())).toEqual([
    ['ami-done-eu', 'snap-done-eu'],
    ['ami-done-us', 'snap-done-us'],
  ]);
  expect(log.lines).toContain('info: Removed image ami-us in us-west-2');
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
    'warning: May be left behind in eu-west-1, with the tag ami-action:nonce=aabbccdd:\nvolume vol-1: VolumeInUse',
  );
});

test('clean-up asks AWS nothing if no Packer was ever started', async () => {
  const { options, events } = createOptions(new FakeAccount());
  expect(await cleanUpRun(lease({ started: false }), options)).toBe(true);
  expect(events).toEqual([]);
});

test('clean-up names each kind that AWS does not let it look for, and does not wait for it', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', { [tagKeys.nonce]: 'aabbccdd' });
  account.hide('spot-request', Object.assign(new Error('no'), { name: 'UnauthorizedOperation' }));
  const { options, log, time } = createOptions(account);
  expect(await cleanUpRun(lease(), options)).toBe(false);
  expect(account.ids()).toEqual([]);
  expect(log.lines.at(-1)).toMatch(/nonce=aabbccdd:\nevery spot-request: no$/);
  expect(time()).toBeLessThan(30_000);
});

test('clean-up does not say that nothing is left where templates take no run tags', async () => {
  const { options, log } = createOptions(new FakeAccount());
  const made = [{ ami: 'web', what: 'instance i-1' }];
  expect(await cleanUpRun(lease({ unleased: ['web'], made }), options)).toBe(true);
  expect(log.lines.join('\n')).not.toContain('lists nothing');
  expect(log.lines.at(-1)).toMatch(
    /^warning: What Packer made for web .* cannot be known: .*instance i-1 \(web\)/,
  );
});

test('clean-up names the temporary roles of a Packer that was killed, and of no other', async () => {
  const made = [
    { ami: 'base', what: 'role packer-1' },
    { ami: 'web', what: 'role packer-2' },
    { ami: 'base', what: 'instance i-1' },
  ];
  const state = lease({ packers: [packer], made });
  const killed = createOptions(new FakeAccount());
  await cleanUpRun(state, killed.options);
  expect(killed.log.lines.at(-1)).toMatch(/^warning: Packer was killed, .* IAM, .*: role packer-1 \(base\)$/);
  const inOrder = createOptions(new FakeAccount(), 1_000);
  await cleanUpRun(state, inOrder.options);
  expect(inOrder.log.lines.join('\n')).not.toContain('packer-1');
});

test('clean-up deletes the private folders even if AWS cannot be asked, and no other folder', async () => {
  const temporary = temporaryFolder({
    'ami-action-private-1/a.pkrvars.json': '{}',
    'mine/file': 'x',
    'mine/ami-action-private-2/file': 'x',
  });
  const path = (name: string) => join(temporary, name);
  const account = new FakeAccount();
  account.findTagged = () => Promise.reject(new Error('ExpiredToken'));
  const { options } = createOptions(account);
  const folders = [
    'ami-action-private-1',
    'mine',
    'mine/ami-action-private-2',
    'ami-action-private-1/../mine',
  ];
  const env = { RUNNER_TEMP: temporary };
  expect(await cleanUpRun(lease({ folders: folders.map(path) }), { ...options, env })).toBe(false);
  expect(existsSync(path('ami-action-private-1'))).toBe(false);
  expect(existsSync(path('mine/file'))).toBe(true);
  expect(existsSync(path('mine/ami-action-private-2/file'))).toBe(true);
});

test('clean-up tags what was confirmed and not yet tagged when main was killed, its snapshots too, and keeps it', async () => {
  const account = new FakeAccount('eu-west-1');
  const building = { [tagKeys.nonce]: 'aabbccdd', [tagKeys.state]: 'building' };
  account.add('image', 'ami-1', building, { snapshots: ['snap-1'] });
  account.add('snapshot', 'snap-1', building, { description: 'Created by CreateImage(i-1) for ami-1' });
  account.add('image', 'ami-2', building);
  const { options, log } = createOptions(account);
  expect(await cleanUpRun(lease({ finished: ['ami-1', 'snap-1'] }), options)).toBe(true);
  expect(account.ids()).toEqual(['ami-1', 'snap-1']);
  const [image] = await account.describeImages({ ids: ['ami-1'] });
  const [snapshot] = await account.describeSnapshots(['snap-1']);
  expect([image?.tags[tagKeys.state], snapshot?.tags[tagKeys.state]]).toEqual(['available', 'available']);
  expect(log.lines).toContain(
    'info: Tagged image ami-1 in eu-west-1 as finished: the run was stopped before it could',
  );
});

test('clean-up says of finished images that may not be tagged what becomes of them', async () => {
  const account = new FakeAccount('eu-west-1');
  account.add('image', 'ami-1', { [tagKeys.nonce]: 'aabbccdd', [tagKeys.state]: 'building' });
  account.refuse('ami-1', new Error('no'));
  const { options, log } = createOptions(account);
  expect(await cleanUpRun(lease({ finished: ['ami-1'] }), options)).toBe(true);
  expect(account.ids()).toEqual(['ami-1']);
  expect(log.lines).toContain(
    'warning: Finished images of this run in eu-west-1 could not be tagged as finished, so a later run removes them and builds ' +
      'again: ami-1: no',
  );
});

test('clean-up finds an image that Packer left without tags, by its id, and takes no older one and no finished one for it', async () => {
  const account = new FakeAccount();
  const since = account.time + 500;
  account.add('image', 'ami-1', {}, { state: 'pending' });
  account.add('image', 'ami-older', {}, { startedAt: account.time - 1000 });
  account.add('image', 'ami-done', {});
  account.add('image', 'ami-other', { [tagKeys.nonce]: '11223344' });
  const { options, log } = createOptions(account, 1_000);
  const ids = ['ami-1', 'ami-older', 'ami-done', 'ami-other', 'ami-gone'];
  const images = ids.map((id) => ({ ami: 'web', id }));
  const state = lease({ since, images, finished: ['ami-done'], packers: [packer] });
  expect(await cleanUpRun(state, options)).toBe(true);
  expect(account.ids()).toEqual(['ami-done', 'ami-older', 'ami-other']);
  expect(log.lines).toContain('info: Removed image ami-1');
});

test('clean-up names an image that may not be tagged, and so not be found or removed', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', {}, { state: 'pending' });
  account.refuse('ami-1', new Error('UnauthorizedOperation'));
  const { options, log } = createOptions(account);
  const state = lease({ since: account.time, images: [{ ami: 'web', id: 'ami-1' }] });
  expect(await cleanUpRun(state, options)).toBe(false);
  expect(log.lines.at(-1)).toBe(
    'warning: May be left behind in eu-west-1, without tags of this run:\nimage ami-1 (web): it could not be given any: UnauthorizedOperation',
  );
  expect(log.lines.join('\n')).not.toContain('lists nothing');
});

test('clean-up says that it cannot look in regions that only Packer knew, and not that nothing is left', async () => {
  const { options, log } = createOptions(new FakeAccount());
  expect(await cleanUpRun(lease({ unknownRegions: ['web'] }), options)).toBe(true);
  expect(log.lines.join('\n')).not.toContain('lists nothing');
  expect(log.lines.at(-1)).toBe(
    'warning: The regions that web is copied to are known only during the build, so they were not looked at: unfinished copies ' +
      'there have the tag ami-action:nonce=aabbccdd.',
  );
});
