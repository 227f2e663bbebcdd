/** What the action asks of AWS, as narrow as it needs: tests replace these, and the SDK stands behind them alone. */

export type Tags = Readonly<Record<string, string>>;

/** An AMI as DescribeImages tells it. */
export interface Image {
  readonly id: string;
  readonly name: string;
  /** `pending`, `available`, `invalid`, `deregistered`, `transient`, `failed`, `error` or `disabled`. */
  readonly state: string;
  /** Why a failed AMI failed, in AWS's words. */
  readonly stateReason: string | null;
  /** ISO 8601, UTC. */
  readonly creationDate: string;
  /** The account that owns it, twelve digits. */
  readonly ownerId: string;
  /** The EBS snapshots that it consists of. */
  readonly rootSnapshotIds: readonly string[];
  readonly tags: Tags;
}

/** Which images to describe; what is absent does not narrow. At least one is given. */
export interface ImageQuery {
  readonly ids?: readonly string[];
  readonly names?: readonly string[];
  /** Account ids, or `self`. */
  readonly owners?: readonly string[];
  /** Values of tags, any of them. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  /** DescribeImages' own filters, by name. */
  readonly filters?: Readonly<Record<string, readonly string[]>>;
}

/** The kinds of things that a build creates in an account and that can be left behind. */
export const resourceKinds = [
  'spot-request',
  'instance',
  'image',
  'snapshot',
  'volume',
  'launch-template',
  'key-pair',
  'security-group',
] as const;
export type ResourceKind = (typeof resourceKinds)[number];

/** Something found by a tag. */
export interface Resource {
  readonly kind: ResourceKind;
  /** Its id in EC2; a key pair's name. */
  readonly id: string;
  /** The name where it has one besides (an AMI, a security group), else empty. */
  readonly name: string;
  /** EC2's word for its state, empty where the kind has none. */
  readonly state: string;
  readonly tags: Tags;
}

export interface Ec2 {
  /** Ids that do not exist are left out of the answer; they are no error. */
  describeImages(query: ImageQuery): Promise<Image[]>;
  createTags(ids: readonly string[], tags: Tags): Promise<void>;
  /** All of one kind that bear the tag, terminated and deregistered ones left out. */
  findTagged(kind: ResourceKind, key: string, value: string): Promise<Resource[]>;
  /** Removes one; that it is gone already is success. */
  remove(kind: ResourceKind, id: string): Promise<void>;
}

export interface Ssm {
  /** The value of a parameter, or null where there is none. */
  getParameter(name: string): Promise<string | null>;
}

export interface CallerIdentity {
  readonly account: string;
}

export interface Sts {
  callerIdentity(): Promise<CallerIdentity>;
}

/** The clients of a run, one a region, made when first asked for. */
export interface Aws {
  ec2(region: string): Ec2;
  ssm(region: string): Ssm;
  sts(region: string): Sts;
  /** Lets go of all sockets; open ones would keep the process alive. */
  close(): void;
}
