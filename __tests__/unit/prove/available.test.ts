import { describe, expect, test } from '@jest/globals';
import { confirmAvailable } from '../../../src/prove/available.ts';
import { FakeAccount } from '../../helpers/account.ts';

const tags = { 'ami-action:state': 'available' };

/** Time goes on by waiting. */
function confirm(account: FakeAccount, ids: readonly string[]) {
  return confirmAvailable(
    ids.map((id) => ({ id, tags })),
    account,
    async () => account.tick(),
  );
}

describe('confirming images', () => {
  test('marks what is available as finished, with its snapshots', async () => {
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

  test('asks for all together, and again where EC2 is late', async () => {
    const account = new FakeAccount();
    account.add('image', 'ami-1', {});
    account.add('image', 'ami-2', {}, { state: 'pending' });
    account.later(() => account.add('image', 'ami-2', {}));
    const confirmed = await confirm(account, ['ami-1', 'ami-2']);
    expect([...confirmed.values()].map(({ ok }) => ok)).toEqual([true, true]);
    expect(account.calls.filter((call) => call === 'describeImages')).toHaveLength(2);
  });

  test('says of each image what is wrong with it, and marks it not', async () => {
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
      cause: expect.stringContaining('does not know it'),
    });
    expect(account.tagsOf('ami-1')).toEqual({});
  });
});
