/** `mode: plan`: reports which AMIs exist and which have to be built. Builds nothing. */

import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import type { LeaseHolder } from '../lease/tags.ts';
import type { PlanItem, PlannedPending } from '../plan/plan-item.ts';
import { plannedRow } from '../report/ami-report.ts';
import { logDecisions } from '../report/decisions.ts';
import { createReport } from '../report/report.ts';
import { writeReport } from '../report/write.ts';
import type { RunContext } from '../run-context.ts';
import { tagKeys } from '../tags.ts';
import type { PlannedRun } from './make-plan.ts';

/** How long EC2 may show the tags of a finished image as they were, in milliseconds. */
const lateTagsMs = 60_000;
const pauseMs = 3_000;

export async function reportPlan(planned: PlannedRun, context: RunContext): Promise<void> {
  const { inputs, folder } = planned;
  const items = await awaitOwnImages(planned, { ...context, now: Date.now, wait: delay });
  const amis = items.map((item) => plannedRow(item, inputs.region));
  await writeReport(createReport('plan', amis, planned), { workflow: context.workflow, folder });
}

interface AwaitContext extends Pick<RunContext, 'env' | 'log'> {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/**
 * Gives the plan's items, and plans those again for a minute that wait for an image of this run itself: the job that collects what
 * other jobs have built comes after their ends, so EC2 shows that image's tags late. Never rejects.
 */
export async function awaitOwnImages(
  {
    plan,
    replan,
    holder,
  }: Pick<PlannedRun, 'replan' | 'holder'> & {
    readonly plan: Pick<PlannedRun['plan'], 'items'>;
  },
  { env, log, now, wait }: AwaitContext,
): Promise<readonly PlanItem[]> {
  const deadline = now() + lateTagsMs;
  // All runs on a laptop have the same id.
  const isOwn = (item: PlanItem): item is PlannedPending =>
    Boolean(env['GITHUB_RUN_ID']) && item.decision === 'pending' && isMadeBy(item, holder);
  let { items } = plan;
  for (const { ami, image } of items.filter(isOwn))
    log.info(`${ami}: EC2 shows ${image.id}, which this run made, as unfinished; looking again for a minute`);
  for (;;) {
    const amis = items.filter(isOwn).map(({ ami }) => ami);
    if (amis.length === 0 || now() + pauseMs > deadline) return items;
    await wait(pauseMs);
    try {
      const again = await replan(amis);
      logDecisions(
        again.filter((item) => !isOwn(item)),
        log,
      );
      items = items.map((item) => again.find(({ ami }) => ami === item.ami) ?? item);
    } catch (error) {
      log.warning(`${amis.join(', ')}: looking again failed: ${messageOf(error)}`);
      return items;
    }
  }
}

/** Whether a job of this run, in this attempt, made the image. */
function isMadeBy(
  { image: { tags } }: PlannedPending,
  { repository, runId, runAttempt }: LeaseHolder,
): boolean {
  return (
    tags[tagKeys.repository] === repository &&
    tags[tagKeys.runId] === runId &&
    tags[tagKeys.runAttempt] === runAttempt
  );
}
