/** The tags by which everything that a run creates is found again. */

import { randomBytes } from 'node:crypto';
import type { Tags } from '../aws/types.ts';
import type { Environment } from '../github/environment.ts';
import { tagKeys, toTagValue } from '../tags.ts';

/** The run that owns what it creates. */
export interface LeaseHolder {
  readonly runId: string;
  readonly runAttempt: string;
  readonly job: string;
  readonly repository: string;
  readonly nonce: string;
}

/** Describes this run by the runner's variables; a laptop is the run `local`. */
export function createLeaseHolder(env: Environment, nonce: string): LeaseHolder {
  return {
    runId: env['GITHUB_RUN_ID'] || 'local',
    runAttempt: env['GITHUB_RUN_ATTEMPT'] || '1',
    job: env['GITHUB_JOB'] || 'local',
    repository: env['GITHUB_REPOSITORY'] || 'local',
    nonce,
  };
}

export function createNonce(): string {
  return randomBytes(8).toString('hex');
}

/** True for what createNonce makes. Anybody may write a tag: one with another value is no run's. */
export function isNonce(text: string): boolean {
  return /^[0-9a-f]{8,}$/.test(text);
}

/**
 * Tags of everything that is created for one AMI: instance, volumes, key pair, security group, image, snapshots.
 * @param expiresAt When the lease ends, in milliseconds since 1970.
 */
export function leaseTags(holder: LeaseHolder, ami: string, expiresAt: number): Tags {
  return toTagValues({
    [tagKeys.runId]: holder.runId,
    [tagKeys.runAttempt]: holder.runAttempt,
    [tagKeys.job]: holder.job,
    [tagKeys.nonce]: holder.nonce,
    [tagKeys.expires]: formatTime(expiresAt),
    [tagKeys.repository]: holder.repository,
    [tagKeys.ami]: ami,
  });
}

/** Tags of an image: what it is made of, as the plan tags it, and whether it is finished. */
export function imageTags(recipe: Tags, state: 'building' | 'available'): Tags {
  return toTagValues({ ...recipe, [tagKeys.state]: state });
}

/** ISO 8601, UTC, to the second. */
export function formatTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function toTagValues(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, toTagValue(value)]));
}
