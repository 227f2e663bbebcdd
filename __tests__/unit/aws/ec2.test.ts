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
