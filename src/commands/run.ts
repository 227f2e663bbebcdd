/** Runs the action: prepares, connects to AWS if the mode needs it, and calls the mode's command. */

import { createAwsClients } from '../aws/clients.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { RunContext } from '../run-context.ts';
import { build } from './build.ts';
import { updateLock } from './lock.ts';
import { makePlan } from './make-plan.ts';
import { reportPlan } from './plan.ts';
import { prepare } from './prepare.ts';

/** Runs the action. Throws a BuildError if any requested AMI is unavailable at the end. */
export async function run(inputs: Inputs, context: RunContext): Promise<void> {
  const prepared = await prepare(inputs, context);
  if (inputs.mode === 'lock') return updateLock(prepared, context);

  const aws = createAwsClients();
  try {
    const planned = await makePlan(prepared, aws, context);
    await (inputs.mode === 'plan' ? reportPlan(planned, context) : build(planned, aws, context));
  } finally {
    aws.close();
  }
}
