/** What the runner calls at the end of the job, whatever became of main. */

import * as core from '@actions/core';
import { messageOf } from './errors.ts';
import { workflowLog } from './github/log.ts';
import { workflow } from './github/workflow-commands.ts';
import { parseLease, stateName } from './lease/state.ts';

const runner = workflow({ env: process.env, write: (text) => process.stdout.write(text), core });

try {
  const state = parseLease(process.env[`STATE_${stateName}`]);
  // After a run that came to its good end there is nothing to do, and nothing more is loaded.
  if (state?.open === true) {
    const { finishLease } = await import('./commands/clean-up.ts');
    if (!(await finishLease(state, workflowLog(runner)))) process.exitCode = 1;
  }
} catch (error) {
  runner.annotate('error', `Clearing up after the run failed: ${messageOf(error)}`);
  process.exitCode = 1;
}
