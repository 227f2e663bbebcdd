/** The tags by which everything that a run creates can be found again. */

import { randomBytes } from 'node:crypto';
import type { Tags } from '../aws/types.ts';
import type { Environment } from '../github/environment.ts';
import { tagKeys } from '../tags.ts';

/** Who owns what is created, and until when. */
export interface LeaseHolder {
  readonly runId: string;
  readonly runAttempt: string;
  readonly job: string;
  readonly repository: string;
  readonly nonce: string;
  /** ISO 8601, UTC. */
  readonly expires: string;
}

/** Who this run is, by the runner's variables; a laptop is the run `local`. */
export function leaseHolder(env: Environment, nonce: string, expiresAt: number): LeaseHolder {
  return {
    runId: env['GITHUB_RUN_ID'] || 'local',
    runAttempt: env['GITHUB_RUN_ATTEMPT'] || '1',
    job: env['GITHUB_JOB'] || 'local',
    repository: env['GITHUB_REPOSITORY'] || 'local',
    nonce,
    expires: timeOf(expiresAt),
  };
}

/** The same holder's lease until another time. */
export function withExpiry(holder: LeaseHolder, expiresAt: number): LeaseHolder {
  return { ...holder, expires: timeOf(expiresAt) };
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

export function newNonce(): string {
  return randomBytes(8).toString('hex');
}

/** Lease tags of what is created for one AMI: instance, volumes, key pair, security group, image, snapshots. */
export function leaseTags(holder: LeaseHolder, ami: string): Tags {
  return tagValues({
    [tagKeys.runId]: holder.runId,
    [tagKeys.runAttempt]: holder.runAttempt,
    [tagKeys.job]: holder.job,
    [tagKeys.nonce]: holder.nonce,
    [tagKeys.expires]: holder.expires,
    [tagKeys.repository]: holder.repository,
    [tagKeys.ami]: ami,
  });
}

/** What an image is made of, as the plan tags it, and whether it is finished. */
export function imageTags(recipe: Tags, state: 'building' | 'available'): Tags {
  return tagValues({ ...recipe, [tagKeys.state]: state });
}

/** Values as EC2 takes them: at most 256 characters, of letters, digits, spaces and _ . : / = + - @. */
function tagValues(tags: Tags): Tags {
  const clean = (value: string) => value.replace(/[^\p{L}\p{N} _.:/=+\-@]/gu, '_').slice(0, 256);
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, clean(value)]));
}
