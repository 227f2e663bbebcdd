/** Waits for an AMI that another run is building, until it is finished or has failed. */

import type { Ec2 } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../github/log.ts';
import { findExistingImage } from '../plan/existing-images.ts';
import { type RunIdentity, readLeases } from '../plan/leases.ts';
import type { PlannedPending } from '../plan/plan-item.ts';
import { tagKeys } from '../tags.ts';

export interface WaitContext {
  /** The region of the builds; copies are in others. */
  readonly region: string;
  readonly ec2: (region: string) => Pick<Ec2, 'describeImages' | 'findTagged' | 'now'>;
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
  { ami, fingerprint, amiName: name, copyRegions, image: awaited }: PlannedPending,
  { region, ec2, run, log, now, wait, cancelled, timeoutMs }: WaitContext,
): Promise<WaitFailure | null> {
  const { id } = awaited;
  const nonce = awaited.tags[tagKeys.nonce];
  const deadline = now() + timeoutMs;
  log.info(`${ami}: another run is building ${id}; waiting for it`);
  try {
    for (;;) {
      // The plan has just looked.
      await wait(pollMs);
      if (cancelled.aborted)
        return { result: 'cancelled', cause: 'cancelled while another run was building it' };
      const tags = { [tagKeys.fingerprint]: [fingerprint] };
      const answers = [region, ...copyRegions].map((each) =>
        ec2(each).describeImages({ owners: ['self'], tags }),
      );
      // Only what that run made: the plan has judged all else, and awaits this in spite of it.
      const images = (await Promise.all(answers))
        .flat()
        .filter((image) => image.id === id || (nonce !== undefined && image.tags[tagKeys.nonce] === nonce));
      const time = new Date(ec2(region).now());
      const leases = await readLeases(images, time, run, ec2(region));
      const wanted = { ami, fingerprint, name, region, copyRegions };
      const { kind } = findExistingImage(images, wanted, time, leases);
      if (kind !== 'pending') return null;
      if (now() >= deadline) {
        const cause = `another run is still building ${id}, for longer than the input timeout allows (${timeoutMs / 1000} s)`;
        return { result: 'timed-out', cause };
      }
    }
  } catch (error) {
    return {
      result: 'failed',
      cause: `waiting for ${id}, which another run is building, failed: ${messageOf(error)}`,
    };
  }
}
