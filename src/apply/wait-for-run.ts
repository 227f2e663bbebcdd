/** Waits for an AMI that another run is building, until it is finished or has failed. */

import type { Ec2 } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../github/log.ts';
import { findExistingImage } from '../plan/existing-images.ts';
import { type RunIdentity, readLeases } from '../plan/leases.ts';
import type { PlannedPending } from '../plan/plan-item.ts';
import { tagKeys } from '../tags.ts';

export interface WaitContext {
  readonly ec2: Pick<Ec2, 'describeImages' | 'findTagged' | 'now'>;
  /** The run that waits. */
  readonly run: RunIdentity;
  readonly log: Log;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly cancelled: AbortSignal;
  /** The longest wait, in milliseconds. */
  readonly timeoutMs: number;
}

const pollMs = 10_000;

/** Why the wait failed: it took too long, AWS could not be asked, or the run was cancelled. */
export interface WaitFailure {
  readonly result: 'failed' | 'timed-out' | 'cancelled';
  readonly cause: string;
}

/** Gives null when the other run has ended, so that the AMI can be planned again. Never rejects: other AMIs are being built. */
export async function waitForOtherRun(
  { ami, fingerprint, amiName: name, copyRegions, image: { id, region } }: PlannedPending,
  { ec2, run, log, now, wait, cancelled, timeoutMs }: WaitContext,
): Promise<WaitFailure | null> {
  const deadline = now() + timeoutMs;
  log.info(`${ami}: another run is building ${id}; waiting for it`);
  try {
    for (;;) {
      const images = await ec2.describeImages({
        owners: ['self'],
        tags: { [tagKeys.fingerprint]: [fingerprint] },
      });
      const time = new Date(ec2.now());
      const leases = await readLeases(images, time, run, ec2);
      // An older image whose copies are gone does not count; the one that is awaited gets its tag after its copies.
      const candidates = copyRegions.length === 0 ? images : images.filter((image) => image.id === id);
      const wanted = { ami, fingerprint, name, region, copyRegions: [] };
      const { kind } = findExistingImage(candidates, wanted, time, leases);
      if (kind !== 'pending') return null;
      if (now() >= deadline) {
        const cause = `another run is still building ${id}, for longer than the input timeout allows (${timeoutMs / 1000} s)`;
        return { result: 'timed-out', cause };
      }
      await wait(pollMs);
      if (cancelled.aborted)
        return { result: 'cancelled', cause: 'cancelled while another run was building it' };
    }
  } catch (error) {
    return {
      result: 'failed',
      cause: `waiting for ${id}, which another run is building, failed: ${messageOf(error)}`,
    };
  }
}
