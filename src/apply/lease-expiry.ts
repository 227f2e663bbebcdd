/** How long a run's lease on what it creates lasts. */

import type { Inputs } from '../inputs/inputs.ts';

/** How long a lease lasts after the latest moment at which a build can end: for confirming and cleaning up. */
const reserveMs = 60 * 60_000;

/** The latest moment at which this run can still be working on these builds, in milliseconds since 1970. */
export function leaseExpiry(
  builds: number,
  { timeoutMs, maxParallel }: Pick<Inputs, 'timeoutMs' | 'maxParallel'>,
  now: number,
): number {
  const rounds = Math.ceil(builds / maxParallel);
  return now + timeoutMs * rounds + reserveMs;
}
