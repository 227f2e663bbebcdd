/**
 * Renews a run's lease while the run lives. It is short, so that a lost runner frees its recipe in minutes. Packer's run tags
 * are fixed when Packer starts, and resources created later get the original ones. So the new end is written to every resource
 * of the run: whichever goes first, the run is alive until the latest end on any of the others.
 */

import { type Ec2, isEnding, type Resource, resourceKinds, type Tags } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../github/log.ts';
import { tagKeys } from '../tags.ts';
import { formatTime } from './tags.ts';

/** How long a lease lasts, in milliseconds: longer than post may take after the last renewal. */
export const leaseMs = 15 * 60_000;
/** Three renewals in a row may fail. */
const renewMs = 4 * 60_000;

/**
 * Where the end of the lease is written. A key pair is known by its name, which CreateTags does not take; a snapshot keeps the
 * end that it was born with, which tells when its Packer began (reap.ts).
 */
const renewedKinds = resourceKinds.filter((kind) => kind !== 'key-pair' && kind !== 'snapshot');

export interface RenewalOptions {
  readonly nonce: string;
  readonly ec2: Pick<Ec2, 'findTagged' | 'createTags' | 'now'>;
  readonly log: Log;
}

export interface Renewal {
  /** Renews at once: call when there is something new, or something is about to go. */
  renew(): void;
  /** Renews no more; resolves when no call is under way. */
  end(): Promise<void>;
}

/** Renews the lease every few minutes until it is ended. */
export function startRenewal(options: RenewalOptions): Renewal {
  const running = new Set<Promise<void>>();
  const renew = () => {
    const renewing = renewOrWarn(options).finally(() => running.delete(renewing));
    running.add(renewing);
  };
  const timer = setInterval(renew, renewMs);
  timer.unref();
  return {
    renew,
    async end() {
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

async function renewOrWarn(options: RenewalOptions): Promise<void> {
  try {
    await renewLease(options);
  } catch (error) {
    options.log.warning(
      `The lease of this run could not be renewed: ${messageOf(error)}. If that lasts for ${leaseMs / 60_000} minutes, ` +
        'other runs will consider this run dead and remove its unfinished images.',
    );
  }
}

/**
 * Writes a new end onto all that the run has and that is not finished. Rejects if there is something and nothing of it could be
 * renewed. Does nothing while there is nothing: then no other run can see this one.
 */
export async function renewLease({ nonce, ec2 }: Omit<RenewalOptions, 'log'>): Promise<void> {
  const answers = await Promise.allSettled(
    renewedKinds.map((kind) => ec2.findTagged(kind, tagKeys.nonce, nonce)),
  );
  const ids = answers.flatMap((answer) =>
    answer.status === 'fulfilled' ? answer.value.filter(isAlive).map(({ id }) => id) : [],
  );
  const failed = answers.find((answer) => answer.status === 'rejected');
  if (ids.length === 0 && failed !== undefined) throw failed.reason;
  if (ids.length > 0) await tagAny(ids, { [tagKeys.expires]: formatTime(ec2.now() + leaseMs) }, ec2);
}

/** Tags all, or as many as can be, as EC2 tags none if one of them has just gone. Rejects if none could be tagged. */
async function tagAny(ids: readonly string[], tags: Tags, ec2: RenewalOptions['ec2']): Promise<void> {
  try {
    await ec2.createTags(ids, tags);
  } catch (error) {
    const each = await Promise.allSettled(ids.map((id) => ec2.createTags([id], tags)));
    if (each.every(({ status }) => status === 'rejected')) throw error;
  }
}

function isAlive(resource: Resource): boolean {
  return resource.tags[tagKeys.state] !== 'available' && !isEnding(resource);
}
