/** Runs the action: prepares, connects to AWS if the mode needs it, and calls the mode's command. */

import { createAwsClients } from '../aws/clients.ts';
import type { Aws } from '../aws/types.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { RunContext } from '../run-context.ts';
import { build } from './build.ts';
import { updateLock } from './lock.ts';
import { makePlan, type PlannedRun } from './make-plan.ts';
import { reportPlan } from './plan.ts';
import { prepare } from './prepare.ts';
import { reap } from './reap.ts';
import { reportFault } from './report-fault.ts';
import { validateTemplates } from './validate.ts';

/** Runs the action. Throws a BuildError if any requested AMI is unavailable at the end. */
export async function run(inputs: Inputs, context: RunContext): Promise<void> {
  const aws = createAwsClients();
  try {
    if (inputs.mode === 'reap') return await reap(inputs, aws, context);
    const planned = await plan(inputs, aws, context);
    if (planned === null) return;
    await (inputs.mode === 'plan' ? reportPlan(planned, context) : build(planned, aws, context));
  } finally {
    aws.close();
  }
}

/** Prepares and plans; null for the modes lock and validate, which are done then. Later faults are in the rows of the AMIs. */
async function plan(inputs: Inputs, aws: Aws, context: RunContext): Promise<PlannedRun | null> {
  try {
    const prepared = await prepare(inputs, context);
    if (inputs.mode === 'lock') await updateLock(prepared, context);
    else if (inputs.mode === 'validate') await validateTemplates(prepared, context);
    else return await makePlan(prepared, aws, context);
    return null;
  } catch (error) {
    await reportFault(error, context);
    throw error;
  }
}
