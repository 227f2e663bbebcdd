/**
 * What each call is checked against: resource types from the Service Authorization Reference, "Actions, resources, and condition keys
 * for Amazon EC2" (and "... for AWS Systems Manager", "... for AWS Security Token Service"), parameters from the EC2 API Reference.
 * Only the calls that the action and packer-plugin-amazon make: any other call of a role is refused, until it is written here.
 */

/** Types of EC2's resources, as in their ARNs. */
export type ResourceType =
  | 'fleet'
  | 'image'
  | 'instance'
  | 'key-pair'
  | 'launch-template'
  | 'network-interface'
  | 'security-group'
  | 'security-group-rule'
  | 'snapshot'
  | 'spot-instances-request'
  | 'subnet'
  | 'volume'
  | 'vpc';

/** A resource that exists, named by its id or name in the parameters that match. */
export interface Use {
  readonly type: ResourceType;
  readonly parameter: RegExp;
  /** Whether EC2 takes a default where the request names none; it is `TYPE/*` here. */
  readonly required?: boolean;
}

export interface ActionRule {
  /** Types that come into being: `TYPE/*`, with the tags of the request's TagSpecification. */
  readonly creates?: readonly ResourceType[];
  /** Types that are checked only where the request tags them. */
  readonly createsIfTagged?: readonly ResourceType[];
  readonly uses?: readonly Use[];
  /** Types that are checked as ec2:RunInstances too, as EC2 launches in the caller's name. */
  readonly launches?: readonly ResourceType[];
  /** Condition keys of what is created, by the parameter that holds their values. */
  readonly keys?: Readonly<Record<string, string>>;
}

const one = (type: ResourceType, name: string): ActionRule => ({
  uses: [{ type, parameter: new RegExp(`^${name}(\\.\\d+)?$`) }],
});

/** Actions without resource-level permissions: they are checked against `*`. */
const lists = [
  'DescribeFastLaunchImages',
  'DescribeFleets',
  'DescribeImages',
  'DescribeInstanceStatus',
  'DescribeInstanceTypeOfferings',
  'DescribeInstances',
  'DescribeKeyPairs',
  'DescribeLaunchTemplates',
  'DescribeNetworkInterfaces',
  'DescribeRegions',
  'DescribeSecurityGroups',
  'DescribeSnapshots',
  'DescribeSpotInstanceRequests',
  'DescribeSpotPriceHistory',
  'DescribeSubnets',
  'DescribeTags',
  'DescribeVolumes',
  'DescribeVpcs',
];

export const ec2Actions: Readonly<Record<string, ActionRule>> = {
  ...Object.fromEntries(lists.map((name) => [name, {}])),
  RunInstances: {
    creates: ['instance', 'network-interface', 'volume'],
    uses: [
      { type: 'image', parameter: /^ImageId$/, required: true },
      { type: 'subnet', parameter: /^(NetworkInterface\.\d+\.)?SubnetId$/, required: true },
      {
        type: 'security-group',
        parameter: /^(NetworkInterface\.\d+\.)?SecurityGroupId\.\d+$/,
        required: true,
      },
      { type: 'key-pair', parameter: /^KeyName$/ },
      { type: 'snapshot', parameter: /^BlockDeviceMapping\.\d+\.Ebs\.SnapshotId$/ },
      { type: 'launch-template', parameter: /^LaunchTemplate\.LaunchTemplate(Id|Name)$/ },
    ],
    keys: { 'ec2:InstanceType': 'InstanceType' },
  },
  CreateImage: { creates: ['image', 'snapshot'], ...one('instance', 'InstanceId') },
  // The source too, since 28 October 2024 (EC2 User Guide, "Grant permissions to copy Amazon EC2 AMIs").
  CopyImage: { creates: ['image', 'snapshot'], ...one('image', 'SourceImageId') },
  CreateKeyPair: { creates: ['key-pair'], keys: { 'ec2:KeyPairName': 'KeyName' } },
  CreateSecurityGroup: { creates: ['security-group'], ...one('vpc', 'VpcId') },
  CreateLaunchTemplate: { creates: ['launch-template'] },
  CreateFleet: {
    creates: ['fleet', 'instance', 'volume'],
    uses: [
      { type: 'launch-template', parameter: /\.LaunchTemplateSpecification\.LaunchTemplate(Id|Name)$/ },
      // Named in the template, if not here.
      { type: 'image', parameter: /\.Overrides\.\d+\.ImageId$/, required: true },
      { type: 'subnet', parameter: /\.Overrides\.\d+\.SubnetId$/, required: true },
    ],
    launches: ['spot-instances-request'],
  },
  AuthorizeSecurityGroupIngress: {
    createsIfTagged: ['security-group-rule'],
    ...one('security-group', 'GroupId'),
  },
  CancelSpotInstanceRequests: one('spot-instances-request', 'SpotInstanceRequestId'),
  DeleteKeyPair: one('key-pair', 'Key(Name|PairId)'),
  DeleteNetworkInterface: one('network-interface', 'NetworkInterfaceId'),
  DeleteLaunchTemplate: one('launch-template', 'LaunchTemplate(Id|Name)'),
  DeleteSecurityGroup: one('security-group', 'Group(Id|Name)'),
  DeleteSnapshot: one('snapshot', 'SnapshotId'),
  DeleteVolume: one('volume', 'VolumeId'),
  DeregisterImage: one('image', 'ImageId'),
  EnableImageDeprecation: one('image', 'ImageId'),
  EnableImageDeregistrationProtection: one('image', 'ImageId'),
  GetConsoleOutput: one('instance', 'InstanceId'),
  ModifyImageAttribute: one('image', 'ImageId'),
  ModifyInstanceAttribute: one('instance', 'InstanceId'),
  ModifySnapshotAttribute: one('snapshot', 'SnapshotId'),
  StopInstances: one('instance', 'InstanceId'),
  TerminateInstances: one('instance', 'InstanceId'),
};

/** Types by the prefix of their ids, for CreateTags, which takes any. */
export const typesByPrefix: Readonly<Record<string, ResourceType>> = {
  ami: 'image',
  eni: 'network-interface',
  fleet: 'fleet',
  i: 'instance',
  key: 'key-pair',
  lt: 'launch-template',
  sg: 'security-group',
  sgr: 'security-group-rule',
  sir: 'spot-instances-request',
  snap: 'snapshot',
  subnet: 'subnet',
  vol: 'volume',
  vpc: 'vpc',
};

/** Types whose ARNs name no account. */
export const withoutAccount: ReadonlySet<ResourceType> = new Set(['image', 'snapshot']);

/** Condition keys that hold a resource's own id. */
export const idKeys: Readonly<Partial<Record<ResourceType, string>>> = {
  image: 'ec2:ImageID',
  instance: 'ec2:InstanceID',
  'key-pair': 'ec2:KeyPairName',
  'network-interface': 'ec2:NetworkInterfaceID',
  'security-group': 'ec2:SecurityGroupID',
  snapshot: 'ec2:SnapshotID',
  subnet: 'ec2:SubnetID',
  volume: 'ec2:VolumeID',
  vpc: 'ec2:VpcID',
};

/** Condition keys that are filled in here; `aws:RequestTag/` and the like stand for all of theirs. */
export const knownKeys: readonly string[] = [
  'aws:RequestTag/',
  'aws:ResourceTag/',
  'ec2:ResourceTag/',
  'aws:TagKeys',
  'aws:RequestedRegion',
  'aws:CurrentTime',
  'ec2:Region',
  'ec2:CreateAction',
  'ec2:InstanceType',
  'ec2:Owner',
  // Only of calls that the sandbox refuses, as it does not know them.
  'iam:PassedToService',
  'ssm:resourceTag/',
  ...Object.values(idKeys),
];
