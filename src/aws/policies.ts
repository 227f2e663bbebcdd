/** The policies of docs/iam.md: one for each role and partition, made of the lists of calls. */
import { tagKeys } from '../tags.ts';
import { actionCalls, packerCalls, planCalls, type Scope } from './permissions.ts';

export const partitions = ['aws', 'aws-us-gov', 'aws-cn'] as const;
export type Partition = (typeof partitions)[number];
export const roles = ['plan', 'build', 'reap'] as const;
export type RoleName = (typeof roles)[number];

/** By operator, then by key. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export interface StatementDocument {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Condition;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly StatementDocument[];
}

const has = (key: string): Condition => ({ Null: { [`${key}/${tagKeys.nonce}`]: 'false' } });
export const requestHasTag = has('aws:RequestTag');
export const resourceHasTag = has('aws:ResourceTag');

/** Types of which a launch takes what is there, or makes what goes with the instance. */
const launchedWith = [
  '*:image/*',
  '*:key-pair/*',
  '*:launch-template/*',
  '*:network-interface/*',
  '*:security-group/*',
  '*:snapshot/*',
  '*:subnet/*',
  '*:volume/*',
];
const createdTypes = ['*:key-pair/*', '*:launch-template/*', '*:security-group/*'];
const imageTypes = ['*:image/*', '*:snapshot/*'];

/** Calls whose tags EC2 checks as ec2:CreateTags. */
const taggingCalls = [
  'CreateFleet',
  'CreateImage',
  'CreateKeyPair',
  'CreateLaunchTemplate',
  'CreateSecurityGroup',
  'RunInstances',
];

/** What a call needs, by name. */
type Calls = Readonly<Record<string, Scope>>;

const ownCalls: Calls = actionCalls;
const allCalls: Calls = {
  ...actionCalls,
  ...Object.fromEntries(Object.entries(packerCalls).map(([name, { scope }]) => [name, scope])),
};

/** The policy of a role. */
export function createPolicy(role: RoleName, partition: Partition): PolicyDocument {
  const statements: Readonly<Record<RoleName, () => readonly StatementDocument[]>> = {
    plan: () => [look(planCalls), readParameters(partition)],
    build: () => buildStatements(partition),
    reap: () => [look(namesOf(ownCalls, 'look')), changeOwn(namesOf(ownCalls, 'own'))],
  };
  return { Version: '2012-10-17', Statement: statements[role]() };
}

function buildStatements(partition: Partition): StatementDocument[] {
  // There the plugin tags some kinds only later, or never (packer-plugin-amazon, IsRestricted in builder/ebs/builder.go).
  const tagsAll = partition !== 'aws-cn';
  const whenTagged = tagsAll ? { Condition: requestHasTag } : {};
  const arns = (tails: readonly string[]): readonly string[] =>
    tails.map((tail) => `arn:${partition}:ec2:*:${tail}`);
  const statement = (
    Sid: string,
    names: readonly string[],
    Resource: readonly string[],
    rest: { readonly Condition?: Condition } = {},
  ): StatementDocument => ({
    Sid,
    Effect: 'Allow',
    Action: actions(names),
    Resource: single(Resource),
    ...rest,
  });
  return [
    look(namesOf(allCalls, 'look')),
    readParameters(partition),
    statement('Launch', namesOf(allCalls, 'launch'), arns(['*:instance/*']), whenTagged),
    statement('LaunchWith', namesOf(allCalls, 'launch'), arns(launchedWith)),
    statement('Create', namesOf(allCalls, 'create'), arns(createdTypes), whenTagged),
    statement('CreateInNetwork', ['CreateSecurityGroup'], arns(['*:vpc/*'])),
    statement('CreateImage', namesOf(allCalls, 'image'), arns(imageTypes)),
    statement('TagWhatIsCreated', ['CreateTags'], arns(['*:*/*']), {
      Condition: { StringEquals: { 'ec2:CreateAction': taggingCalls } },
    }),
    ...(partition === 'aws' ? [] : [tagLater(partition, arns)]),
    changeOwn([...namesOf(allCalls, 'own'), ...namesOf(allCalls, 'tag'), 'CreateImage']),
    ...(tagsAll
      ? []
      : [
          statement('DeleteKeyPairs', ['DeleteKeyPair'], arns(['*:key-pair/packer_*'])),
          statement(
            'UseSecurityGroups',
            ['AuthorizeSecurityGroupIngress', 'DeleteSecurityGroup'],
            arns(['*:security-group/*']),
          ),
        ]),
  ];
}

/** In aws-us-gov images and snapshots get their tags after they were made, in aws-cn instances and their volumes, too. */
function tagLater(
  partition: Partition,
  arns: (tails: readonly string[]) => readonly string[],
): StatementDocument {
  const launched = partition === 'aws-cn' ? ['*:instance/*', '*:network-interface/*', '*:volume/*'] : [];
  return {
    Sid: 'TagWhatWasCreated',
    Effect: 'Allow',
    Action: 'ec2:CreateTags',
    Resource: arns([...imageTypes, ...launched]),
    Condition: { Null: { ...requestHasTag['Null'], [`aws:ResourceTag/${tagKeys.nonce}`]: 'true' } },
  };
}

const namesOf = (calls: Calls, scope: Scope): string[] =>
  Object.keys(calls).filter((name) => calls[name] === scope);

const actions = (names: readonly string[]): string | readonly string[] =>
  single([...new Set(names)].sort().map((name) => `ec2:${name}`));

/** IAM's short form of a list of one. */
export const single = (texts: readonly string[]): string | readonly string[] =>
  texts.length === 1 ? (texts[0] ?? '') : texts;

const look = (names: readonly string[]): StatementDocument => ({
  Sid: 'Look',
  Effect: 'Allow',
  Action: actions(names),
  Resource: '*',
});

/** AWS's own parameters, which belong to no account: the ids of Canonical's images, for instance. */
const readParameters = (partition: Partition): StatementDocument => ({
  Sid: 'ReadPublicParameters',
  Effect: 'Allow',
  Action: 'ssm:GetParameter',
  Resource: `arn:${partition}:ssm:*::parameter/aws/service/*`,
});

const changeOwn = (names: readonly string[]): StatementDocument => ({
  Sid: 'ChangeWhatIsOurs',
  Effect: 'Allow',
  Action: actions(names),
  Resource: '*',
  Condition: resourceHasTag,
});
