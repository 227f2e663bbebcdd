/** The JSON report, which is the action's widest output: everything known of a run. */

import type { Lock } from '../artifacts/lock-file.ts';
import type { FingerprintInput } from '../plan/fingerprint.ts';

/** The report's schema; a new field does not change its number, a changed or lost one does. */
export interface Report {
  readonly schema: 1;
  readonly mode: 'build' | 'plan';
  readonly region: string;
  /** Twelve digits; null where AWS was not asked. */
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
  /** What the input `ami` calls it. */
  readonly ami: string;
  readonly result: 'built' | 'reused' | 'failed' | 'timed-out' | 'cancelled' | 'planned' | 'pending';
  /** Set if and only if the image exists and is available. */
  readonly id: string | null;
  /** The AMI's name in EC2, where it is known. */
  readonly name: string | null;
  readonly region: string;
  /** Region to id, of every region that has a copy. */
  readonly regions: Readonly<Record<string, string>>;
  readonly fingerprint: string;
  readonly sourceAmi: string | null;
  /** The parent's AMI that it started from, if any. */
  readonly baseAmi: string | null;
  /** What was baked, name to version. */
  readonly versions: Readonly<Record<string, string>>;
  /** Why it was built or reused, weightiest first. */
  readonly why: readonly string[];
  /** What the plan could not look into. */
  readonly notes: readonly string[];
  /** Everything that the fingerprint holds. */
  readonly fingerprintInputs: readonly FingerprintInput[];
  /** Of the build; ISO 8601, UTC. */
  readonly startedAt: string | null;
  readonly durationSeconds: number | null;
  /** Path of the whole log. */
  readonly log: string | null;
  /** Why there is no image. */
  readonly cause: string | null;
}

/** What a report says of the run beside its AMIs. */
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
