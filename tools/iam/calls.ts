/**
 * Every call to AWS of a run, and how far a role has to be let for it. docs/iam.md is made of these lists: a call of the action that is
 * not here does not compile, and a test reads the plugin's source for calls of Packer that are not.
 */
import type { Operation } from '../../src/aws/ec2-model.ts';
import { tagKeys } from '../../src/tags.ts';

/**
 * How a permission can be narrowed. `look` cannot: EC2's Describe calls have no resource-level permissions. `own` is on what bears the
 * run's tag, `create` is on what is given that tag, and `tag` is both.
 */
export type Scope = 'look' | 'own' | 'create' | 'tag' | 'launch' | 'image' | 'fleet' | 'parameter';

/** The action's own calls to EC2, and what they are for. */
export const actionCalls: Readonly<Record<Operation, Scope>> = {
  DescribeImages: 'look',
  DescribeSpotInstanceRequests: 'look',
  DescribeInstances: 'look',
  DescribeSnapshots: 'look',
  DescribeVolumes: 'look',
  DescribeLaunchTemplates: 'look',
  DescribeKeyPairs: 'look',
  DescribeSecurityGroups: 'look',
  CreateTags: 'tag',
  CancelSpotInstanceRequests: 'own',
  TerminateInstances: 'own',
  DeregisterImage: 'own',
  DeleteSnapshot: 'own',
  DeleteVolume: 'own',
  DeleteLaunchTemplate: 'own',
  DeleteKeyPair: 'own',
  DeleteSecurityGroup: 'own',
};

/** What a plan asks EC2: which AMIs exist, and what a template starts from. */
export const planCalls: readonly Operation[] = ['DescribeImages'];

interface PackerCall {
  readonly scope: Scope;
  /** Where packer-plugin-amazon v1.8.2 makes it. */
  readonly source: string;
}

/** Calls of builder/ebs that a template with the settings of the shipped ones can lead to. */
export const packerCalls: Readonly<Record<string, PackerCall>> = {
  AuthorizeSecurityGroupIngress: { scope: 'own', source: 'common/step_security_group.go' },
  CreateFleet: { scope: 'fleet', source: 'common/step_run_spot_instance.go' },
  CreateImage: { scope: 'image', source: 'builder/ebs/step_create_ami.go' },
  CreateKeyPair: { scope: 'create', source: 'common/step_key_pair.go' },
  CreateLaunchTemplate: { scope: 'create', source: 'common/step_run_spot_instance.go' },
  CreateSecurityGroup: { scope: 'create', source: 'common/step_security_group.go' },
  CreateTags: { scope: 'tag', source: 'common/step_create_tags.go' },
  DeleteKeyPair: { scope: 'own', source: 'common/step_key_pair.go' },
  DeleteLaunchTemplate: { scope: 'own', source: 'common/step_run_spot_instance.go' },
  DeleteSecurityGroup: { scope: 'own', source: 'common/step_security_group.go' },
  DeleteSnapshot: { scope: 'own', source: 'builder/ebs/step_create_ami.go' },
  DeleteVolume: { scope: 'own', source: 'common/step_cleanup_volumes.go' },
  DeregisterImage: { scope: 'own', source: 'builder/ebs/step_create_ami.go' },
  DescribeImages: { scope: 'look', source: 'common/step_pre_validate.go' },
  DescribeInstanceTypeOfferings: { scope: 'look', source: 'common/step_network_info.go' },
  DescribeInstances: { scope: 'look', source: 'common/step_run_source_instance.go' },
  DescribeRegions: { scope: 'look', source: 'common/regions.go' },
  DescribeSecurityGroups: { scope: 'look', source: 'common/step_security_group.go' },
  DescribeSubnets: { scope: 'look', source: 'common/step_network_info.go' },
  DescribeVolumes: { scope: 'look', source: 'common/step_cleanup_volumes.go' },
  DescribeVpcs: { scope: 'look', source: 'common/step_network_info.go' },
  ModifyImageAttribute: { scope: 'own', source: 'common/step_modify_ami_attributes.go' },
  ModifyInstanceAttribute: { scope: 'own', source: 'common/step_modify_ebs_instance.go' },
  ModifySnapshotAttribute: { scope: 'own', source: 'common/step_modify_ami_attributes.go' },
  RunInstances: { scope: 'launch', source: 'common/step_run_source_instance.go' },
  StopInstances: { scope: 'own', source: 'common/step_stop_ebs_instance.go' },
  TerminateInstances: { scope: 'own', source: 'common/step_run_source_instance.go' },
};

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
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const requestTag = `aws:RequestTag/${tagKeys.nonce}`;
const resourceTag = `aws:ResourceTag/${tagKeys.nonce}`;
/** Gives the run's tag to what has none yet. */
const tagsFirst = { Null: { [requestTag]: 'false', [resourceTag]: 'true' } };

export const extras: readonly Extra[] = [
  {
    settings: '`ami_regions`, `encrypt_boot`: EC2 gives a copy its tags, but not its snapshots',
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
    settings: '`skip_ami_run_tags`',
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
    settings: '`spot_tags`: EC2 makes the request without tags, and the plugin adds them',
    statements: [
      {
        sid: 'TagSpotRequests',
        calls: { 'ec2:CreateTags': 'common/step_run_spot_instance.go' },
        resources: ['ec2:*:*:spot-instances-request/*'],
        condition: tagsFirst,
      },
    ],
  },
  {
    settings: '`spot_instance_types`, in an account that has had neither a spot instance nor a fleet',
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
        condition: { Null: { [resourceTag]: 'false' } },
      },
    ],
  },
  {
    settings: '`iam_instance_profile`; name the profile and its role instead of `*`',
    statements: [
      {
        sid: 'PassTheBuildersRole',
        calls: {
          'iam:GetInstanceProfile': 'common/step_iam_instance_profile.go',
          'iam:PassRole': 'common/step_run_source_instance.go',
        },
        resources: ['iam::*:instance-profile/*', 'iam::*:role/*'],
      },
    ],
  },
  {
    settings: '`ssh_interface = "session_manager"`, beside an instance profile',
    statements: [
      {
        sid: 'SessionManager',
        calls: {
          'ec2:DescribeInstanceStatus': 'common/ssm/session.go',
          'ssm:StartSession': 'common/ssm/session.go',
          'ssm:TerminateSession': 'common/ssm/session.go',
        },
        resources: ['*'],
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
  GetPasswordData: 'the communicator is SSH',
};
