/** What docs/iam.md has beside the roles' policies: settings of a template that need more, and calls of the plugin that nobody makes. */
import {
  type Condition,
  type Partition,
  requestHasTag,
  resourceHasTag,
  type StatementDocument,
  single,
} from '../../src/aws/policies.ts';
import { tagKeys } from '../../src/tags.ts';

/** A setting of a template that needs more than the role has, and what. */
export interface Extra {
  /** The settings, in Markdown. */
  readonly settings: string;
  readonly statements: readonly ExtraStatement[];
}

interface ExtraStatement {
  readonly sid: string;
  /** Actions, and where the plugin makes the call or which page of AWS asks for it. */
  readonly calls: Readonly<Record<string, string>>;
  /** ARNs without `arn:` and the partition, or `*`. */
  readonly resources: readonly string[];
  readonly condition?: Condition;
}

/** Gives the run's tag to what has none yet. */
const tagsFirst = { Null: { ...requestHasTag['Null'], [`aws:ResourceTag/${tagKeys.nonce}`]: 'true' } };

export const extras: readonly Extra[] = [
  {
    settings:
      '`ami_regions`, `encrypt_boot`: EC2 gives a copy its tags, but not its snapshots. With these the role can copy any image that ' +
      'the account may copy, and call any snapshot without the tag its own, and so delete it. The role for `reap` needs the last ' +
      'one too, to remove copies that a dead run left; without it they stay, and the run says so',
    statements: [
      {
        sid: 'Copy',
        calls: { 'ec2:CopyImage': 'common/step_ami_region_copy.go' },
        resources: ['ec2:*::image/*', 'ec2:*::snapshot/*'],
      },
      {
        sid: 'TagCopies',
        calls: { 'ec2:CreateTags': 'EC2 User Guide, "Grant permissions to copy Amazon EC2 AMIs"' },
        resources: ['ec2:*::image/*'],
        condition: { StringEquals: { 'ec2:CreateAction': 'CopyImage' } },
      },
      {
        sid: 'TagSnapshotsOfCopies',
        calls: { 'ec2:CreateTags': 'common/step_create_tags.go' },
        resources: ['ec2:*::snapshot/*'],
        condition: tagsFirst,
      },
    ],
  },
  {
    settings:
      '`skip_ami_run_tags`: the role can call any image and snapshot without the tag its own, and so remove it',
    statements: [
      {
        sid: 'TagImages',
        calls: { 'ec2:CreateTags': 'common/step_create_tags.go' },
        resources: ['ec2:*::image/*', 'ec2:*::snapshot/*'],
        condition: tagsFirst,
      },
    ],
  },
  {
    settings: '`kms_key_id`, `region_kms_key_ids`: keys of your own; name them instead of `*`',
    statements: [
      {
        sid: 'UseKeys',
        calls: Object.fromEntries(
          ['CreateGrant', 'Decrypt', 'DescribeKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncrypt*'].map(
            (name) => [`kms:${name}`, 'Amazon EBS User Guide, "Requirements for Amazon EBS encryption"'],
          ),
        ),
        resources: ['kms:*:*:key/*'],
      },
    ],
  },
  {
    settings:
      '`spot_instance_types`, with `spot_tags`: EC2 makes the request without tags, and the plugin adds them',
    statements: [
      {
        sid: 'LaunchSpot',
        // Each type of the Service Authorization Reference that the plugin's launch template leads to.
        calls: { 'ec2:CreateFleet': 'common/step_run_spot_instance.go' },
        resources: ['fleet', 'image', 'instance', 'subnet', 'volume'].map((type) => `ec2:*:*:${type}/*`),
      },
      {
        sid: 'LaunchSpotByOwnTemplate',
        calls: { 'ec2:CreateFleet': 'common/step_run_spot_instance.go' },
        resources: ['ec2:*:*:launch-template/*'],
        condition: resourceHasTag,
      },
      {
        sid: 'RequestSpot',
        calls: {
          'ec2:RunInstances': 'Service Authorization Reference: the launch that a fleet makes as the caller',
        },
        resources: ['ec2:*:*:spot-instances-request/*'],
      },
      {
        sid: 'TagSpotRequests',
        calls: { 'ec2:CreateTags': 'common/step_run_spot_instance.go' },
        resources: ['ec2:*:*:spot-instances-request/*'],
        condition: tagsFirst,
      },
    ],
  },
  {
    settings: 'the same, in an account that has had neither a spot instance nor a fleet',
    statements: [
      {
        sid: 'FirstSpotInstance',
        calls: { 'iam:CreateServiceLinkedRole': 'EC2 User Guide, "Service-linked role for EC2 Fleet"' },
        resources: ['iam::*:role/aws-service-role/*'],
        condition: {
          StringEquals: { 'iam:AWSServiceName': ['ec2fleet.amazonaws.com', 'spot.amazonaws.com'] },
        },
      },
    ],
  },
  {
    settings: '`deprecate_at`, `deregistration_protection`',
    statements: [
      {
        sid: 'EndOfLife',
        calls: {
          'ec2:EnableImageDeprecation': 'common/step_enable_deprecation.go',
          'ec2:EnableImageDeregistrationProtection': 'common/step_enable_deregistration_protection.go',
        },
        resources: ['*'],
        condition: resourceHasTag,
      },
    ],
  },
  {
    settings: '`iam_instance_profile`; name the profile and its role instead of `*`',
    statements: [
      {
        sid: 'PassTheBuildersRole',
        calls: {
          'iam:PassRole': 'common/step_run_source_instance.go',
        },
        resources: ['iam::*:role/*'],
        condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
      },
      {
        sid: 'ReadTheBuildersProfile',
        calls: { 'iam:GetInstanceProfile': 'common/step_iam_instance_profile.go' },
        resources: ['iam::*:instance-profile/*'],
      },
    ],
  },
  {
    settings: '`ssh_interface = "session_manager"`, beside an instance profile',
    statements: [
      {
        sid: 'LookForSessionManager',
        calls: { 'ec2:DescribeInstanceStatus': 'common/ssm/session.go' },
        resources: ['*'],
      },
      {
        sid: 'StartSessionsOnOurs',
        calls: { 'ssm:StartSession': 'common/ssm/session.go' },
        resources: ['ec2:*:*:instance/*'],
        condition: { Null: { [`ssm:resourceTag/${tagKeys.nonce}`]: 'false' } },
      },
      {
        sid: 'ForwardPorts',
        calls: { 'ssm:StartSession': 'common/ssm/session.go' },
        resources: ['ssm:*:*:document/AWS-StartPortForwardingSession'],
      },
      {
        sid: 'EndOwnSessions',
        calls: { 'ssm:TerminateSession': 'common/ssm/session.go' },
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is IAM's variable
        resources: ['ssm:*:*:session/${aws:userid}-*'],
      },
    ],
  },
  {
    settings: '`data "amazon-parameterstore"` of a parameter of your own; name it instead of `*`',
    statements: [
      {
        sid: 'OwnParameters',
        calls: { 'ssm:GetParameter': 'datasource/parameterstore/data.go' },
        resources: ['ssm:*:*:parameter/*'],
      },
    ],
  },
  {
    settings: '`data "amazon-secretsmanager"`; name the secret instead of `*`',
    statements: [
      {
        sid: 'Secrets',
        calls: { 'secretsmanager:GetSecretValue': 'datasource/secretsmanager/data.go' },
        resources: ['secretsmanager:*:*:secret:*'],
      },
    ],
  },
];

/** Calls in the plugin's source that no build of an AMI by this action makes, and why. */
export const otherCalls: Readonly<Record<string, string>> = {
  DescribeFastLaunchImages: 'fast launch is for Windows',
  DescribeImportImageTasks: 'import is a post-processor',
  DescribeLaunchTemplates: 'fast launch is for Windows',
  DescribeSnapshots: 'builders of volumes wait for snapshots',
  EnableFastLaunch: 'fast launch is for Windows',
  GetPasswordData: 'the policies are for the SSH communicator',
};

/** The statements that one of the extras takes. */
export function createExtra({ statements }: Extra, partition: Partition): readonly StatementDocument[] {
  return statements.map(({ sid, calls, resources, condition }) => ({
    Sid: sid,
    Effect: 'Allow',
    Action: single(Object.keys(calls)),
    Resource: single(resources.map((text) => (text === '*' ? text : `arn:${partition}:${text}`))),
    ...(condition === undefined ? {} : { Condition: condition }),
  }));
}
