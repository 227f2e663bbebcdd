/** What the runner calls at the end of the job, whatever became of main. */

import * as core from '@actions/core';
import { messageOf } from './errors.ts';
import { createWorkflowLog } from './github/log.ts';
import { createWorkflow } from './github/workflow-commands.ts';
import { leaseStateName, parseLease } from './lease/state.ts';

const runner = createWorkflow({ env: process.env, write: (text) => process.stdout.write(text), core });

try {
  const state = parseLease(process.env[`STATE_${leaseStateName}`]);
  // After a run that came to its good end there is nothing to do, and nothing more is loaded.
  if (state?.open === true) {
    const { cleanUpLease: finishLease } = await import('./commands/clean-up.ts');
    if (!(await finishLease(state, createWorkflowLog(runner)))) process.exitCode = 1;
  }
} catch (error) {
  runner.annotate('error', `Clearing up after the run failed: ${messageOf(error)}`);
  process.exitCode = 1;
}
