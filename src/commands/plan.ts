/** `mode: plan`: reports which AMIs exist and which have to be built. Builds nothing. */

import { plannedRow } from '../report/ami-report.ts';
import { createReport } from '../report/report.ts';
import { writeReport } from '../report/write.ts';
import type { RunContext } from '../run-context.ts';
import type { PlannedRun } from './make-plan.ts';

export async function reportPlan(planned: PlannedRun, { workflow }: RunContext): Promise<void> {
  const { plan, inputs, folder } = planned;
  const amis = plan.items.map((item) => plannedRow(item, inputs.region));
  await writeReport(createReport('plan', amis, planned), { workflow, folder });
}
