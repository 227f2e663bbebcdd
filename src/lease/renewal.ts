/**
 * Renews a run's lease while the run lives. It is short, so that a lost runner frees its recipe in minutes. Packer's run tags
 * are fixed when Packer starts, and what is born later has them as they were: so one resource of the run bears the newest end,
 * and the run is alive until the latest end on any of them.
 */

import type { Ec2, Resource, ResourceKind } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../github/log.ts';
import { tagKeys } from '../tags.ts';
import { formatTime } from './tags.ts';

/** How long a lease lasts, in milliseconds: longer than post may take after the last renewal. */
export const leaseMs = 15 * 60_000;
/** Three renewals in a row may fail. */
const renewMs = 4 * 60_000;

/** Where the end of the lease is written: an unfinished image first, as other runs look at that. */
const renewedKinds: readonly ResourceKind[] = ['image', 'instance', 'volume', 'snapshot', 'security-group'];

export interface RenewalOptions {
  readonly nonce: string;
  readonly ec2: Pick<Ec2, 'findTagged' | 'createTags' | 'now'>;
  readonly log: Log;
}

/** Renews the lease every few minutes until the returned function is called. */
export function startRenewal(options: RenewalOptions): () => void {
  const timer = setInterval(() => void renewOrWarn(options), renewMs);
  timer.unref();
  return () => clearInterval(timer);
}

async function renewOrWarn(options: RenewalOptions): Promise<void> {
  try {
    await renewLease(options);
  } catch (error) {
    options.log.warning(
      `The lease of this run could not be renewed: ${messageOf(error)}. If that lasts for ${leaseMs / 60_000} minutes, ` +
        'other runs take this one for dead and remove its unfinished images.',
    );
  }
}

/** Writes a new end onto one resource of the run. Does nothing while there is none: then no other run can see this one. */
export async function renewLease({ nonce, ec2 }: Omit<RenewalOptions, 'log'>): Promise<void> {
  for (const kind of renewedKinds) {
    const [resource] = (await ec2.findTagged(kind, tagKeys.nonce, nonce)).filter(isAlive);
    if (resource === undefined) continue;
    await ec2.createTags([resource.id], { [tagKeys.expires]: formatTime(ec2.now() + leaseMs) });
    return;
  }
}

function isAlive({ state, tags }: Resource): boolean {
  return tags[tagKeys.state] !== 'available' && state !== 'shutting-down';
}
