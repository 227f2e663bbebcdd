/** The JSON report: everything known of a run. */

import type { Lock } from '../artifacts/lock-file.ts';
import type { FingerprintInput } from '../plan/fingerprint.ts';

/** A new field doesn't change the schema's number; a changed or removed one does. */
export interface Report {
  readonly schema: 1;
  readonly mode: 'build' | 'plan';
  readonly region: string;
  /** Twelve digits; null for a plan without AWS credentials. */
  readonly account: string | null;
  /** Path of the templates' folder. */
  readonly templates: string;
  readonly packerVersion: string;
  readonly pluginVersion: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationSeconds: number;
  /** Everything that was resolved: versions, URLs, checksums, source images. */
  readonly lock: Lock;
  readonly amis: readonly AmiReport[];
}

export interface AmiReport {
  /** Its name in the input `ami`. */
  readonly ami: string;
  readonly result: 'built' | 'reused' | 'failed' | 'timed-out' | 'cancelled' | 'planned' | 'pending';
  /** Set if and only if the image exists and is available. */
  readonly id: string | null;
  /** The AMI's name in EC2, if it is known. */
  readonly name: string | null;
  readonly region: string;
  /** Region to id, for every region that has a copy. */
  readonly regions: Readonly<Record<string, string>>;
  readonly fingerprint: string;
  readonly sourceAmi: string | null;
  /** The parent's AMI that the build started from, if any. */
  readonly baseAmi: string | null;
  /** What is in the image, name to version. */
  readonly versions: Readonly<Record<string, string>>;
  /** Why it was built or reused, most important reason first. */
  readonly why: readonly string[];
  /** What the plan could not determine. */
  readonly notes: readonly string[];
  /** Everything that the fingerprint covers; the digests of secrets are left out. */
  readonly fingerprintInputs: readonly FingerprintInput[];
  /** When the build started; ISO 8601, UTC. */
  readonly startedAt: string | null;
  readonly durationSeconds: number | null;
  /** Path of the full log. */
  readonly log: string | null;
  /** Why there is no image; null if there is one, or if none was to be built. */
  readonly cause: string | null;
}

/** What a report says of the run besides its AMIs. */
export interface ReportedRun {
  readonly inputs: Pick<Report, 'region' | 'templates' | 'packerVersion' | 'pluginVersion'>;
  readonly account: string | null;
  readonly plan: Pick<Report, 'lock'>;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export function createReport(
  mode: Report['mode'],
  amis: readonly AmiReport[],
  { inputs, account, plan, startedAt }: ReportedRun,
): Report {
  const { region, templates, packerVersion, pluginVersion } = inputs;
  return {
    schema: 1,
    mode,
    region,
    account,
    templates,
    packerVersion,
    pluginVersion,
    startedAt: new Date(startedAt).toISOString(),
    durationSeconds: Math.round((Date.now() - startedAt) / 1000),
    lock: plan.lock,
    amis,
  };
}
