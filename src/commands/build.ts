/** `mode: build`: applies the plan, reports what became of each AMI, and fails if a requested one is missing. */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ApplyContext, applyPlan } from '../apply/apply.ts';
import { BuildSession } from '../apply/build-session.ts';
import type { Aws } from '../aws/types.ts';
import { BuildError, CancelledError, messageOf } from '../errors.ts';
import { failedRow, reusedRow } from '../report/ami-report.ts';
import { type AmiReport, createReport } from '../report/report.ts';
import { writeReport } from '../report/write.ts';
import type { RunContext } from '../run-context.ts';
import type { PlannedRun } from './make-plan.ts';
import { rehearseBuilds } from './rehearse.ts';
import { logSessionLength } from './session-length.ts';

/** Throws a BuildError if any requested AMI is unavailable at the end; a CancelledError if a signal is the reason. */
export async function build(planned: PlannedRun, aws: Aws, context: RunContext): Promise<void> {
  const builds = planned.plan.items.filter(({ decision }) => decision === 'build').length;
  logSessionLength(builds, planned.inputs, context.env, context.log, Date.now());
  await rehearseBuilds(planned, aws, context.log, Date.now);
  const session = openSession(planned, aws, context);
  const { workflow, cancelled } = context;
  const write = async (amis: readonly AmiReport[], isAnnotated: boolean) => {
    const report = createReport('build', amis, planned);
    await writeReport(report, { workflow, folder: planned.folder, isAnnotated });
  };
  let amis: readonly AmiReport[];
  try {
    const rows = await applyPlan(planned.plan.items, createApplyContext(session, planned, aws, context));
    amis = planned.recipes.flatMap(({ name }) => rows.filter(({ ami }) => ami === name));
  } catch (error) {
    // It concerns all, and is annotated once, by main.
    await write(unbuiltRows(planned, messageOf(error)), true);
    throw error;
  }
  await write(amis, false);
  throwIfFailed(amis, cancelled);
  await session.close();
}

/** What exists, and the rest with the cause for which no build was started. */
function unbuiltRows({ plan, inputs: { region } }: PlannedRun, cause: string): AmiReport[] {
  return plan.items.map((item) =>
    item.decision === 'reuse'
      ? reusedRow(item, region)
      : failedRow(item, { ami: item.ami, result: 'failed', cause }, cause, region),
  );
}

function openSession(planned: PlannedRun, aws: Aws, context: RunContext): BuildSession {
  const { inputs, templates, holder, folder, plan } = planned;
  const request = { inputs, templates, holder, logs: join(folder, 'logs'), agent: plan.lock.agent };
  return new BuildSession(request, aws, context);
}

function createApplyContext(
  session: BuildSession,
  { inputs, replan, holder }: PlannedRun,
  aws: Aws,
  { log, cancelled }: RunContext,
): ApplyContext {
  const { region, timeoutMs } = inputs;
  return {
    session,
    replan,
    region,
    ec2: aws.ec2,
    run: holder,
    log,
    now: Date.now,
    wait: delay,
    cancelled,
    timeoutMs,
  };
}

function throwIfFailed(amis: readonly AmiReport[], cancelled: AbortSignal): void {
  const causes = amis.flatMap(({ ami, cause }) => (cause === null ? [] : [{ ami, message: cause }]));
  if (causes.length === 0) return;
  if (cancelled.aborted) throw new CancelledError('The run was cancelled.');
  throw new BuildError(causes);
}
