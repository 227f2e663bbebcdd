/** Cleans up after a run, with real processes and the real AWS: post's work, and main's where no post follows. */

import { setTimeout as delay } from 'node:timers/promises';
import { createAwsClients } from '../aws/clients.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../github/log.ts';
import { cleanUpRun, postBudgetMs } from '../lease/clean-up.ts';
import type { LeaseState } from '../lease/state.ts';
import { isRunning, killGroup, terminate } from '../packer/detached-process.ts';
import { tagKeys } from '../tags.ts';

/** True if nothing is left behind. */
export async function cleanUpLease(state: LeaseState, log: Log): Promise<boolean> {
  const aws = createAwsClients();
  try {
    return await cleanUpRun(state, {
      processes: { isRunning, terminate, killGroup },
      ec2: (region) => aws.ec2(region),
      log,
      now: Date.now,
      wait: delay,
      budgetMs: postBudgetMs,
    });
  } catch (error) {
    const hint = `Everything that this run created in ${state.region} has the tag ${tagKeys.nonce}=${state.nonce}.`;
    throw new Error(`${messageOf(error)}. ${hint}`, { cause: error });
  } finally {
    aws.close();
  }
}
