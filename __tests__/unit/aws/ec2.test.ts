/** EC2 behind the action's interface, against a client that answers from memory. */
import { expect, test } from '@jest/globals';
import { createEc2 } from '../../../src/aws/ec2.ts';
import type { Ec2Client } from '../../../src/aws/ec2-client.ts';
import type { Input, Operation, Output } from '../../../src/aws/ec2-model.ts';

type Answers = { readonly [O in Operation]?: (input: Input<O>) => Output<O> };

/** An Ec2 whose operations are answered by these functions. */
function fakeEc2(answers: Answers) {
  const client: Ec2Client = {
    async call(operation, input) {
      const answer = answers[operation];
      if (answer === undefined) throw new Error(`${operation} is not expected`);
      return answer(input);
    },
    clockOffset: () => 0,
    dryRun: () => Promise.reject(new Error('not expected')),
    destroy: () => {},
  };
  return createEc2('us-east-1', async () => client);
}

test('a tag whose value is a pattern to EC2 leads to nothing but resources with that very value', async () => {
  const of = (value: string) => [{ key: 'nonce', value }];
  const volumeSet = [
    { volumeId: 'vol-1', tagSet: of('*') },
    { volumeId: 'vol-2', tagSet: of('aabbccdd') },
  ];
  const ec2 = fakeEc2({ DescribeVolumes: () => ({ volumeSet }) });
  expect((await ec2.findTagged('volume', 'nonce', '*')).map(({ id }) => id)).toEqual(['vol-1']);
  expect((await ec2.findTagged('volume', 'nonce', null)).map(({ id }) => id)).toEqual(['vol-1', 'vol-2']);
});

test('an image that has just been deregistered is gone, although EC2 lists it for a while', async () => {
  const imagesSet = [
    { imageId: 'ami-1', imageState: 'deregistered', tagSet: [{ key: 'nonce', value: 'aabbccdd' }] },
    { imageId: 'ami-2', imageState: 'failed', tagSet: [{ key: 'nonce', value: 'aabbccdd' }] },
  ];
  const ec2 = fakeEc2({ DescribeImages: () => ({ imagesSet }) });
  expect((await ec2.findTagged('image', 'nonce', 'aabbccdd')).map(({ id }) => id)).toEqual(['ami-2']);
  expect((await ec2.describeImages({ owners: ['self'] })).map(({ id }) => id)).toEqual(['ami-2']);
});

test('disabled images are asked for where they are the account’s own: they hold their names', async () => {
  const asked: unknown[] = [];
  const ec2 = fakeEc2({
    DescribeImages: ({ IncludeDisabled }) => {
      asked.push(IncludeDisabled);
      return {};
    },
  });
  await ec2.describeImages({ owners: ['self'] });
  await ec2.findTagged('image', 'nonce', 'aabbccdd');
  await ec2.describeImages({ owners: ['099720109477'] });
  expect(asked).toEqual(['true', 'true', undefined]);
});

test('more ids than EC2 takes in one call are asked for and tagged in several', async () => {
  const calls: number[] = [];
  const count = (ids: readonly string[] = []) => {
    calls.push(ids.length);
    return ids;
  };
  const ec2 = fakeEc2({
    DescribeImages: ({ Filter = [] }) => ({
      imagesSet: count(Filter.find(({ Name }) => Name === 'image-id')?.Value).map((imageId) => ({ imageId })),
    }),
    DescribeSnapshots: ({ Filter = [] }) => ({
      snapshotSet: count(Filter[0]?.Value).map((snapshotId) => ({ snapshotId })),
    }),
    CreateTags: ({ ResourceId }) => {
      count(ResourceId);
      return {};
    },
  });
  const ids = Array.from({ length: 1001 }, (_, index) => `id-${index}`);
  expect((await ec2.describeImages({ ids: ids.slice(0, 401) })).map(({ id }) => id)).toEqual(
    ids.slice(0, 401),
  );
  expect(await ec2.describeSnapshots(ids.slice(0, 201))).toHaveLength(201);
  await ec2.createTags(ids, { a: 'b' });
  expect(calls.toSorted((a, b) => b - a)).toEqual([1000, 200, 200, 200, 1, 1, 1]);
});

test('an image that cannot be deregistered in its state is not gone, but one that EC2 does not list is', async () => {
  const refusal = Object.assign(new Error('not in a state for this'), { name: 'InvalidAMIID.Unavailable' });
  let imagesSet = [{ imageId: 'ami-1', imageState: 'pending' }];
  const ec2 = fakeEc2({
    DescribeImages: () => ({ imagesSet }),
    DeregisterImage: () => {
      throw refusal;
    },
  });
  await expect(ec2.remove('image', 'ami-1')).rejects.toThrow('not in a state');
  imagesSet = [{ imageId: 'ami-1', imageState: 'deregistered' }];
  await ec2.remove('image', 'ami-1');
});
