/** The policies of docs/iam.md, as they stand there, decided by the sandbox's evaluator. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ResourceRecord } from '../../../sandbox/ec2/access/checks.ts';
import { Roles } from '../../../sandbox/ec2/access/roles.ts';
import { parseRequest } from '../../../sandbox/ec2/aws-requests.ts';
import { conditionsHold } from '../../../sandbox/iam/conditions.ts';
import { parsePolicy } from '../../../sandbox/iam/policy.ts';
import { dryRuns, operations } from '../../../src/aws/ec2-model.ts';
import { actionCalls, packerCalls } from '../../../src/aws/permissions.ts';
import { readPolicy } from '../../../tools/iam/document.ts';

const root = join(import.meta.dirname, '../../..');
let document: string;
beforeAll(async () => {
  document = await readFile(join(root, 'docs/iam.md'), 'utf8');
});

/** A managed policy may have 6,144 characters, blanks not counted (IAM User Guide, "IAM and AWS STS quotas"). */
const longestPolicy = 6144;
const allRoles = ['', '-aws-us-gov', '-aws-cn'].flatMap((partition) =>
  ['plan', 'build', 'reap'].map((role) => role + partition),
);

const actionsOf = (role: string): string[] =>
  parsePolicy(readPolicy(document, role)).statements.flatMap(({ action }) => action.patterns);

const nonce = { 'ami-action:nonce': 'aabb' };
const resources: ResourceRecord[] = (
  [
    ['i-ours', nonce],
    ['i-theirs', {}],
    ['i-new', {}],
    ['vol-new', {}],
    ['ami-ours', nonce],
    ['ami-theirs', {}],
    ['ami-new', {}],
    ['snap-ours', nonce],
    ['snap-theirs', {}],
    ['sg-ours', nonce],
    ['sg-theirs', {}],
    ['lt-ours', nonce],
    ['sir-ours', nonce],
    ['vol-ours', nonce],
  ] as const
).map(([id, tags]) => ({ id, name: null, region: 'us-east-1', owner: null, tags }));
resources.push({ id: 'key-1', name: 'packer_1', region: 'us-east-1', owner: null, tags: nonce });
resources.push({ id: 'key-2', name: 'theirs', region: 'us-east-1', owner: null, tags: {} });
resources.push({ id: 'key-3', name: 'packer_untagged', region: 'us-east-1', owner: null, tags: {} });

/** Whether a session of the role may make the call. */
async function may(
  role: string,
  parameters: Readonly<Record<string, string>>,
  settings: string[] = [],
): Promise<boolean> {
  const roles = new Roles();
  const policy = JSON.stringify(readPolicy(document, role, settings)).replace(
    /arn:aws-(us-gov|cn):/g,
    'arn:aws:',
  );
  roles.put(JSON.stringify({ name: role, accessKey: 'ASIA', policies: [JSON.parse(policy)] }));
  const authorization = 'AWS4-HMAC-SHA256 Credential=ASIA/20261123/us-east-1/ec2/aws4_request, Signature=0';
  const call = parseRequest({ authorization }, '/', new URLSearchParams(parameters).toString());
  const refusal = await roles.check(call, async () => resources);
  if (refusal?.code === 'SandboxCannotDecide') throw new Error(refusal.message);
  return refusal === null;
}

const tagsFor = (...types: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    types.flatMap((type, index) => [
      [`TagSpecification.${index + 1}.ResourceType`, type],
      [`TagSpecification.${index + 1}.Tag.1.Key`, 'ami-action:nonce'],
      [`TagSpecification.${index + 1}.Tag.1.Value`, 'aabb'],
    ]),
  );
const tagging = (id: string): Record<string, string> => ({
  Action: 'CreateTags',
  'ResourceId.1': id,
  'Tag.1.Key': 'ami-action:nonce',
  'Tag.1.Value': 'aabb',
});
const launch = { Action: 'RunInstances', ImageId: 'ami-theirs', KeyName: 'packer_1', SubnetId: 'subnet-1' };
const removals: readonly [string, string, string, string][] = [
  ['TerminateInstances', 'InstanceId.1', 'i-ours', 'i-theirs'],
  ['DeregisterImage', 'ImageId', 'ami-ours', 'ami-theirs'],
  ['DeleteSnapshot', 'SnapshotId', 'snap-ours', 'snap-theirs'],
  ['DeleteSecurityGroup', 'GroupId', 'sg-ours', 'sg-theirs'],
  ['DeleteKeyPair', 'KeyName', 'packer_1', 'theirs'],
];

describe('every policy', () => {
  test.each(allRoles)('the policy %s can be read by IAM, and is short enough to be attached', (role) => {
    const policy = readPolicy(document, role);
    expect(parsePolicy(policy).statements.length).toBeGreaterThan(1);
    expect(JSON.stringify(policy).length).toBeLessThan(longestPolicy);
  });
});

describe('drift', () => {
  const needed = new Set(
    [...Object.keys(operations), ...Object.keys(packerCalls)].map((name) => `ec2:${name}`),
  );
  needed.add('ssm:GetParameter');

  test('the role for builds has each permission that a call needs, and no other', () => {
    expect([...new Set(actionsOf('build'))].sort()).toEqual([...needed].sort());
  });

  test("the reaper has the action's own looks and removals, and no other permission", () => {
    const own = Object.keys(actionCalls).filter((name) => name !== 'CreateTags');
    expect(actionsOf('reap').sort()).toEqual(own.map((name) => `ec2:${name}`).sort());
  });

  test('a rehearsal asks for each list that a build has a right to, but the one that the plan asked for', () => {
    const lists = [...new Set(actionsOf('build'))].filter((action) => action.startsWith('ec2:Describe'));
    const rehearsed = Object.keys(dryRuns).filter((name) => name.startsWith('Describe'));
    expect([...rehearsed, 'DescribeImages'].map((name) => `ec2:${name}`).sort()).toEqual(lists.sort());
  });

  test('a planner may look, and nothing else', () => {
    expect(actionsOf('plan')).toEqual(['ec2:DescribeImages', 'ssm:GetParameter']);
  });
});

describe('the role for builds', () => {
  test('it launches what it tags, and nothing else', async () => {
    const types = ['instance', 'volume', 'network-interface'];
    expect(await may('build', { ...launch, ...tagsFor(...types) })).toBe(true);
    expect(await may('build', launch)).toBe(false);
    expect(await may('build', { ...launch, ...tagsFor('volume') })).toBe(false);
  });

  test.each([
    ['CreateKeyPair', 'key-pair', { KeyName: 'packer_9' }],
    ['CreateSecurityGroup', 'security-group', { VpcId: 'vpc-1' }],
    ['CreateLaunchTemplate', 'launch-template', {}],
  ])('%s needs the tag', async (Action, type, parameters) => {
    expect(await may('build', { Action, ...parameters, ...tagsFor(type) })).toBe(true);
    expect(await may('build', { Action, ...parameters })).toBe(false);
  });

  test('it makes images of its own instances only', async () => {
    const image = { Action: 'CreateImage', Name: 'a', ...tagsFor('image', 'snapshot') };
    expect(await may('build', { ...image, InstanceId: 'i-ours' })).toBe(true);
    expect(await may('build', { ...image, InstanceId: 'i-theirs' })).toBe(false);
  });

  test.each(removals)('%s is for what bears the tag', async (Action, name, ours, theirs) => {
    expect(await may('build', { Action, [name]: ours })).toBe(true);
    expect(await may('build', { Action, [name]: theirs })).toBe(false);
  });

  test('it cannot give the tag to what it did not create, so the conditions on the tag hold', async () => {
    expect(await may('build', tagging('ami-ours'))).toBe(true);
    for (const id of ['i-theirs', 'ami-theirs', 'snap-theirs', 'sg-theirs'])
      expect(await may('build', tagging(id))).toBe(false);
  });

  test('it launches spot instances only with the statements for them, by a launch template of its own', async () => {
    const name = 'LaunchTemplateConfigs.1.LaunchTemplateSpecification.LaunchTemplateId';
    expect(await may('build', { Action: 'CreateFleet', [name]: 'lt-ours' })).toBe(false);
    expect(await may('build', { Action: 'CreateFleet', [name]: 'lt-ours' }, ['spot_tags'])).toBe(true);
    expect(await may('build', { Action: 'CreateFleet', [name]: 'lt-theirs' }, ['spot_tags'])).toBe(false);
    expect(await may('build', { Action: 'DeleteLaunchTemplate', LaunchTemplateId: 'lt-ours' })).toBe(true);
  });
});

describe('a reaper', () => {
  test.each(removals)('%s is for what bears the tag', async (Action, name, ours, theirs) => {
    expect(await may('reap', { Action, [name]: ours })).toBe(true);
    expect(await may('reap', { Action, [name]: theirs })).toBe(false);
  });

  test('it cannot tag, not even its own', async () => {
    expect(await may('reap', tagging('ami-ours'))).toBe(false);
  });
});

describe('templates that do more', () => {
  const copy = { Action: 'CopyImage', SourceImageId: 'ami-ours', SourceRegion: 'us-east-1' };

  test('an image is copied, with its tags, and the snapshots of the copy get theirs', async () => {
    const copying = { ...copy, CopyImageTags: 'true' };
    expect(await may('build', copying)).toBe(false);
    expect(await may('build', copying, ['ami_regions'])).toBe(true);
    expect(await may('build', tagging('snap-theirs'), ['ami_regions'])).toBe(true);
    expect(await may('build', tagging('ami-theirs'), ['ami_regions'])).toBe(false);
  });

  test.each([
    ['skip_ami_run_tags', tagging('ami-new')],
    ['spot_tags', tagging('sir-new')],
    ['deprecate_at', { Action: 'EnableImageDeprecation', ImageId: 'ami-ours' }],
    ['session_manager', { Action: 'DescribeInstanceStatus' }],
  ])('%s needs its statements, and they are enough', async (setting, parameters) => {
    expect(await may('build', parameters)).toBe(false);
    expect(await may('build', parameters, [setting])).toBe(true);
  });

  test('sessions are started on machines of the action only, and only own ones ended', () => {
    const statements = parsePolicy(readPolicy(document, 'build', ['session_manager'])).statements;
    const of = (action: string) => statements.filter(({ action: { patterns } }) => patterns.includes(action));
    const text = JSON.stringify(of('ssm:StartSession').concat(of('ssm:TerminateSession')));
    expect(text).not.toContain('"*"');
    expect(text).toContain('ssm:resourceTag/ami-action:nonce');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is IAM's variable
    expect(text).toContain('session/${aws:userid}-*');
  });

  test('a role is passed to EC2 only', () => {
    const passing = JSON.stringify(readPolicy(document, 'build', ['iam_instance_profile']));
    expect(passing).toContain('"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}');
  });

  test('a setting that is not in the document is refused', () => {
    expect(() => readPolicy(document, 'build', ['no_such_setting'])).toThrow('no_such_setting');
  });
});

describe('the other partitions', () => {
  test('in aws-us-gov images are tagged after they were made; all else as in aws', async () => {
    const image = { Action: 'CreateImage', Name: 'a', InstanceId: 'i-ours' };
    expect(await may('build-aws-us-gov', image)).toBe(true);
    expect(await may('build-aws-us-gov', tagging('ami-new'))).toBe(true);
    expect(await may('build-aws-us-gov', tagging('i-theirs'))).toBe(false);
    expect(await may('build-aws-us-gov', launch)).toBe(false);
  });

  test('in aws-cn instances and volumes are tagged after they were made, key pairs and groups never', async () => {
    expect(await may('build-aws-cn', launch)).toBe(true);
    for (const id of ['i-new', 'vol-new', 'ami-new'])
      expect(await may('build-aws-cn', tagging(id))).toBe(true);
    expect(await may('build-aws-cn', { Action: 'DeleteKeyPair', KeyName: 'packer_untagged' })).toBe(true);
    expect(await may('build-aws-cn', { Action: 'DeleteKeyPair', KeyName: 'theirs' })).toBe(false);
    expect(await may('build-aws-cn', { Action: 'AuthorizeSecurityGroupIngress', GroupId: 'sg-theirs' })).toBe(
      true,
    );
    expect(await may('build-aws-cn', { Action: 'TerminateInstances', 'InstanceId.1': 'i-theirs' })).toBe(
      false,
    );
  });
});

describe("the role's trust", () => {
  const trusts = (sub: string, aud = 'sts.amazonaws.com'): boolean => {
    const text = /## The role's trust[\s\S]*?```json\n([\s\S]*?)```/.exec(document)?.[1] ?? '';
    const [statement] = (JSON.parse(text) as { Statement: [{ Principal: unknown }] }).Statement;
    const { Principal, ...rest } = statement;
    expect(Principal).toEqual({ Federated: expect.stringContaining('token.actions.githubusercontent.com') });
    const [parsed] = parsePolicy({ Statement: { ...rest, Resource: '*' } }).statements;
    const issuer = 'token.actions.githubusercontent.com';
    return conditionsHold(
      parsed?.conditions ?? {},
      new Map([
        [`${issuer}:aud`, aud],
        [`${issuer}:sub`, sub],
      ]),
    );
  };

  test.each([
    ['repo:catalyst/fleet:ref:refs/tags/v1.0.0', true],
    ['repo:catalyst/fleet:environment:bake', true],
    ['repo:catalyst@123456/fleet@789012:ref:refs/tags/v1.0.0', true],
    ['repo:catalyst@123456/fleet@789012:environment:bake', true],
    ['repo:catalyst/fleet:pull_request', false],
    ['repo:catalyst/fleet:ref:refs/heads/main', false],
    ['repo:catalyst@9/fleet@789012:environment:bake', false],
    ['repo:somebody/fleet:environment:bake', false],
  ])('that %s may sign in is %s', (sub, expected) => {
    expect(trusts(sub)).toBe(expected);
    expect(trusts(sub, 'another.audience')).toBe(false);
  });
});
