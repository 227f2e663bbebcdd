/** A plan carried out: what exists is taken, the rest is built, and where another run is quicker, its image is taken. */

import { messageOf } from '../errors.ts';
import type { PlanItem, PlannedBuild, PlannedPending } from '../plan/plan-item.ts';
import { failedRow, reusedRow } from '../report/ami-report.ts';
import type { AmiReport } from '../report/report.ts';
import type { BuildAttempt, BuildSession } from './build-session.ts';
import { type WaitContext, waitForOtherRun } from './wait-for-run.ts';

export interface ApplyContext extends WaitContext {
  readonly session: Pick<BuildSession, 'build'>;
  /** The plan of some AMIs made anew, of the same ingredients. */
  readonly replan: (amis: readonly string[]) => Promise<readonly PlanItem[]>;
  readonly region: string;
}

/** How often an AMI is built when each time another run takes its name and then gives up. */
const maxLosses = 3;
/** EC2 may list an image later than it refuses its name: looks after a lost race, and the pause between two. */
const maxLooks = 4;
const lookMs = 2_000;

/** A row for each AMI, in no particular order. Rejects where no build could be begun. */
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
    const [built, waited] = await Promise.all([
      session.build(items.filter((item) => item.decision === 'build')),
      Promise.all(pending.map((item) => waitForOtherRun(item, context))),
    ]);
    const lost: BuildAttempt[] = [];
    for (const one of built) {
      const count = (losses.get(one.item.ami) ?? 0) + 1;
      if (!one.isAnothers || cancelled.aborted || count > maxLosses) rows.push(one.row);
      else lost.push(one);
      losses.set(one.item.ami, count);
    }
    const settled: PlannedPending[] = [];
    for (const [index, item] of pending.entries()) {
      const failure = waited[index] ?? null;
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

/** What is to be done with AMIs that others were making. One whose name is taken for good has failed. */
async function replanLost(
  lost: readonly BuildAttempt[],
  settled: readonly PlannedPending[],
  { replan, log, wait }: ApplyContext,
): Promise<{ readonly items: readonly PlanItem[]; readonly rows: readonly AmiReport[] }> {
  const amis = [...lost.map(({ item }) => item), ...settled].map(({ ami }) => ami);
  const namesOf = new Map(lost.map(({ item }) => [item.ami, item.amiName]));
  // A name that only the templates know cannot be looked for.
  const unclear = (item: PlanItem): boolean =>
    item.decision === 'build' && (namesOf.get(item.ami) ?? null) !== null && item.nameTakenBy === null;
  let items = await replan(amis);
  for (let look = 1; look < maxLooks && items.some(unclear); look++) {
    await wait(lookMs);
    items = await replan(amis);
  }
  for (const { ami, decision, why } of items) log.info(`${ami}: ${decision}, ${why.join(', ')}`);
  const hopeless = (item: PlanItem): item is PlannedBuild =>
    item.decision === 'build' &&
    namesOf.get(item.ami) === item.amiName &&
    (item.amiName === null || item.nameTakenBy !== null);
  return {
    items: items.filter((item) => !hopeless(item)),
    rows: lost.flatMap(({ item, row }) =>
      items.some((it) => it.ami === item.ami && hopeless(it)) ? [row] : [],
    ),
  };
}
