/** The sweep: what it removes by the run's tag, in which order, and what it spares. */
import { expect, test } from '@jest/globals';
import type { ResourceKind } from '../../../src/aws/types.ts';
import { type SweepOptions, sweep } from '../../../src/lease/sweep.ts';
import { tagKeys } from '../../../src/tags.ts';
import { FakeAccount } from '../../helpers/account.ts';

const madeFor = (id: string) => ({ description: `Created by CreateImage(i-1) for ${id}` });
const nonce = { [tagKeys.nonce]: 'aabbccdd' };

/** Instances end between two passes. */
function sweepAccount(account: FakeAccount, more: Partial<SweepOptions> = {}) {
  const since = account.time;
  return sweep({
    ec2: account,
    key: tagKeys.nonce,
    value: 'aabbccdd',
    finished: new Set(),
    since: () => since,
    quietPasses: 1,
    pause: async (pass) => {
      account.tick();
      return pass < 8;
    },
    ...more,
  });
}

test('the sweep removes all kinds, and what an instance holds only after the instance has ended', async () => {
  const account = new FakeAccount();
  const kinds: ResourceKind[] = [
    'security-group',
    'volume',
    'key-pair',
    'launch-template',
    'spot-request',
    'instance',
  ];
  for (const kind of kinds) account.add(kind, `${kind}-1`, nonce);
  account.hold('instance-1', ['volume-1', 'security-group-1']);
  const { removed, left } = await sweepAccount(account);
  expect(left).toEqual([]);
  expect(removed.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
  expect(account.ids()).toEqual([]);
  expect(account.calls.indexOf('remove instance-1')).toBeLessThan(account.calls.indexOf('remove key-pair-1'));
});

test('the sweep removes an unfinished image and the snapshots that appear after it', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', { ...nonce, [tagKeys.state]: 'building' }, { snapshots: ['snap-1'] });
  account.add('snapshot', 'snap-1', nonce, madeFor('ami-1'));
  account.add('image', 'ami-2', nonce, { snapshots: ['snap-2'], state: 'pending' });
  account.later(() => account.add('snapshot', 'snap-2', nonce, madeFor('ami-2')));
  const { left } = await sweepAccount(account);
  expect(left).toEqual([]);
  expect(account.ids()).toEqual([]);
});

test('the sweep spares finished images, their snapshots even without the tag, and everything of other runs', async () => {
  const account = new FakeAccount();
  account.add(
    'image',
    'ami-1',
    { ...nonce, [tagKeys.state]: 'available' },
    { snapshots: ['snap-1', 'snap-2'] },
  );
  account.add('snapshot', 'snap-1', { ...nonce, [tagKeys.state]: 'available' }, madeFor('ami-1'));
  account.add('snapshot', 'snap-2', nonce, madeFor('ami-1'));
  account.add('instance', 'i-other', { [tagKeys.nonce]: '11223344' });
  account.add('instance', 'i-none', {});
  const { removed, left } = await sweepAccount(account);
  expect([removed, left]).toEqual([[], []]);
  expect(account.ids()).toEqual(['ami-1', 'i-none', 'i-other', 'snap-1', 'snap-2']);
});

test('the sweep says what is left when the time is up, and why', async () => {
  const account = new FakeAccount();
  account.add('security-group', 'sg-1', nonce);
  account.refuse('sg-1', new Error('DependencyViolation: in use'));
  const { removed, left } = await sweepAccount(account);
  expect(removed).toEqual([]);
  expect(left.map(({ what, reason }) => [what, reason])).toEqual([
    ['security-group sg-1', 'DependencyViolation: in use'],
  ]);
});

test('the sweep removes all that it can where a kind cannot be looked for', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', nonce);
  account.add('security-group', 'sg-1', nonce);
  account.hide('launch-template', Object.assign(new Error('no'), { name: 'UnauthorizedOperation' }));
  expect((await sweepAccount(account)).left).toEqual([
    { what: 'every launch-template', reason: 'no', refused: true },
  ]);
  expect(account.ids()).toEqual([]);
});

test('the sweep spares what the state calls finished, whatever its tags say', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', nonce, { snapshots: ['snap-1'] });
  account.add('snapshot', 'snap-1', nonce, madeFor('ami-1'));
  const { removed } = await sweepAccount(account, { finished: new Set(['ami-1', 'snap-1']) });
  expect(removed).toEqual([]);
  expect(account.ids()).toEqual(['ami-1', 'snap-1']);
});

test('the sweep spares snapshots that only bear the tag, and an image of before the run', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', nonce, { snapshots: ['snap-data', 'snap-older'] });
  account.add('snapshot', 'snap-data', nonce, { description: 'weights' });
  const older = { ...madeFor('ami-0'), startedAt: account.time - 1 };
  account.add('snapshot', 'snap-older', nonce, older);
  const { left, spared } = await sweepAccount(account);
  expect(account.ids()).toEqual(['snap-data', 'snap-older']);
  expect([left, spared.map(({ what }) => what)]).toEqual([[], ['snapshot snap-data', 'snapshot snap-older']]);
});

test('the sweep looks again for what EC2 lists late', async () => {
  const account = new FakeAccount();
  account.later(() => account.add('instance', 'i-1', nonce));
  expect((await sweepAccount(account, { quietPasses: 3 })).removed.map(({ id }) => id)).toEqual(['i-1']);
  expect(account.ids()).toEqual([]);
});

test.each([
  { state: 'available', snapshots: ['snap-c'] },
  { state: 'pending', snapshots: [] },
])(
  'the sweep keeps a $state unfinished image whose snapshots may not be tagged, as nothing else leads to them',
  async (image) => {
    const account = new FakeAccount();
    account.add('image', 'ami-c', nonce, image);
    account.add(
      'snapshot',
      'snap-c',
      {},
      { description: 'Copied for DestinationAmi ami-c from SourceAmi ami-1' },
    );
    account.refuse('snap-c', Object.assign(new Error('no'), { name: 'UnauthorizedOperation' }));
    const { left } = await sweepAccount(account);
    expect(account.ids()).toEqual(['ami-c', 'snap-c']);
    expect(left).toEqual([
      {
        what: 'image ami-c',
        reason: 'its snapshot snap-c could not be tagged, and would be lost without it: no',
        refused: true,
      },
    ]);
  },
);

test('the sweep removes the snapshots of a copy that named none yet when it was removed, and none of another image', async () => {
  const account = new FakeAccount();
  const copied = (id: string) => ({ description: `Copied for DestinationAmi ${id} from SourceAmi ami-1` });
  account.add('image', 'ami-c', nonce, { state: 'pending' });
  account.later(() => {
    account.add('snapshot', 'snap-c', {}, copied('ami-c'));
    account.add('snapshot', 'snap-other', {}, copied('ami-c0'));
  });
  const { left } = await sweepAccount(account, { quietPasses: 2 });
  expect([left, account.ids()]).toEqual([[], ['snap-other']]);
});

test('the sweep names a snapshot of an image that is gone which may not be tagged', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-c', nonce, { state: 'pending' });
  const description = 'Copied for DestinationAmi ami-c from SourceAmi ami-1';
  account.later(() => account.add('snapshot', 'snap-c', {}, { description }));
  account.refuse('snap-c', Object.assign(new Error('no'), { name: 'UnauthorizedOperation' }));
  const { left } = await sweepAccount(account, { quietPasses: 2 });
  const reason = 'its snapshot snap-c could not be tagged, and would be lost without it: no';
  expect(left).toEqual([{ what: 'image ami-c, which is gone', reason, refused: true }]);
});

test('the sweep spares the snapshots of an image that the state calls finished, though neither is tagged so yet', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', nonce, { snapshots: ['snap-1'] });
  account.add('snapshot', 'snap-1', nonce, madeFor('ami-1'));
  const { removed, left, spared } = await sweepAccount(account, { finished: new Set(['ami-1']) });
  expect([removed, left]).toEqual([[], []]);
  expect(spared).toEqual([{ what: 'snapshot snap-1', reason: 'it belongs to a finished image' }]);
});

test('the sweep waits for what is ending, and does not try to remove it again', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', nonce, { state: 'shutting-down' });
  account.add('volume', 'vol-1', nonce, { state: 'deleting' });
  const { left } = await sweepAccount(account, { pause: async () => false });
  expect(account.calls.filter((call) => call.startsWith('remove'))).toEqual([]);
  expect(left.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
    'instance i-1: it is shutting-down',
    'volume vol-1: it is deleting',
  ]);
});
