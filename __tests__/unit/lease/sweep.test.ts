/** The sweep: what it removes by the run's tag, in which order, and what it spares. */
import { expect, test } from '@jest/globals';
import type { ResourceKind } from '../../../src/aws/types.ts';
import { sweep } from '../../../src/lease/sweep.ts';
import { tagKeys } from '../../../src/tags.ts';
import { FakeAccount } from '../../helpers/account.ts';

const nonce = { [tagKeys.nonce]: 'aabbccdd' };

/** Instances end between two passes. */
function sweepAccount(account: FakeAccount) {
  return sweep({
    ec2: account,
    key: tagKeys.nonce,
    value: 'aabbccdd',
    pause: async (pass) => {
      account.tick();
      return pass < 8;
    },
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
  account.add('snapshot', 'snap-1', nonce);
  account.add('image', 'ami-2', nonce, { snapshots: ['snap-2'], state: 'pending' });
  account.later(() => account.add('snapshot', 'snap-2', nonce));
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
  account.add('snapshot', 'snap-1', { ...nonce, [tagKeys.state]: 'available' });
  account.add('snapshot', 'snap-2', nonce);
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
  expect(left.map(({ resource, reason }) => [resource.id, reason])).toEqual([
    ['sg-1', 'DependencyViolation: in use'],
  ]);
});

test('the sweep fails if AWS cannot be asked', async () => {
  const account = new FakeAccount();
  account.findTagged = () => Promise.reject(new Error('ExpiredToken'));
  await expect(sweepAccount(account)).rejects.toThrow('ExpiredToken');
});
