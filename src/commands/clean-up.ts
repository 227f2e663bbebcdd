/** Cleans up after a run, with real processes and the real AWS: post's work, and main's where no post follows. */

import { setTimeout as delay } from 'node:timers/promises';
import { createAwsClients } from '../aws/clients.ts';
import type { Environment } from '../github/environment.ts';
import type { Log } from '../github/log.ts';
import { cleanUpRun, postBudgetMs } from '../lease/clean-up.ts';
import type { LeaseState } from '../lease/state.ts';
import { isRunning, killGroup, terminate } from '../packer/detached-process.ts';

/** True if nothing is left behind. */
export async function cleanUpLease(state: LeaseState, env: Environment, log: Log): Promise<boolean> {
  const aws = createAwsClients();
  try {
    return await cleanUpRun(state, {
      processes: { isRunning, terminate, killGroup },
      ec2: (region) => aws.ec2(region),
      env,
      log,
      now: Date.now,
      wait: delay,
      budgetMs: postBudgetMs,
    });
  } finally {
    aws.close();
  }
}
