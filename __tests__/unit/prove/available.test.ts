/** Built images, confirmed by EC2. */
import { expect, test } from '@jest/globals';
import { confirmAvailable } from '../../../src/prove/available.ts';
import { FakeAccount } from '../../helpers/account.ts';

const tags = { 'ami-action:state': 'available' };

/** The account's clock advances by waiting. */
function confirm(account: FakeAccount, ids: readonly string[]) {
  return confirmAvailable(
    ids.map((id) => ({ id, tags })),
    account,
    async () => account.tick(),
  );
}

test('available images are tagged as finished, with their snapshots', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', { a: 'b' }, { snapshots: ['snap-1'] });
  account.add('snapshot', 'snap-1', {});
  const confirmed = await confirm(account, ['ami-1']);
  expect(confirmed.get('ami-1')).toMatchObject({
    ok: true,
    image: { id: 'ami-1', tags: { a: 'b', ...tags } },
  });
  expect(account.tagsOf('ami-1')).toEqual({ a: 'b', ...tags });
  expect(account.tagsOf('snap-1')).toEqual(tags);
});

test('images are looked up together, and again if EC2 is late', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', {});
  account.add('image', 'ami-2', {}, { state: 'pending' });
  account.later(() => account.add('image', 'ami-2', {}));
  const confirmed = await confirm(account, ['ami-1', 'ami-2']);
  expect([...confirmed.values()].map(({ ok }) => ok)).toEqual([true, true]);
  expect(account.calls.filter((call) => call === 'describeImages')).toHaveLength(2);
});

test('an image that is not available is not tagged, and its cause says why', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', {}, { state: 'failed' });
  account.add('image', 'ami-2', {}, { state: 'pending' });
  const confirmed = await confirm(account, ['ami-1', 'ami-2', 'ami-3']);
  expect(confirmed.get('ami-1')).toEqual({
    ok: false,
    cause: 'Packer made ami-1, but it is failed (it failed), not available',
  });
  expect(confirmed.get('ami-2')).toMatchObject({ ok: false, cause: expect.stringContaining('pending') });
  expect(confirmed.get('ami-3')).toMatchObject({
    ok: false,
    cause: expect.stringContaining("doesn't list it"),
  });
  expect(account.tagsOf('ami-1')).toEqual({});
});
