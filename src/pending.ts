/** AMIs that another run is making: waited for, and taken, or found to have come to nothing. */

import type { Ec2, Image } from './aws/index.ts';
import { messageOf } from './errors.ts';
import type { Log } from './log.ts';
import {
  findExisting,
  type PlannedBuild,
  type PlannedPending,
  type PlannedReuse,
  tagKeys,
} from './plan/index.ts';

export interface PendingContext {
  readonly ec2: Pick<Ec2, 'describeImages'>;
  readonly log: Log;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly cancelled: AbortSignal;
  /** How long to wait at most, in milliseconds; after that it is built here. */
  readonly timeoutMs: number;
}

const pollMs = 10_000;

/** What became of an AMI that another run was making. */
export type Settled = PlannedReuse | PlannedBuild | Unsettled;

/** Waiting for it failed: AWS could not be asked, or the run was cancelled. */
export interface Unsettled {
  readonly decision: 'failed';
  readonly item: PlannedPending;
  readonly result: 'failed' | 'cancelled';
  readonly cause: string;
}

/** Waits for the other run. Never rejects: other AMIs are being built meanwhile. */
export async function settlePending(item: PlannedPending, context: PendingContext): Promise<Settled> {
  const { ami, fingerprint, amiName: name } = item;
  const { ec2, log, now, wait, cancelled, timeoutMs } = context;
  const failed = (result: Unsettled['result'], cause: string): Unsettled => ({
    decision: 'failed',
    item,
    result,
    cause,
  });
  const deadline = now() + timeoutMs;
  log.info(`${ami}: ${item.image.id} is being made by another run; waiting for it`);
  try {
    for (;;) {
      const images = await ec2.describeImages({
        owners: ['self'],
        tags: { [tagKeys.fingerprint]: [fingerprint] },
      });
      const verdict = findExisting(images, { ami, fingerprint, name }, new Date(now()));
      if (verdict.kind === 'available') return taken(item, verdict.image);
      if (verdict.kind === 'none')
        return built(item, `${item.image.id} of another run came to nothing`, verdict.words);
      if (now() >= deadline) return built(item, `${item.image.id} of another run took too long`);
      await wait(pollMs);
      if (cancelled.aborted) return failed('cancelled', 'cancelled while another run was making it');
    }
  } catch (error) {
    return failed('failed', `waiting for ${item.image.id} of another run failed: ${messageOf(error)}`);
  }
}

function taken(item: PlannedPending, image: Image): PlannedReuse {
  return {
    ...item,
    decision: 'reuse',
    why: [`${image.id} was made of the same by another run meanwhile`],
    image,
  };
}

function built(
  { image: _, ...order }: PlannedPending,
  cause: string,
  words: readonly string[] = [],
): PlannedBuild {
  return { ...order, decision: 'build', why: [cause, ...words] };
}
