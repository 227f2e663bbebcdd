/** The operations of EC2's Query API that the action calls, in the names of the wire (EC2 API Reference, 2016-11-15). */

/** A text, a time, a list of one shape, or a structure with members by name. */
export type Shape = 'text' | 'time' | readonly [Shape] | { readonly [member: string]: Shape };

/** The values that a shape describes. Any member may be missing. */
type Of<S> = S extends 'text'
  ? string
  : S extends 'time'
    ? Date
    : S extends readonly [infer E]
      ? readonly Of<E>[]
      : { readonly [K in keyof S]?: Of<S[K]> | undefined };

const text = 'text';
const time = 'time';
const tagSet = [{ key: text, value: text }] as const;
const filters = [{ Name: text, Value: [text] }] as const;
const page = { Filter: filters, NextToken: text } as const;
const nothing = {} as const;

export const operations = {
  DescribeImages: {
    input: { ...page, Owner: [text], IncludeDeprecated: text, IncludeDisabled: text },
    output: {
      nextToken: text,
      imagesSet: [
        {
          imageId: text,
          name: text,
          imageState: text,
          stateReason: { message: text },
          creationDate: text,
          imageOwnerId: text,
          blockDeviceMapping: [{ ebs: { snapshotId: text } }],
          tagSet,
        },
      ],
    },
  },
  DescribeSpotInstanceRequests: {
    input: page,
    output: {
      spotInstanceRequestSet: [{ spotInstanceRequestId: text, state: text, tagSet }],
      nextToken: text,
    },
  },
  DescribeInstances: {
    input: page,
    output: {
      reservationSet: [{ instancesSet: [{ instanceId: text, instanceState: { name: text }, tagSet }] }],
      nextToken: text,
    },
  },
  DescribeSnapshots: {
    input: { ...page, Owner: [text] },
    output: {
      snapshotSet: [{ snapshotId: text, status: text, description: text, startTime: time, tagSet }],
      nextToken: text,
    },
  },
  DescribeVolumes: {
    input: page,
    output: { volumeSet: [{ volumeId: text, status: text, tagSet }], nextToken: text },
  },
  DescribeLaunchTemplates: {
    input: page,
    output: {
      launchTemplates: [{ launchTemplateId: text, launchTemplateName: text, tagSet }],
      nextToken: text,
    },
  },
  DescribeNetworkInterfaces: {
    input: page,
    output: { networkInterfaceSet: [{ networkInterfaceId: text, status: text, tagSet }], nextToken: text },
  },
  // All at once: it has no pages.
  DescribeKeyPairs: {
    input: { Filter: filters },
    output: { keySet: [{ keyName: text, tagSet }] },
  },
  DescribeSecurityGroups: {
    input: page,
    output: { securityGroupInfo: [{ groupId: text, groupName: text, tagSet }], nextToken: text },
  },
  CreateTags: { input: { ResourceId: [text], Tag: [{ Key: text, Value: text }] }, output: nothing },
  CancelSpotInstanceRequests: { input: { SpotInstanceRequestId: [text] }, output: nothing },
  TerminateInstances: { input: { InstanceId: [text] }, output: nothing },
  DeregisterImage: { input: { ImageId: text }, output: nothing },
  DeleteSnapshot: { input: { SnapshotId: text }, output: nothing },
  DeleteVolume: { input: { VolumeId: text }, output: nothing },
  DeleteLaunchTemplate: { input: { LaunchTemplateId: text }, output: nothing },
  DeleteKeyPair: { input: { KeyName: text }, output: nothing },
  DeleteNetworkInterface: { input: { NetworkInterfaceId: text }, output: nothing },
  DeleteSecurityGroup: { input: { GroupId: text }, output: nothing },
} as const satisfies Record<string, { readonly input: Shape; readonly output: Shape }>;

const tagSpecifications = [{ ResourceType: text, Tag: [{ Key: text, Value: text }] }] as const;

/** Operations that are only asked whether they would be allowed, with DryRun, and what they are asked with. */
export const dryRuns = {
  DescribeInstanceTypeOfferings: nothing,
  DescribeInstances: nothing,
  DescribeKeyPairs: nothing,
  DescribeLaunchTemplates: nothing,
  DescribeNetworkInterfaces: nothing,
  DescribeRegions: nothing,
  DescribeSecurityGroups: nothing,
  DescribeSnapshots: nothing,
  DescribeSpotInstanceRequests: nothing,
  DescribeSubnets: nothing,
  DescribeVolumes: nothing,
  DescribeVpcs: nothing,
  CreateKeyPair: { KeyName: text, TagSpecification: tagSpecifications },
  CreateSecurityGroup: { GroupName: text, GroupDescription: text, TagSpecification: tagSpecifications },
  RunInstances: {
    ImageId: text,
    InstanceType: text,
    SubnetId: text,
    MinCount: text,
    MaxCount: text,
    TagSpecification: tagSpecifications,
  },
} as const satisfies Record<string, Readonly<Record<string, Shape>>>;

export type DryRunOperation = keyof typeof dryRuns;
export type DryRunInput<O extends DryRunOperation> = {
  readonly [K in keyof (typeof dryRuns)[O]]?: Of<(typeof dryRuns)[O][K]> | undefined;
};

export type Operation = keyof typeof operations;
export type Input<O extends Operation> = Of<(typeof operations)[O]['input']>;
export type Output<O extends Operation> = Of<(typeof operations)[O]['output']>;
