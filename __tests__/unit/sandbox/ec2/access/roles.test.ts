/** What the endpoint lets a role do: calls as they come over the wire, against policies. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { listChecks, type ResourceRecord } from '../../../../../sandbox/ec2/access/checks.ts';
import { Roles } from '../../../../../sandbox/ec2/access/roles.ts';
import { type AwsRequest, parseRequest } from '../../../../../sandbox/ec2/aws-requests.ts';

const key = 'ASIAROLE';
const ownTag = { 'ami-action:nonce': 'aabb' };
const resources: ResourceRecord[] = [
  { id: 'i-01', name: null, region: 'us-east-1', owner: null, tags: ownTag },
  { id: 'i-02', name: null, region: 'us-east-1', owner: null, tags: {} },
  { id: 'key-01', name: 'packer_1', region: 'us-east-1', owner: null, tags: ownTag },
  { id: 'lt-01', name: 'packer-fleet', region: 'us-east-1', owner: null, tags: ownTag },
  { id: 'ami-01', name: null, region: 'us-east-1', owner: '123456789012', tags: ownTag },
  { id: 'ami-02', name: null, region: 'us-east-1', owner: '099720109477', tags: {} },
];

function query(parameters: Readonly<Record<string, string>>, region = 'us-east-1'): AwsRequest {
  const authorization = `AWS4-HMAC-SHA256 Credential=${key}/20261123/${region}/ec2/aws4_request, Signature=0`;
  return parseRequest({ authorization }, '/', new URLSearchParams(parameters).toString());
}

function json(service: string, target: string, body: object): AwsRequest {
  const authorization = `AWS4-HMAC-SHA256 Credential=${key}/20261123/us-east-1/${service}/aws4_request, Signature=0`;
  return parseRequest({ authorization, 'x-amz-target': target }, '/', JSON.stringify(body));
}

const checksOf = (call: AwsRequest): string[] =>
  listChecks(call, resources).map(({ action, resource }) => `${action} ${resource}`);

describe('what a call is checked against', () => {
  test('a launch is checked on what it makes, on what it uses and on the tags that it brings', () => {
    const call = query({
      Action: 'RunInstances',
      ImageId: 'ami-02',
      KeyName: 'packer_1',
      SubnetId: 'subnet-1',
      'SecurityGroupId.1': 'sg-1',
      'TagSpecification.1.ResourceType': 'instance',
      'TagSpecification.1.Tag.1.Key': 'ami-action:nonce',
      'TagSpecification.1.Tag.1.Value': 'aabb',
    });
    expect(checksOf(call)).toEqual([
      'ec2:RunInstances arn:aws:ec2:us-east-1:123456789012:instance/*',
      'ec2:RunInstances arn:aws:ec2:us-east-1:123456789012:network-interface/*',
      'ec2:RunInstances arn:aws:ec2:us-east-1:123456789012:volume/*',
      'ec2:RunInstances arn:aws:ec2:us-east-1::image/ami-02',
      'ec2:RunInstances arn:aws:ec2:us-east-1:123456789012:subnet/subnet-1',
      'ec2:RunInstances arn:aws:ec2:us-east-1:123456789012:security-group/sg-1',
      'ec2:RunInstances arn:aws:ec2:us-east-1:123456789012:key-pair/packer_1',
      'ec2:CreateTags arn:aws:ec2:us-east-1:123456789012:instance/*',
    ]);
    const contexts = listChecks(call, resources).map(({ context }) => context);
    expect(contexts[0]?.get('aws:requesttag/ami-action:nonce')).toBe('aabb');
    expect(contexts[1]?.has('aws:tagkeys')).toBe(false);
    expect(contexts[3]?.get('ec2:owner')).toBe('099720109477');
    expect(contexts[7]?.get('ec2:createaction')).toBe('RunInstances');
    expect(contexts[7]?.get('aws:tagkeys')).toEqual(['ami-action:nonce']);
  });

  test.each([
    [{ Action: 'DescribeInstances' }, ['ec2:DescribeInstances *']],
    [
      { Action: 'DeleteKeyPair', KeyName: 'packer_1' },
      ['ec2:DeleteKeyPair arn:aws:ec2:us-east-1:123456789012:key-pair/packer_1'],
    ],
    [
      { Action: 'DeleteKeyPair', KeyPairId: 'key-01' },
      ['ec2:DeleteKeyPair arn:aws:ec2:us-east-1:123456789012:key-pair/packer_1'],
    ],
    [
      { Action: 'DeleteLaunchTemplate', LaunchTemplateName: 'packer-fleet' },
      ['ec2:DeleteLaunchTemplate arn:aws:ec2:us-east-1:123456789012:launch-template/lt-01'],
    ],
    [
      { Action: 'TerminateInstances', 'InstanceId.1': 'i-01', 'InstanceId.2': 'i-02' },
      [
        'ec2:TerminateInstances arn:aws:ec2:us-east-1:123456789012:instance/i-01',
        'ec2:TerminateInstances arn:aws:ec2:us-east-1:123456789012:instance/i-02',
      ],
    ],
    [
      { Action: 'CreateTags', 'ResourceId.1': 'ami-01', 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' },
      ['ec2:CreateTags arn:aws:ec2:us-east-1::image/ami-01'],
    ],
    [
      { Action: 'CreateKeyPair', KeyName: 'packer_2' },
      ['ec2:CreateKeyPair arn:aws:ec2:us-east-1:123456789012:key-pair/packer_2'],
    ],
  ])('%j is checked on %j', (parameters, expected) => {
    expect(checksOf(query(parameters))).toEqual(expected);
  });

  test('empty parameters, which the plugin sends, name nothing', () => {
    const call = query({
      Action: 'RunInstances',
      ImageId: 'ami-02',
      KeyName: '',
      SubnetId: '',
      'IamInstanceProfile.Name': '',
    });
    expect(checksOf(call)).toEqual([
      'ec2:RunInstances arn:aws:ec2:us-east-1:123456789012:instance/*',
      'ec2:RunInstances arn:aws:ec2:us-east-1:123456789012:network-interface/*',
      'ec2:RunInstances arn:aws:ec2:us-east-1:123456789012:volume/*',
      'ec2:RunInstances arn:aws:ec2:us-east-1::image/ami-02',
      'ec2:RunInstances arn:aws:ec2:us-east-1:123456789012:subnet/*',
      'ec2:RunInstances arn:aws:ec2:us-east-1:123456789012:security-group/*',
    ]);
  });

  test("a copy is checked on its source, and on the source's tags that it takes along", () => {
    const call = query(
      {
        Action: 'CopyImage',
        SourceImageId: 'ami-01',
        SourceRegion: 'us-east-1',
        CopyImageTags: 'true',
      },
      'us-west-2',
    );
    expect(checksOf(call)).toEqual([
      'ec2:CopyImage arn:aws:ec2:us-west-2::image/*',
      'ec2:CopyImage arn:aws:ec2:us-west-2::snapshot/*',
      'ec2:CopyImage arn:aws:ec2:us-west-2::image/ami-01',
      'ec2:CreateTags arn:aws:ec2:us-west-2::image/*',
    ]);
    expect(listChecks(call, resources)[3]?.context.get('aws:requesttag/ami-action:nonce')).toBe('aabb');
  });

  test.each([
    ['/aws/service/canonical/id', 'arn:aws:ssm:us-east-1::parameter/aws/service/canonical/id'],
    ['/fleet/ami', 'arn:aws:ssm:us-east-1:123456789012:parameter/fleet/ami'],
  ])('the parameter %s is %s', (name, arn) => {
    expect(checksOf(json('ssm', 'AmazonSSM.GetParameter', { Name: name }))).toEqual([
      `ssm:GetParameter ${arn}`,
    ]);
  });
});

describe('a role', () => {
  let roles: Roles;
  const put = (...statements: object[]) =>
    roles.put(
      JSON.stringify({
        name: 'ami-build',
        accessKey: key,
        policies: [{ Version: '2012-10-17', Statement: statements }],
      }),
    );
  const check = (call: AwsRequest) => roles.check(call, async () => resources);

  beforeEach(() => {
    roles = new Roles();
  });

  test('a caller that is no role is not checked', async () => {
    expect(await check(query({ Action: 'DescribeInstances' }))).toBeNull();
  });

  test('a role without an allowance is refused in the words of EC2', async () => {
    put({ Effect: 'Allow', Action: 'ec2:DescribeImages', Resource: '*' });
    expect(await check(query({ Action: 'DescribeImages' }))).toBeNull();
    expect(await check(query({ Action: 'DescribeSpotInstanceRequests' }))).toEqual({
      code: 'UnauthorizedOperation',
      message:
        'You are not authorized to perform this operation. User: arn:aws:sts::123456789012:assumed-role/ami-build/' +
        'GitHubActions is not authorized to perform: ec2:DescribeSpotInstanceRequests because no identity-based ' +
        'policy allows the ec2:DescribeSpotInstanceRequests action',
      status: 403,
    });
  });

  test('one resource that is not allowed refuses the whole call, and is named', async () => {
    const condition = { Null: { 'aws:ResourceTag/ami-action:nonce': 'false' } };
    put({ Effect: 'Allow', Action: 'ec2:TerminateInstances', Resource: '*', Condition: condition });
    expect(await check(query({ Action: 'TerminateInstances', 'InstanceId.1': 'i-01' }))).toBeNull();
    const both = query({ Action: 'TerminateInstances', 'InstanceId.1': 'i-01', 'InstanceId.2': 'i-02' });
    expect((await check(both))?.message).toMatch(
      /ec2:TerminateInstances on resource: arn:aws:ec2:us-east-1:123456789012:instance\/i-02 because/,
    );
  });

  test('an explicit deny is called one', async () => {
    put(
      { Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 'ec2:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'ec2:Region': 'us-east-1' } },
      },
    );
    expect(await check(query({ Action: 'DescribeImages' }))).toBeNull();
    expect((await check(query({ Action: 'DescribeImages' }, 'us-west-2')))?.message).toContain(
      'with an explicit deny in an identity-based policy',
    );
  });

  test('SSM refuses in words of its own', async () => {
    put({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' });
    expect(await check(json('ssm', 'AmazonSSM.GetParameter', { Name: '/a' }))).toMatchObject({
      code: 'AccessDeniedException',
      status: 400,
    });
  });

  test('who one is may be asked by all', async () => {
    put({ Effect: 'Deny', Action: '*', Resource: '*' });
    expect(await check(query({ Action: 'GetCallerIdentity' }))).toBeNull();
  });

  test.each([
    [{ Action: 'CreateVpc' }, 'ec2:CreateVpc'],
    [{ Action: 'RunInstances', 'IamInstanceProfile.Name': 'a' }, 'iam:PassRole'],
    [{ Action: 'CreateTags', 'ResourceId.1': 'nat-1' }, 'nat-1'],
  ])('a call that nobody wrote down what it is checked against is refused: %j', async (parameters, what) => {
    put({ Effect: 'Allow', Action: '*', Resource: '*' });
    const refusal = await check(query(parameters));
    expect(refusal?.code).toBe('SandboxCannotDecide');
    expect(refusal?.message).toContain(what);
  });

  test('a condition on a key that the sandbox does not fill in is refused', () => {
    const condition = { StringEquals: { 'ec2:Tenancy': 'default' } };
    expect(() => put({ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition })).toThrow(
      'ec2:Tenancy',
    );
  });
});
