/** AMIs that another run is making: waited for until they are finished, or have come to nothing. */

import type { Ec2 } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../github/log.ts';
import { findExistingImage } from '../plan/existing-images.ts';
import type { PlannedPending } from '../plan/plan-item.ts';
import { tagKeys } from '../tags.ts';

export interface WaitContext {
  readonly ec2: Pick<Ec2, 'describeImages'>;
  readonly log: Log;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly cancelled: AbortSignal;
  /** How long to wait at most, in milliseconds. */
  readonly timeoutMs: number;
}

const pollMs = 10_000;

/** Waiting for it failed: it took too long, AWS could not be asked, or the run was cancelled. */
export interface WaitFailure {
  readonly result: 'failed' | 'timed-out' | 'cancelled';
  readonly cause: string;
}

/** Null when nobody makes it any more, so that it can be planned anew. Never rejects: other AMIs are built meanwhile. */
export async function waitForOtherRun(
  { ami, fingerprint, amiName: name, image: { id } }: PlannedPending,
  { ec2, log, now, wait, cancelled, timeoutMs }: WaitContext,
): Promise<WaitFailure | null> {
  const deadline = now() + timeoutMs;
  log.info(`${ami}: ${id} is being made by another run; waiting for it`);
  try {
    for (;;) {
      const images = await ec2.describeImages({
        owners: ['self'],
        tags: { [tagKeys.fingerprint]: [fingerprint] },
      });
      const { kind } = findExistingImage(images, { ami, fingerprint, name }, new Date(now()));
      if (kind !== 'pending') return null;
      if (now() >= deadline) {
        const cause = `another run is still making ${id}, for longer than the input timeout allows (${timeoutMs / 1000} s)`;
        return { result: 'timed-out', cause };
      }
      await wait(pollMs);
      if (cancelled.aborted)
        return { result: 'cancelled', cause: 'cancelled while another run was making it' };
    }
  } catch (error) {
    return { result: 'failed', cause: `waiting for ${id} of another run failed: ${messageOf(error)}` };
  }
}
