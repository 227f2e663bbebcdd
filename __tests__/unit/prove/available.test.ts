/** Built images, confirmed by EC2. */
import { describe, expect, test } from '@jest/globals';
import { confirmAvailable } from '../../../src/prove/available.ts';
import { FakeAccount } from '../../helpers/account.ts';

const tags = { 'ami-action:state': 'available' };

/** The account's clock advances by waiting. */
function confirm(account: FakeAccount, id: string, onFinished = (_: readonly string[]) => {}) {
  return confirmAvailable(
    { images: new Map([['us-east-1', id]]), tags },
    { ec2: () => account, wait: async () => account.tick(), onFinished },
  );
}

test('an available image is tagged as finished, with its snapshots', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', { a: 'b' }, { snapshots: ['snap-1', 'snap-data'] });
  account.add('snapshot', 'snap-1', {}, { description: 'Created by CreateImage(i-1) for ami-1' });
  account.add('snapshot', 'snap-data', {}, { description: 'weights' });
  const finished: string[] = [];
  const confirmed = await confirm(account, 'ami-1', (ids) => {
    expect(account.tagsOf('ami-1')).toEqual({ a: 'b' });
    finished.push(...ids);
  });
  expect(finished).toEqual(['ami-1', 'snap-1']);
  expect(confirmed).toMatchObject({ ok: true, image: { id: 'ami-1', tags: { a: 'b', ...tags } } });
  expect(account.tagsOf('ami-1')).toEqual({ a: 'b', ...tags });
  expect(account.tagsOf('snap-1')).toEqual(tags);
  expect(account.tagsOf('snap-data')).toEqual({});
});

test('an image is looked up again if EC2 is late', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', {}, { state: 'pending' });
  account.later(() => account.add('image', 'ami-1', {}));
  expect(await confirm(account, 'ami-1')).toMatchObject({ ok: true });
  expect(account.calls.filter((call) => call === 'describeImages')).toHaveLength(2);
});

test('an image that is not available is not tagged, and its cause says why', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', {}, { state: 'failed' });
  account.add('image', 'ami-2', {}, { state: 'pending' });
  expect(await confirm(account, 'ami-1')).toEqual({
    ok: false,
    cause: 'Packer made ami-1, but it is failed (it failed), not available',
  });
  const pending = await confirm(account, 'ami-2');
  expect(pending).toMatchObject({ ok: false, cause: expect.stringContaining('pending') });
  const unlisted = await confirm(account, 'ami-3');
  expect(unlisted).toMatchObject({ ok: false, cause: expect.stringContaining("doesn't list it") });
  expect(account.tagsOf('ami-1')).toEqual({});
});

test('an image that cannot be tagged, or not be asked for, is not finished, and its cause says what to do', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-2', {});
  account.refuse('ami-2', new Error('TagLimitExceeded'));
  expect(await confirm(account, 'ami-2')).toEqual({
    ok: false,
    cause:
      'ami-2 is built, but could not be tagged as finished: TagLimitExceeded. No run will take it, and 15 minutes from now ' +
      'other runs may remove it; to keep it, give it the tag ami-action:state=available',
  });
  account.describeImages = () => Promise.reject(new Error('RequestLimitExceeded'));
  expect(await confirm(account, 'ami-1')).toEqual({
    ok: false,
    cause: 'Packer made ami-1, but looking it up in EC2 failed: RequestLimitExceeded',
  });
});

describe('tags beyond the 50 that EC2 allows a resource', () => {
  const summary = { 'ami-action:inputs-0': 'a', 'ami-action:inputs-1': 'b' };
  const owners = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`owner-${index}`, 'x']));
  const confirmWith = (account: FakeAccount) =>
    confirmAvailable(
      { images: new Map([['us-east-1', 'ami-1']]), tags: { ...tags, ...summary } },
      { ec2: () => account, wait: async () => account.tick(), onFinished: () => {} },
    );

  test('an image whose template leaves no room for the summary of its inputs is finished without it', async () => {
    const account = new FakeAccount();
    account.add('image', 'ami-1', owners(48));
    const confirmed = await confirmWith(account);
    expect(confirmed).toMatchObject({ ok: true, image: { tags: { ...owners(48), ...tags } } });
    expect(account.tagsOf('ami-1')).toEqual({ ...owners(48), ...tags });
    expect(confirmed.ok && Object.keys(confirmed.image.tags)).not.toContain('ami-action:inputs-0');
  });

  test('an image without room for the tag of its state is not finished', async () => {
    const account = new FakeAccount();
    account.add('image', 'ami-1', owners(50));
    expect(await confirmWith(account)).toMatchObject({
      ok: false,
      cause: expect.stringContaining('The maximum number of Tags for a resource has been reached'),
    });
  });
});

describe('copies', () => {
  const regions = ['us-east-1', 'us-west-2'];
  /** Two accounts' answers after an image and its copy were confirmed; the image may refuse its tags. */
  async function confirmWithCopy(copyState: string, refusal: Error | null = null) {
    const accounts = new Map(regions.map((region) => [region, new FakeAccount(region)]));
    const accountOf = (region: string) => accounts.get(region) ?? new FakeAccount(region);
    accountOf('us-east-1').add('image', 'ami-1', {});
    accountOf('us-west-2').add('image', 'ami-2', {}, { snapshots: ['snap-2'], state: copyState });
    const description = 'Copied for DestinationAmi ami-2 from SourceAmi ami-1';
    accountOf('us-west-2').add('snapshot', 'snap-2', {}, { description });
    accountOf('us-east-1').refuse('ami-1', refusal);
    const images = new Map([
      ['us-east-1', 'ami-1'],
      ['us-west-2', 'ami-2'],
    ]);
    const finished: string[] = [];
    const result = await confirmAvailable(
      { images, tags },
      { ec2: accountOf, wait: async () => {}, onFinished: (ids) => finished.push(...ids) },
    );
    return { result, accountOf, finished };
  }

  test('each copy is described and tagged in its own region, before the image, and named in the result', async () => {
    const { result, accountOf, finished } = await confirmWithCopy('available');
    expect(result).toMatchObject({ ok: true, regions: { 'us-east-1': 'ami-1', 'us-west-2': 'ami-2' } });
    for (const id of ['ami-2', 'snap-2']) expect(accountOf('us-west-2').tagsOf(id)).toEqual(tags);
    expect(finished).toEqual(['ami-1', 'ami-2', 'snap-2']);
  });

  test('an image whose tags are refused after those of its copy was announced as finished with it', async () => {
    const { result, accountOf, finished } = await confirmWithCopy('available', new Error('no'));
    expect(result).toMatchObject({ ok: false, cause: expect.stringContaining('could not be tagged') });
    expect([accountOf('us-east-1').tagsOf('ami-1'), accountOf('us-west-2').tagsOf('ami-2')]).toEqual([
      {},
      tags,
    ]);
    expect(finished).toEqual(['ami-1', 'ami-2', 'snap-2']);
  });

  test('an image whose copy is not available is not finished', async () => {
    const { result, accountOf, finished } = await confirmWithCopy('pending');
    expect(result).toEqual({
      ok: false,
      cause: 'Packer made ami-2 in us-west-2, but it is pending, not available',
    });
    expect([accountOf('us-east-1').tagsOf('ami-1'), finished]).toEqual([{}, []]);
  });
});
