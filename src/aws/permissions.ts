/**
 * Every call to AWS of a run, and how far a role has to be let for it. docs/iam.md is made of these lists: a call of the action that is
 * not here does not compile, and a test reads the plugin's source for calls of Packer that are not.
 */
import type { Operation } from './ec2-model.ts';

/**
 * How a permission can be narrowed. `look` cannot: EC2's Describe calls have no resource-level permissions. `own` is on what bears the
 * run's tag, `create` is on what is given that tag, and `tag` is both.
 */
export type Scope = 'look' | 'own' | 'create' | 'tag' | 'launch' | 'image';

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
  DescribeNetworkInterfaces: 'look',
  CreateTags: 'tag',
  CancelSpotInstanceRequests: 'own',
  TerminateInstances: 'own',
  DeregisterImage: 'own',
  DeleteSnapshot: 'own',
  DeleteVolume: 'own',
  DeleteLaunchTemplate: 'own',
  DeleteKeyPair: 'own',
  DeleteSecurityGroup: 'own',
  DeleteNetworkInterface: 'own',
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
