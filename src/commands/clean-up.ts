/** finishRun with the real processes and the real AWS: what post does, and a run of its own accord where no post follows. */

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
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      budgetMs: postBudgetMs,
    });
  } catch (error) {
    const hint = `What this run made in ${state.region} bears the tag ${tagKeys.nonce}=${state.nonce}.`;
    throw new Error(`${messageOf(error)}. ${hint}`, { cause: error });
  } finally {
    aws.close();
  }
}
