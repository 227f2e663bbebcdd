/** Retries with pauses. */

import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../../errors.ts';
import type { Log } from '../../github/log.ts';
import { DownloadError } from './errors.ts';

/** How often to try, and how long to pause. Times are in milliseconds. */
export interface RetryPolicy {
  readonly attempts: number;
  /** The longest first pause; the limit doubles with each further pause. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  readonly sleep: (ms: number) => Promise<void>;
  /** A number in [0, 1). */
  readonly random: () => number;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 5,
  firstPauseMs: 1_000,
  longestPauseMs: 30_000,
  sleep: async (ms) => {
    await delay(ms);
  },
  random: Math.random,
};

const reachabilityAdvice =
  'Check that this runner reaches the host (directly, through HTTPS_PROXY, or through the input mirror).';

/** A failure that may go away by itself. */
export class TransientError extends Error {
  readonly status: number | null;
  /** The server's Retry-After, in milliseconds; null without one. */
  readonly retryAfterMs: number | null;
  /** What the user can do if it does not go away, as sentences. */
  readonly remedy: string;

  constructor(
    message: string,
    details: {
      readonly status?: number;
      readonly retryAfterMs?: number | null;
      readonly remedy?: string | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'TransientError';
    this.status = details.status ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.remedy = details.remedy ?? reachabilityAdvice;
  }
}

/** Longer waits that a server asks for are not worth a runner's time. */
const longestRetryAfterMs = 120_000;

/**
 * Runs `operation` until it succeeds, throws anything but a TransientError, or has used up its attempts. Pauses have full
 * jitter, so that jobs that failed together do not retry together; Retry-After is the shortest pause.
 * @throws DownloadError after the last attempt, with `label`, the number of attempts and the last failure
 */
export async function withRetry<T>(
  operation: () => Promise<T>,
  label: string,
  { log, retry }: { log: Log; retry: RetryPolicy },
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation();
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      const wait = error.retryAfterMs ?? 0;
      if (attempt >= retry.attempts || wait > longestRetryAfterMs)
        throw createExhaustedError(label, attempt, wait, error);
      const bound = Math.min(retry.longestPauseMs, retry.firstPauseMs * 2 ** (attempt - 1));
      const pause = Math.max(wait, Math.round(retry.random() * bound));
      log.info(
        `${label}: ${messageOf(error)}; attempt ${attempt + 1} of ${retry.attempts} in ${(pause / 1000).toFixed(1)} s`,
      );
      await retry.sleep(pause);
    }
  }
}

function createExhaustedError(
  label: string,
  attempts: number,
  wait: number,
  error: TransientError,
): DownloadError {
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  const request =
    wait > longestRetryAfterMs
      ? ` The server asks to wait ${Math.ceil(wait / 1000)} s: run again later.`
      : '';
  return new DownloadError(
    `${label} failed after ${tries}: ${messageOf(error)}.${request} ${error.remedy}`,
    error.status,
    { cause: error },
  );
}
