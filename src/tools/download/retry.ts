import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../../errors.ts';
import type { Log } from '../../github/log.ts';
import { DownloadError } from './errors.ts';

/** How often and how patiently to try. Times are in milliseconds. */
export interface RetryPolicy {
  readonly attempts: number;
  /** Upper bound of the first pause; each further pause has twice the bound of the one before. */
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

/** A failure that another attempt may not meet. */
export class TransientError extends Error {
  readonly status: number | null;
  /** What the server asked for in Retry-After, in milliseconds; null where it asked for nothing. */
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    about: { status?: number; retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, about.cause === undefined ? undefined : { cause: about.cause });
    this.name = 'TransientError';
    this.status = about.status ?? null;
    this.retryAfterMs = about.retryAfterMs ?? null;
  }
}

/** No server is worth a longer wait than this: a runner's minute costs money. */
const longestRetryAfterMs = 120_000;

/**
 * Runs `operation` until it succeeds, throws something other than a TransientError, or has had all its attempts.
 * Pauses have full jitter, so that jobs that failed together do not come back together; Retry-After is the least pause.
 * @throws DownloadError after the last attempt, naming `label`, the number of attempts and the last failure.
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
        throw exhausted(label, attempt, wait, error);
      const bound = Math.min(retry.longestPauseMs, retry.firstPauseMs * 2 ** (attempt - 1));
      const pause = Math.max(wait, Math.round(retry.random() * bound));
      log.info(
        `${label}: ${messageOf(error)}; attempt ${attempt + 1} of ${retry.attempts} in ${(pause / 1000).toFixed(1)} s`,
      );
      await retry.sleep(pause);
    }
  }
}

function exhausted(label: string, attempts: number, wait: number, error: TransientError): DownloadError {
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  const asked =
    wait > longestRetryAfterMs
      ? ` The server asks to wait ${Math.ceil(wait / 1000)} s: run again later.`
      : '';
  return new DownloadError(
    `${label} failed after ${tries}: ${messageOf(error)}.${asked} ` +
      'Check that this runner reaches the host (directly, through HTTPS_PROXY, or through the input mirror).',
    error.status,
    { cause: error },
  );
}
