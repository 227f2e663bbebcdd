/** Applies a plan: takes what exists, builds the rest, and takes the image of another run that was faster. */

import { messageOf } from '../errors.ts';
import type { PlanItem, PlannedBuild, PlannedPending } from '../plan/plan-item.ts';
import { failedRow, reusedRow } from '../report/ami-report.ts';
import { logDecisions } from '../report/decisions.ts';
import type { AmiReport } from '../report/report.ts';
import type { BuildAttempt } from './build-attempt.ts';
import type { BuildSession } from './build-session.ts';
import { type WaitContext, waitForOtherRun } from './wait-for-run.ts';

export interface ApplyContext extends WaitContext {
  readonly session: Pick<BuildSession, 'build'>;
  /** Plans some AMIs again, with the same lock. */
  readonly replan: (amis: readonly string[]) => Promise<readonly PlanItem[]>;
}

/** How often an AMI is built again because another run took its name and then failed. */
const maxLosses = 3;
/** EC2 may refuse a name before it lists the image that has it, so after a lost race the plan is made up to four times. */
const maxReplans = 4;
const replanPauseMs = 2_000;

/** Gives a row for each AMI, in no particular order. Rejects if no build could be started. */
export async function applyPlan(
  first: readonly PlanItem[],
  context: ApplyContext,
): Promise<readonly AmiReport[]> {
  const { session, region, cancelled } = context;
  const rows: AmiReport[] = [];
  const losses = new Map<string, number>();
  let items = first;
  for (;;) {
    rows.push(...items.flatMap((item) => (item.decision === 'reuse' ? [reusedRow(item, region)] : [])));
    const pending = items.filter((item) => item.decision === 'pending');
    const [attempts, failures] = await Promise.all([
      session.build(items.filter((item) => item.decision === 'build')),
      Promise.all(pending.map((item) => waitForOtherRun(item, context))),
    ]);
    const lost: BuildAttempt[] = [];
    for (const attempt of attempts) {
      const { item, row, lostTo } = attempt;
      const count = (losses.get(item.ami) ?? 0) + 1;
      if (lostTo === null || cancelled.aborted || count > maxLosses) rows.push(row);
      else lost.push(attempt);
      losses.set(item.ami, count);
    }
    const settled: PlannedPending[] = [];
    for (const [index, item] of pending.entries()) {
      const failure = failures[index] ?? null;
      if (failure === null) settled.push(item);
      else rows.push(failedRow(item, { ami: item.ami, ...failure }, failure.cause, region));
    }
    if (lost.length + settled.length === 0) return rows;
    try {
      const again = await replanLost(lost, settled, context);
      rows.push(...again.rows);
      items = again.items;
    } catch (error) {
      const cause = `looking for the image of another run failed: ${messageOf(error)}`;
      const failed = [...lost.map(({ item }) => item), ...settled];
      rows.push(
        ...failed.map((item) => failedRow(item, { ami: item.ami, result: 'failed', cause }, cause, region)),
      );
      return rows;
    }
  }
}

/** Plans AMIs again that other runs were building. One whose name stays taken has failed. */
async function replanLost(
  lost: readonly BuildAttempt[],
  settled: readonly PlannedPending[],
  { replan, log, wait }: ApplyContext,
): Promise<{ readonly items: readonly PlanItem[]; readonly rows: readonly AmiReport[] }> {
  const amis = [...lost.map(({ item }) => item), ...settled].map(({ ami }) => ami);
  const attempts = new Map(lost.map((attempt) => [attempt.item.ami, attempt]));
  // What the race was lost to, the holder of the name or another image of the recipe, is not seen yet.
  const isUnlisted = (item: PlanItem): boolean =>
    attempts.has(item.ami) && item.decision === 'build' && item.nameTakenBy === null;
  let items = await replan(amis);
  for (let plans = 1; plans < maxReplans && items.some(isUnlisted); plans++) {
    await wait(replanPauseMs);
    items = await replan(amis);
  }
  logDecisions(items, log);
  // Whoever holds a name that is known only during the build can't be looked for.
  const isHopeless = (item: PlanItem): item is PlannedBuild => {
    const attempt = attempts.get(item.ami);
    if (attempt?.lostTo !== 'name' || item.decision !== 'build') return false;
    return attempt.item.amiName === item.amiName && (item.amiName === null || item.nameTakenBy !== null);
  };
  return {
    items: items.filter((item) => !isHopeless(item)),
    rows: lost.flatMap(({ item, row }) =>
      items.some((planned) => planned.ami === item.ami && isHopeless(planned)) ? [row] : [],
    ),
  };
}
