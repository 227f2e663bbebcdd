/** Rehearsals: which machines are asked for, and what is said of what EC2 answers. */
import { expect, test } from '@jest/globals';
import type { Launch, RehearsedCall } from '../../../src/aws/types.ts';
import { rehearseBuilds } from '../../../src/commands/rehearse.ts';
import { AwsAccessError } from '../../../src/errors.ts';
import { memoryLog } from '../../helpers/log.ts';
import { plannedRun, printedStatements } from '../../helpers/rehearsal.ts';

const typed = '  instance_type = "t3.small"';

async function rehearse(source: string, answers: readonly RehearsedCall[] = [], rehearsal = true) {
  const log = memoryLog();
  const asked: (readonly Launch[])[] = [];
  const aws = {
    rehearse: async (_region: string, launches: readonly Launch[]) => {
      asked.push(launches);
      return answers;
    },
  };
  const planned = await plannedRun(source, 'ami-source', rehearsal);
  const failure = await rehearseBuilds(planned, aws, log, () => Date.now()).then(
    () => null,
    (error: unknown) => error,
  );
  return { asked, failure, lines: log.lines };
}

const refused = (operation: string): RehearsedCall => ({
  operation,
  answer: 'refused',
  message: `You are not authorized to perform: ec2:${operation}`,
});

test('the machine that is asked for is the one that the templates launch, with the tags of the run', async () => {
  const { asked, failure } = await rehearse(`${typed}\n  run_volume_tags = { size = "small" }`);
  expect(failure).toBeNull();
  expect(asked).toEqual([
    [
      {
        imageId: 'ami-source',
        instanceType: 't3.small',
        subnetId: null,
        tags: expect.objectContaining({ 'ami-action:nonce': 'aabbccdd', team: 'web' }),
        volumeTags: { size: 'small' },
        createsKeyPair: true,
        createsSecurityGroup: true,
      },
    ],
  ]);
});

test('a key pair, a security group and a subnet that the templates name are not asked for anew', async () => {
  const named = '  subnet_id = "subnet-1"\n  ssh_keypair_name = "mine"\n  security_group_ids = ["sg-1"]';
  const { asked } = await rehearse(`${typed}\n${named}`);
  expect(asked[0]?.[0]).toMatchObject({
    subnetId: 'subnet-1',
    createsKeyPair: false,
    createsSecurityGroup: false,
  });
});

test.each([
  '',
  '  spot_instance_types = ["t3.small"]\n  spot_price = "auto"',
  `${typed}\n  run_volume_tags = { build = "{{ .BuildRegion }}" }`,
  `${typed}\n  subnet_filter {\n    random = true\n  }`,
  `${typed}\n  run_tag {\n    key = "a"\n    value = "b"\n  }`,
  `${typed}\n  vpc_id = "vpc-1"`,
])(
  'a machine that is not wholly known before the build is not asked for, but the lists are: %s',
  async (source) => {
    expect((await rehearse(source)).asked).toEqual([[]]);
  },
);

test('all that is refused is one error, with the statements that allow it', async () => {
  const { failure } = await rehearse(typed, [
    refused('RunInstances'),
    refused('DescribeVolumes'),
    { operation: 'DescribeVpcs', answer: 'allowed', message: '' },
    refused('CreateKeyPair'),
  ]);
  expect(failure).toBeInstanceOf(AwsAccessError);
  const { message } = failure as AwsAccessError;
  expect(message).toContain('EC2 would refuse 3 calls');
  for (const name of ['RunInstances', 'DescribeVolumes', 'CreateKeyPair'])
    expect(message).toContain(`${name}: You are not authorized to perform: ec2:${name}`);
  expect(message).toContain('rehearsal: false');
  expect(printedStatements(message)).toEqual([
    { Sid: 'Look', Effect: 'Allow', Action: ['ec2:DescribeVolumes'], Resource: '*' },
    expect.objectContaining({ Sid: 'Launch', Action: ['ec2:RunInstances'] }),
    expect.objectContaining({ Sid: 'LaunchWith', Action: ['ec2:RunInstances'] }),
    expect.objectContaining({ Sid: 'Create', Action: ['ec2:CreateKeyPair'] }),
    expect.objectContaining({ Sid: 'TagWhatIsCreated', Action: ['ec2:CreateTags'] }),
  ]);
});

test('a call that would fail for another reason is warned of, and what cannot be rehearsed is named', async () => {
  const message = 'No default VPC for this user';
  const { failure, lines } = await rehearse(typed, [
    { operation: 'RunInstances', answer: 'failed', message },
  ]);
  expect(failure).toBeNull();
  expect(lines[0]).toBe(`warning: EC2 would not launch the builder: ${message}`);
  expect(lines[1]).toMatch(/^info: .*Not rehearsed.*ec2:CreateImage.*ec2:TerminateInstances/);
});

test('nothing is asked where the input says so', async () => {
  expect((await rehearse(typed, [refused('RunInstances')], false)).asked).toEqual([]);
});

test('in China, where the plugin tags a machine only once it is there, it is asked for without tags', async () => {
  const planned = await plannedRun(typed);
  const asked: Launch[] = [];
  const aws = {
    rehearse: async (_region: string, launches: readonly Launch[]) => {
      asked.push(...launches);
      return [refused('RunInstances')];
    },
  };
  const inputs = { ...planned.inputs, region: 'cn-north-1' };
  const run = rehearseBuilds({ ...planned, inputs }, aws, memoryLog(), Date.now);
  await expect(run).rejects.toThrow('arn:aws-cn:ec2:*:*:instance/*');
  expect(asked[0]?.tags).toEqual({});
});
