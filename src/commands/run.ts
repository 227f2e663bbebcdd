/** Runs the action: prepares, connects to AWS if the mode needs it, and calls the mode's command. */

import { createAwsClients } from '../aws/clients.ts';
import type { Aws } from '../aws/types.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { RunContext } from '../run-context.ts';
import type { PlannedRun } from './make-plan.ts';
import { prepare } from './prepare.ts';

/** Runs the requested mode; each command is loaded on demand. Throws a BuildError if any requested AMI is unavailable at the end. */
export async function run(inputs: Inputs, context: RunContext): Promise<void> {
  const aws = createAwsClients();
  try {
    if (inputs.mode === 'reap') {
      const { reap } = await import('./reap.ts');
      return await reap(inputs, aws, context);
    }
    const planned = await plan(inputs, aws, context);
    if (planned === null) return;
    if (inputs.mode === 'plan') {
      const { reportPlan } = await import('./plan.ts');
      await reportPlan(planned, context);
    } else {
      const { build } = await import('./build.ts');
      await build(planned, aws, context);
    }
  } finally {
    aws.close();
  }
}

/** Prepares and plans; null for the modes lock and validate, which are done then. Later faults are in the rows of the AMIs. */
async function plan(inputs: Inputs, aws: Aws, context: RunContext): Promise<PlannedRun | null> {
  try {
    const prepared = await prepare(inputs, context);
    if (inputs.mode === 'lock') {
      const { updateLock } = await import('./lock.ts');
      await updateLock(prepared, context);
    } else if (inputs.mode === 'validate') {
      const { validateTemplates } = await import('./validate.ts');
      await validateTemplates(prepared, context);
    } else {
      const { makePlan } = await import('./make-plan.ts');
      return await makePlan(prepared, aws, context);
    }
    return null;
  } catch (error) {
    const { reportFault } = await import('./report-fault.ts');
    await reportFault(error, context);
    throw error;
  }
}
