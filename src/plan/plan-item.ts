/** What a plan says of one AMI. */

import type { Image } from '../aws/types.ts';
import type { VariableValue } from '../inputs/variables.ts';
import type { FingerprintInput } from './fingerprint.ts';

/** What is said of every AMI. */
export interface Planned {
  readonly ami: string;
  /** Hex SHA-256. */
  readonly fingerprint: string;
  /** Why, in order of weight; one line when joined by commas. */
  readonly why: readonly string[];
  /** What the AMI is made of, such as `nebula` to `1.9.0`. */
  readonly versions: Readonly<Record<string, string>>;
  /** Everything that the fingerprint holds. */
  readonly fingerprintInputs: readonly FingerprintInput[];
  /** What the plan could not look into, a sentence each; empty where it knows all. */
  readonly notes: readonly string[];
}

/** An image that exists is the result. */
export interface PlannedReuse extends Planned {
  readonly decision: 'reuse';
  readonly image: Image;
}

export interface BuildOrder {
  /** Exact pattern for Packer's `-only`. */
  readonly only: string;
  /** What the AMI will be called; null where the templates decide that during the build. */
  readonly amiName: string | null;
  /** An image that has that name and keeps it, so that the build will fail; null where the name is free. */
  readonly nameTakenBy: string | null;
  /** Unfinished images of dead runs that are to be removed before the build. */
  readonly orphans: readonly Image[];
  /** The plain image's id; null where only the templates know it. */
  readonly sourceAmi: string | null;
  /** Id of the parent's AMI that it starts from; null to start from the source image, with the parent's steps first. */
  readonly baseAmi: string | null;
  /** Content of the variables file, but for those of `runVariables`. May hold secrets. */
  readonly variables: Readonly<Record<string, VariableValue>>;
  /** Variables that the caller has to add: the lease's tags, and the folder of Go binaries. */
  readonly runVariables: readonly ('run_tags' | 'ami_tags' | 'go_programs_dir')[];
  /** Tags that make the AMI findable and remember what it is made of. The state's tag is the caller's. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface PlannedBuild extends Planned, BuildOrder {
  readonly decision: 'build';
}

/** Another run makes this AMI: wait for it and take it, and build if it comes to nothing. */
export interface PlannedPending extends Planned, BuildOrder {
  readonly decision: 'pending';
  readonly image: Image;
}

export type PlanItem = PlannedBuild | PlannedReuse | PlannedPending;
