/** Giving an image without tags those of its run, in a fake account. */
import { expect, test } from '@jest/globals';
import { adoptNewImage } from '../../../src/lease/adoption.ts';
import { tagKeys } from '../../../src/tags.ts';
import { FakeAccount } from '../../helpers/account.ts';

const tags = { [tagKeys.nonce]: 'aabbccdd' };

function adopt(account: FakeAccount, id: string) {
  return adoptNewImage(id, tags, { ec2: account, since: account.time, wait: async () => account.tick() });
}

test('an image that was made without tags gets its run’s, even where EC2 lists it late', async () => {
  const account = new FakeAccount();
  account.later(() => account.add('image', 'ami-1', { Name: 'mine' }, { state: 'pending' }));
  await adopt(account, 'ami-1');
  expect(account.tagsOf('ami-1')).toEqual({ Name: 'mine', ...tags });
});

test('an image that has a run, is older than the run, or is gone gets no tags', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', { [tagKeys.nonce]: '11223344' });
  account.add('image', 'ami-2', {}, { startedAt: account.time - 1000 });
  for (const id of ['ami-1', 'ami-2', 'ami-3']) await adopt(account, id);
  expect(account.calls.filter((call) => call.startsWith('createTags'))).toEqual([]);
});
