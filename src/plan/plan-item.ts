/** What a plan says of one AMI. */

import type { Image } from '../aws/types.ts';
import type { VariableValue } from '../inputs/variables.ts';
import type { RunTagsAttribute } from '../templates/run-tags.ts';
import type { FingerprintInput } from './fingerprint.ts';

/** What every item has, whatever its decision. */
export interface Planned {
  readonly ami: string;
  /** Hex SHA-256. */
  readonly fingerprint: string;
  /** Reasons for the decision, in order of weight; joined by commas they read as one line. */
  readonly why: readonly string[];
  /** What the AMI is made of, such as `nebula` to `1.9.0`. */
  readonly versions: Readonly<Record<string, string>>;
  /** Everything that the fingerprint hashes. */
  readonly fingerprintInputs: readonly FingerprintInput[];
  /** Limits of the plan's knowledge, a sentence each; empty if there are none. */
  readonly notes: readonly string[];
}

/** An existing image is the result. */
export interface PlannedReuse extends Planned {
  readonly decision: 'reuse';
  readonly image: Image;
  /** Region to id: the image and its copies. */
  readonly regions: Readonly<Record<string, string>>;
}

export interface BuildOrder {
  /** Exact pattern for Packer's `-only`. */
  readonly only: string;
  /** The AMI's name; null if the templates decide it during the build. */
  readonly amiName: string | null;
  /** Id of an image that has that name and keeps it, so that the build will fail; null if the name is free. */
  readonly nameTakenBy: string | null;
  /** True if no image that exists is its result, whatever its fingerprint. */
  readonly alwaysBuilt: boolean;
  /** When existing images were judged, in EC2's time, in milliseconds since 1970. */
  readonly plannedAt: number;
  /** The other regions that the templates copy the AMI to. */
  readonly copyRegions: readonly string[];
  /** Whether the templates copy it to regions that are known only during the build. */
  readonly hasUnknownRegions: boolean;
  /** Unfinished images of dead runs, in all of its regions, to be removed before the build. */
  readonly orphans: readonly Image[];
  /** The plain image's id; null if only the templates know it. */
  readonly sourceAmi: string | null;
  /** Id of the parent's AMI to start from; null to start from the source image, with the parent's steps first. */
  readonly baseAmi: string | null;
  /** Content of the variables file, without `runVariables`. May hold secrets. */
  readonly variables: Readonly<Record<string, VariableValue>>;
  /** Variables that the caller has to add: the lease's tags, and the folder of Go programs. */
  readonly runVariables: readonly ('run_tags' | 'ami_tags' | 'go_programs_dir')[];
  /** Attributes of the source by which something is created without the run's tags. */
  readonly untagged: readonly RunTagsAttribute[];
  /** Tags by which later runs find the AMI and see what it is made of. The caller adds the state's tag. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface PlannedBuild extends Planned, BuildOrder {
  readonly decision: 'build';
}

/** Another run is building this AMI: wait for it and reuse the image, and build if that run fails. */
export interface PlannedPending extends Planned, BuildOrder {
  readonly decision: 'pending';
  readonly image: Image;
}

export type PlanItem = PlannedBuild | PlannedReuse | PlannedPending;
