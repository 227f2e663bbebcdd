/** Retries and their pauses. */
import { describe, expect, test } from '@jest/globals';
import { ConfigurationError } from '../../../../src/errors.ts';
import { DownloadError } from '../../../../src/tools/download/errors.ts';
import { TransientError, withRetry } from '../../../../src/tools/download/retry.ts';
import { memoryLog } from '../../../helpers/log.ts';

function harness(random = 1) {
  const pauses: number[] = [];
  const log = memoryLog();
  const sleep = async (ms: number) => {
    pauses.push(ms);
  };
  const retry = { attempts: 4, firstPauseMs: 1000, longestPauseMs: 3000, sleep, random: () => random };
  return { pauses, log, context: { log, retry } };
}

/** Fails with each error in turn, then succeeds. */
function failing(...errors: Error[]) {
  return async () => {
    const error = errors.shift();
    if (error !== undefined) throw error;
    return 'done';
  };
}

describe('withRetry', () => {
  test('a transient failure is retried and logged', async () => {
    const { pauses, log, context } = harness();
    await expect(withRetry(failing(new TransientError('answered 503')), 'fetching X', context)).resolves.toBe(
      'done',
    );
    expect(pauses).toEqual([1000]);
    expect(log.lines).toEqual(['info: fetching X: answered 503; attempt 2 of 4 in 1.0 s']);
  });

  test('pauses double up to the longest, with full jitter', async () => {
    const full = harness(1);
    const errors = () => [1, 2, 3].map((n) => new TransientError(`${n}`));
    await withRetry(failing(...errors()), 'x', full.context);
    expect(full.pauses).toEqual([1000, 2000, 3000]);
    const half = harness(0.5);
    await withRetry(failing(...errors()), 'x', half.context);
    expect(half.pauses).toEqual([500, 1000, 1500]);
  });

  test('Retry-After is the shortest pause', async () => {
    const { pauses, context } = harness(0);
    await withRetry(failing(new TransientError('429', { status: 429, retryAfterMs: 7000 })), 'x', context);
    expect(pauses).toEqual([7000]);
  });

  test('a server that asks for a long wait is not waited for', async () => {
    const { pauses, context } = harness();
    const error = new TransientError('answered 429', { status: 429, retryAfterMs: 3_600_000 });
    await expect(withRetry(failing(error), 'fetching X', context)).rejects.toThrow(
      'after 1 attempt: answered 429. The server asks to wait 3600 s',
    );
    expect(pauses).toEqual([]);
  });

  test('the last failed attempt is an error with its status and what to do', async () => {
    const { context } = harness();
    const errors = [1, 2, 3, 4].map((n) => new TransientError(`answered 50${n}`, { status: 500 + n }));
    const failure = await withRetry(failing(...errors), 'fetching X', context).catch((error) => error);
    expect(failure).toBeInstanceOf(DownloadError);
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(failure.status).toBe(504);
    expect(failure.message).toMatch(
      /^fetching X failed after 4 attempts: answered 504\. Check that .*HTTPS_PROXY.*mirror/,
    );
  });

  test('any other error is thrown at once', async () => {
    const { pauses, context } = harness();
    await expect(withRetry(failing(new DownloadError('gone', 404)), 'x', context)).rejects.toThrow('gone');
    expect(pauses).toEqual([]);
  });
});
