/** The evaluator of IAM policies, against the examples that AWS documents; each is named by the title of its page. */
import { describe, expect, test } from '@jest/globals';
import { conditionsHold, type RequestContext } from '../../../../sandbox/iam/conditions.ts';
import { evaluate } from '../../../../sandbox/iam/evaluate.ts';
import { parsePolicy } from '../../../../sandbox/iam/policy.ts';

const contextOf = (values: Readonly<Record<string, string | readonly string[]>> = {}): RequestContext =>
  new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));

const decide = (
  statements: unknown,
  action: string,
  resource = '*',
  context: Readonly<Record<string, string | readonly string[]>> = {},
) =>
  evaluate([parsePolicy({ Version: '2012-10-17', Statement: statements })], {
    action,
    resource,
    context: contextOf(context),
  });

describe('Policy evaluation logic', () => {
  const carlos = [
    { Effect: 'Allow', Action: ['s3:GetBucketLocation', 's3:ListAllMyBuckets'], Resource: 'arn:aws:s3:::*' },
    {
      Effect: 'Allow',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::carlossalazar/*', 'arn:aws:s3:::carlossalazar'],
    },
    { Sid: 'DenyS3Logs', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::*log*' },
  ];

  test.each([
    ['s3:ListAllMyBuckets', 'arn:aws:s3:::*', 'allow'],
    ['s3:PutObject', 'arn:aws:s3:::carlossalazar/file', 'allow'],
    ['s3:PutObject', 'arn:aws:s3:::carlossalazar/log-1', 'explicit deny'],
    ['s3:ListBucket', 'arn:aws:s3:::carlossalazar-logs', 'explicit deny'],
    ['s3:PutObject', 'arn:aws:s3:::another/file', 'implicit deny'],
  ])('Carlos asks for %s on %s, which is an %s', (action, resource, decision) => {
    expect(decide(carlos, action, resource)).toBe(decision);
  });

  const reports = [
    { Sid: 'AllowGetList', Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' },
    { Sid: 'DenyReports', Effect: 'Deny', Action: 'iam:*Report', Resource: '*' },
  ];

  test.each([
    ['iam:GetUser', 'allow'],
    ['iam:CreatePolicy', 'implicit deny'],
    ['iam:GetOrganizationsAccessReport', 'explicit deny'],
    ['iam:GenerateCredentialReport', 'explicit deny'],
  ])('a deny trumps an allow, and what nothing allows is denied: %s', (action, decision) => {
    expect(decide(reports, action)).toBe(decision);
  });

  test('an allow of one policy is no help against the deny of another', () => {
    const both = [
      { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
      { Version: '2012-10-17', Statement: reports },
    ].map(parsePolicy);
    const ask = (action: string) => evaluate(both, { action, resource: '*', context: contextOf() });
    expect(ask('iam:GenerateCredentialReport')).toBe('explicit deny');
    expect(ask('iam:CreatePolicy')).toBe('allow');
  });
});

describe('IAM JSON policy elements: Condition operators', () => {
  const holds = (conditions: Record<string, Record<string, string[]>>, context = {}): boolean =>
    conditionsHold(conditions, contextOf(context));

  test.each([
    ['StringEquals', 'iamuser-admin', 'iamuser-admin', true],
    ['StringEquals', 'iamuser-admin', 'IamUser-Admin', false],
    ['StringNotEquals', 'iamuser-admin', 'another', true],
    ['StringNotEquals', 'iamuser-admin', 'iamuser-admin', false],
    ['StringEqualsIgnoreCase', 'JOHN', 'john', true],
    ['StringNotEqualsIgnoreCase', 'JOHN', 'john', false],
    ['StringLike', 'iamuser-*', 'iamuser-admin', true],
    ['StringLike', 't?.micro', 't3.micro', true],
    ['StringLike', 't?.micro', 't3xmicro', false],
    ['StringNotLike', 'iamuser-*', 'iamuser-admin', false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericLessThanEquals', '10', '11', false],
    ['NumericNotEquals', '10', '11', true],
    ['DateGreaterThan', '2020-01-01T00:00:01Z', '2020-06-01T00:00:00Z', true],
    ['DateGreaterThan', '2020-01-01T00:00:01Z', '2019-06-01T00:00:00Z', false],
    ['DateLessThan', '1577836801', '2019-06-01T00:00:00Z', true],
    ['Bool', 'false', 'false', true],
    ['Bool', 'true', 'false', false],
    ['ArnLike', 'arn:aws:ec2:*:*:volume/vol-*', 'arn:aws:ec2:us-east-1:123456789012:volume/vol-1', true],
    ['ArnEquals', 'arn:aws:ec2:*:*:volume/vol-1', 'arn:aws:ec2:us-east-1:123456789012:volume/vol-2', false],
    ['ArnNotLike', 'arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:us-east-1:123456789012:volume/vol-2', false],
    // A wildcard ends at its colon.
    ['ArnLike', 'arn:aws:ec2:*:volume/*', 'arn:aws:ec2:us-east-1:123456789012:volume/vol-1', false],
  ])('%s %s of the value %s is %s', (operator, wanted, value, expected) => {
    expect(holds({ [operator]: { 'some:Key': [wanted] } }, { 'Some:key': value })).toBe(expected);
  });

  test.each([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['StringNotLike', true],
    ['ArnLike', false],
    ['ArnNotLike', true],
    ['Bool', false],
    ['StringEqualsIfExists', true],
    ['ArnLikeIfExists', true],
    ['BoolIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringEqualsIfExists', true],
  ])('%s of a key that is not in the request is %s', (operator, expected) => {
    expect(holds({ [operator]: { 'some:Key': ['arn:aws:s3:::a'] } })).toBe(expected);
  });

  test.each([
    ['true', true, false],
    ['false', false, true],
  ])('Null %s asks whether a key is missing', (wanted, whenMissing, whenPresent) => {
    const condition = { Null: { 'aws:TokenIssueTime': [wanted] } };
    expect(holds(condition)).toBe(whenMissing);
    expect(holds(condition, { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' })).toBe(whenPresent);
  });

  test('several values are alternatives, several keys and operators are not', () => {
    const condition = {
      StringEquals: { 'a:x': ['1', '2'], 'a:y': ['3'] },
      StringNotEquals: { 'a:z': ['4', '5'] },
    };
    expect(holds(condition, { 'a:x': '2', 'a:y': '3' })).toBe(true);
    expect(holds(condition, { 'a:x': '2', 'a:y': '4' })).toBe(false);
    expect(holds(condition, { 'a:x': '2', 'a:y': '3', 'a:z': '5' })).toBe(false);
  });

  test.each(['IpAddress', 'StringMatches', 'BinaryEquals'])('%s is refused, not skipped', (operator) => {
    expect(() => holds({ [operator]: { 'a:x': ['1'] } }, { 'a:x': '1' })).toThrow(`${operator} is not known`);
  });

  test('a multivalued key without a set operator is refused', () => {
    const condition = { StringEquals: { 'aws:TagKeys': ['a'] } };
    expect(() => holds(condition, { 'aws:TagKeys': ['a'] })).toThrow('needs ForAllValues: or ForAnyValue:');
  });
});

describe('Creating a condition that tests multiple key values (set operations)', () => {
  const allowed = {
    Effect: 'Allow',
    Action: 'dynamodb:GetItem',
    Resource: '*',
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:requestedAttributes': ['PostDateTime', 'Message', 'Tags'] },
    },
  };
  const denied = {
    Effect: 'Deny',
    Action: 'dynamodb:PutItem',
    Resource: '*',
    Condition: { 'ForAnyValue:StringLike': { 'dynamodb:requestedAttributes': ['ID', 'PostDateTime'] } },
  };

  test.each([
    ['GetItem', ['PostDateTime', 'Message'], 'allow'],
    ['GetItem', ['PostDateTime', 'UserName'], 'implicit deny'],
    ['GetItem', ['ID'], 'implicit deny'],
    ['GetItem', [''], 'allow'],
    ['PutItem', ['UserName', 'Message', 'PostDateTime'], 'explicit deny'],
    ['PutItem', ['UserName'], 'implicit deny'],
  ])('%s of %j is an %s', (action, attributes, decision) => {
    const context = { 'dynamodb:requestedAttributes': attributes };
    expect(decide([allowed, denied], `dynamodb:${action}`, '*', context)).toBe(decision);
  });
});

describe('Multivalued context key examples', () => {
  test.each([
    [['key1:legal'], 'implicit deny'],
    [['key2:audit'], 'explicit deny'],
    [['key1:legal', 'key2:audit'], 'implicit deny'],
    [[], 'explicit deny'],
  ])('ForAllValues:StringNotLike key1* of the tag keys %j is an %s', (keys, decision) => {
    const statement = {
      Effect: 'Deny',
      Action: ['iam:Tag*', 'iam:UnTag*'],
      Resource: '*',
      Condition: { 'ForAllValues:StringNotLike': { 'aws:TagKeys': 'key1*' } },
    };
    expect(decide(statement, 'iam:TagUser', '*', { 'aws:TagKeys': keys })).toBe(decision);
  });
});

describe('Example policies to control access to the Amazon EC2 API', () => {
  const volume = 'arn:aws:ec2:us-east-1:123456789012:volume/*';

  test.each([
    [
      { 'aws:RequestTag/costcenter': '115', 'aws:RequestTag/stack': 'prod' },
      ['costcenter', 'stack'],
      'allow',
    ],
    [{ 'aws:RequestTag/costcenter': '115' }, ['costcenter'], 'implicit deny'],
    [
      { 'aws:RequestTag/costcenter': '115', 'aws:RequestTag/stack': 'prod', 'aws:RequestTag/more': 'x' },
      ['costcenter', 'stack', 'more'],
      'implicit deny',
    ],
    [{}, [], 'implicit deny'],
  ])('"Create a volume with tags" of %j and the keys %j is an %s', (tags, keys, decision) => {
    const statement = {
      Effect: 'Allow',
      Action: 'ec2:CreateVolume',
      Resource: volume,
      Condition: {
        StringEquals: { 'aws:RequestTag/costcenter': '115', 'aws:RequestTag/stack': 'prod' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['costcenter', 'stack'] },
      },
    };
    expect(decide(statement, 'ec2:CreateVolume', volume, { ...tags, 'aws:TagKeys': keys })).toBe(decision);
  });

  test.each([
    [{ 'ec2:CreateAction': 'CreateVolume' }, 'allow'],
    [{ 'ec2:CreateAction': 'RunInstances' }, 'implicit deny'],
    [{}, 'implicit deny'],
  ])(
    '"Grant permission to tag resources during creation": CreateTags with %j is an %s',
    (context, decision) => {
      const statement = {
        Effect: 'Allow',
        Action: ['ec2:CreateTags'],
        Resource: 'arn:aws:ec2:us-east-1:123456789012:*/*',
        Condition: { StringEquals: { 'ec2:CreateAction': 'CreateVolume' } },
      };
      expect(decide(statement, 'ec2:CreateTags', volume, context)).toBe(decision);
    },
  );

  test.each([
    ['12', 'true', 'allow'],
    ['20', 'true', 'implicit deny'],
    ['12', 'false', 'implicit deny'],
  ])('"Create a volume" of %s GiB, encrypted %s, is an %s', (size, encrypted, decision) => {
    const statement = {
      Effect: 'Allow',
      Action: ['ec2:CreateVolume'],
      Resource: volume,
      Condition: { NumericLessThan: { 'ec2:VolumeSize': '20' }, Bool: { 'ec2:Encrypted': 'true' } },
    };
    const context = { 'ec2:VolumeSize': size, 'ec2:Encrypted': encrypted };
    expect(decide(statement, 'ec2:CreateVolume', volume, context)).toBe(decision);
  });

  test.each([
    [{ 'ec2:ResourceTag/User': 'maria', 'aws:username': 'maria' }, 'allow'],
    [{ 'ec2:ResourceTag/User': 'maria', 'aws:username': 'john' }, 'implicit deny'],
    [{ 'ec2:ResourceTag/User': 'maria' }, 'implicit deny'],
    [{ 'aws:username': 'maria' }, 'implicit deny'],
  ])('"Work with snapshots": deletion of a snapshot with %j is an %s', (context, decision) => {
    const statement = {
      Effect: 'Allow',
      Action: 'ec2:DeleteSnapshot',
      Resource: 'arn:aws:ec2:us-east-1::snapshot/*',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the variable is the policy's.
      Condition: { StringEquals: { 'ec2:ResourceTag/User': '${aws:username}' } },
    };
    const snapshot = 'arn:aws:ec2:us-east-1::snapshot/snap-1';
    expect(decide(statement, 'ec2:DeleteSnapshot', snapshot, context)).toBe(decision);
  });
});

describe('IAM JSON policy elements: NotAction, NotResource', () => {
  const statement = { Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::secret/*' };
  test.each([
    ['s3:GetObject', 'arn:aws:s3:::open/a', 'allow'],
    ['s3:GetObject', 'arn:aws:s3:::secret/a', 'implicit deny'],
    ['iam:GetUser', 'arn:aws:iam::123456789012:user/a', 'implicit deny'],
  ])('%s on %s is an %s', (action, resource, decision) => {
    expect(decide(statement, action, resource)).toBe(decision);
  });
});

describe('a policy', () => {
  const good = { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' };
  test.each([
    [{ Version: '2013-01-01', Statement: [good] }, 'has the version "2013-01-01"'],
    [{ Version: '2012-10-17', Statement: [] }, 'has no statement'],
    [{ Version: '2012-10-17', Statment: [good] }, 'has no Statment'],
    [{ Statement: [{ ...good, Principal: '*' }] }, 'has no Principal'],
    [{ Statement: [{ ...good, NotAction: 'ec2:*' }] }, 'needs either Action or NotAction'],
    [{ Statement: [{ Effect: 'Allow', Action: 'ec2:*' }] }, 'needs either Resource or NotResource'],
    [{ Statement: [{ ...good, Sid: 'A', Effect: 'allow' }] }, 'statement A: Effect is "allow"'],
    [{ Statement: [{ ...good, Action: 'RunInstances' }] }, 'RunInstances is not an action'],
    [{ Statement: [{ ...good, Resource: 'image/*' }] }, 'image/* is not an ARN'],
    [{ Statement: [{ ...good, Condition: { StringEquals: 'a' } }] }, 'StringEquals is not an object'],
  ])('the policy %j is refused', (document, message) => {
    expect(() => parsePolicy(document)).toThrow(message);
  });
});
