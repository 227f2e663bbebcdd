/** Compares the end of the AWS session with the time that builds may take: a build that outlasts it fails, and cleans nothing up. */

import { formatDuration } from '../github/duration.ts';
import type { Environment } from '../github/environment.ts';
import type { Log } from '../github/log.ts';
import type { Inputs } from '../inputs/inputs.ts';

/** How long after its builds a run needs AWS: to confirm images, and to clean up. */
const reserveMs = 60 * 60_000;

/** Warns if the session ends before these builds can have, and says so where its end is not known. Nothing fails for it. */
export function logSessionLength(
  builds: number,
  { timeoutMs, maxParallel }: Pick<Inputs, 'timeoutMs' | 'maxParallel'>,
  env: Environment,
  log: Log,
  now: number,
): void {
  const end = readSessionEnd(env);
  if (end === null || builds === 0) return;
  const neededMs = timeoutMs * Math.ceil(builds / maxParallel) + reserveMs;
  const seconds = Math.ceil(neededMs / 1000);
  const advice = `ask for role-duration-seconds: ${seconds} where you sign in, which the role's MaxSessionDuration has to allow`;
  if (end === 'unknown') {
    log.info(
      `The AWS session has to last ${formatDuration(neededMs)} for these builds, and nothing says when it ends ` +
        `(AWS_CREDENTIAL_EXPIRATION is not set). If it may be shorter, ${advice}.`,
    );
  } else if (end < now + neededMs) {
    log.warning(
      `The AWS session ends in ${formatDuration(Math.max(0, end - now))}, at ${new Date(end).toISOString()}, but these builds ` +
        `may need it for ${formatDuration(neededMs)}: the input timeout, and an hour to confirm and to clean up. A build that ` +
        `outlasts the session fails. Lower timeout, or ${advice}.`,
    );
  }
}

/**
 * When the session ends, in milliseconds since 1970. Null where it does not: keys of a user have no session token, and the SDK renews
 * what it gets from a profile or from a runner's instance by itself (credential-provider-node, defaultProvider).
 */
function readSessionEnd(env: Environment): number | 'unknown' | null {
  if (env['AWS_PROFILE'] || !env['AWS_ACCESS_KEY_ID'] || !env['AWS_SESSION_TOKEN']) return null;
  // configure-aws-credentials outputs a Date, which @actions/core puts in quotes.
  const end = Date.parse((env['AWS_CREDENTIAL_EXPIRATION'] ?? '').replace(/^"|"$/g, ''));
  return Number.isNaN(end) ? 'unknown' : end;
}
