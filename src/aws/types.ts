/** What the action needs of AWS, as narrow interfaces: the SDK implements them, and tests replace them. */

export type Tags = Readonly<Record<string, string>>;

/** An AMI as DescribeImages describes it. */
export interface Image {
  readonly id: string;
  readonly region: string;
  readonly name: string;
  /** `pending`, `available`, `invalid`, `transient`, `failed`, `error` or `disabled`. */
  readonly state: string;
  /** AWS's reason for the state, such as why an AMI failed. */
  readonly stateReason: string | null;
  /** ISO 8601, UTC. */
  readonly creationDate: string;
  /** The account that owns it, twelve digits. */
  readonly ownerId: string;
  /** The EBS snapshots of its volumes. */
  readonly rootSnapshotIds: readonly string[];
  readonly tags: Tags;
}

/** Which images to describe: those that match all members. At least one member is set. */
export interface ImageQuery {
  readonly ids?: readonly string[];
  readonly names?: readonly string[];
  /** Account ids, or `self`. */
  readonly owners?: readonly string[];
  /** By key of a tag, the values that match. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  /** Further filters of DescribeImages, by name. */
  readonly filters?: Readonly<Record<string, readonly string[]>>;
  /** Also deprecated images of other accounts; one's own are described in any case. */
  readonly includeDeprecated?: boolean;
}

/** A snapshot as DescribeSnapshots describes it. */
export interface Snapshot {
  readonly id: string;
  readonly description: string;
  /** When EC2 began to make it, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly tags: Tags;
}

/** The kinds of resources that a build creates and that may be left behind: first what costs most, and what holds others. */
export const resourceKinds = [
  'instance',
  'spot-request',
  'image',
  'snapshot',
  'volume',
  'network-interface',
  'launch-template',
  'key-pair',
  'security-group',
] as const;
export type ResourceKind = (typeof resourceKinds)[number];

/** A resource that was found by a tag. */
export interface Resource {
  readonly kind: ResourceKind;
  /** Its id in EC2; a key pair's name. */
  readonly id: string;
  /** The name, where it has one besides its id (an AMI, a security group), else empty. */
  readonly name: string;
  /** The state in EC2's words, empty for kinds without one. */
  readonly state: string;
  readonly tags: Tags;
}

/** True for what EC2 is removing already: an instance that is shutting down, a volume that is being deleted. */
export function isEnding({ state }: Pick<Resource, 'state'>): boolean {
  return state === 'shutting-down' || state === 'deleting';
}

export interface Ec2 {
  /**
   * Ids that do not exist are left out, as are deregistered images; they are not an error. Where an owner is `self`, disabled
   * images are described too: they hold their names.
   */
  describeImages(query: ImageQuery): Promise<Image[]>;
  /** Those of the own account that have one of the ids. */
  describeSnapshots(ids: readonly string[]): Promise<Snapshot[]>;
  /** Those of the own account whose description is one of these patterns, in which `*` stands for anything. */
  describeSnapshotsLike(descriptions: readonly string[]): Promise<Snapshot[]>;
  createTags(ids: readonly string[], tags: Tags): Promise<void>;
  /** All of one kind whose tag has just this value, or any if it is null, except terminated and deregistered ones. */
  findTagged(kind: ResourceKind, key: string, value: string | null): Promise<Resource[]>;
  /** Removes a resource; succeeds if it is already gone. */
  remove(kind: ResourceKind, id: string): Promise<void>;
  /** EC2's own time in milliseconds since 1970, by its latest answer; the runner's before the first. */
  now(): number;
}

/** A machine that a build launches, as far as permissions depend on it. */
export interface Launch {
  readonly imageId: string;
  readonly instanceType: string;
  /** Null is a subnet of the default VPC. */
  readonly subnetId: string | null;
  readonly tags: Tags;
  readonly volumeTags: Tags;
  /** Whether the build makes a key pair or a security group of its own. */
  readonly createsKeyPair: boolean;
  readonly createsSecurityGroup: boolean;
}

/** What EC2 said to a call that was not carried out. */
export interface RehearsedCall {
  /** Such as `RunInstances`. */
  readonly operation: string;
  readonly answer: 'allowed' | 'refused' | 'failed';
  /** EC2's sentence; empty where the call is allowed. */
  readonly message: string;
}

export interface Ssm {
  /** The value of a parameter, or null if there is none. */
  getParameter(name: string): Promise<string | null>;
}

export interface CallerIdentity {
  /** Twelve digits. */
  readonly account: string;
}

export interface Sts {
  callerIdentity(): Promise<CallerIdentity>;
}

/** The clients of a run, by region; each is created at its first use. */
export interface Aws {
  ec2(region: string): Ec2;
  ssm(region: string): Ssm;
  sts(region: string): Sts;
  /** Asks EC2 side by side whether it would allow the calls of builds that launch these; creates nothing. */
  rehearse(region: string, launches: readonly Launch[]): Promise<readonly RehearsedCall[]>;
  /** Closes all sockets; open ones would keep the process alive. */
  close(): void;
}
