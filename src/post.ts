/** Post entry point: the runner calls it at the end of the job, even if main was killed, to remove what the run left. */

import * as core from '@actions/core';
import { messageOf } from './errors.ts';
import { createWorkflowLog } from './github/log.ts';
import { createWorkflow } from './github/workflow-commands.ts';
import { leaseStateName, parseLease } from './lease/state.ts';

const runner = createWorkflow({ env: process.env, write: (text) => process.stdout.write(text), core });

try {
  const state = parseLease(process.env[`STATE_${leaseStateName}`]);
  // Nothing to clean up after a successful run, so load nothing else.
  if (state?.open === true) {
    const { cleanUpLease } = await import('./commands/clean-up.ts');
    if (!(await cleanUpLease(state, process.env, createWorkflowLog(runner)))) process.exitCode = 1;
  }
} catch (error) {
  runner.annotate('error', `The clean-up after the run failed: ${messageOf(error)}`);
  process.exitCode = 1;
}
