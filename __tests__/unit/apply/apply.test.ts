/** Plans, applied: races with other runs, against a session that builds nothing. */
import { expect, test } from '@jest/globals';
import { type ApplyContext, applyPlan } from '../../../src/apply/apply.ts';
import type { BuildAttempt } from '../../../src/apply/build-attempt.ts';
import type { PlanItem } from '../../../src/plan/plan-item.ts';
import { failedRow } from '../../../src/report/ami-report.ts';
import { FakeAccount } from '../../helpers/account.ts';
import { memoryLog } from '../../helpers/log.ts';
import { plannedBuild as build, plannedPending as pending, plannedReuse as reuse } from './planned.ts';

/**
 * The id, or the cause of failure, after a plan was applied.
 * @param builds How each build in turn ends.
 * @param plans What each plan made again says.
 */
async function outcome(first: PlanItem, builds: ('built' | 'taken' | 'discarded')[], plans: PlanItem[]) {
  const account = new FakeAccount();
  let built = 0;
  const context: ApplyContext = {
    session: {
      async build(items) {
        return items.map((item): BuildAttempt => {
          const how = builds.shift();
          if (how === undefined) throw new Error('one build too many');
          built++;
          const row = failedRow(item, { result: 'failed', ami: item.ami, cause: 'x' }, 'name taken', 'r');
          return how !== 'built'
            ? { item, row, lostTo: how === 'taken' ? 'name' : 'image' }
            : {
                item,
                row: { ...row, result: 'built', id: `ami-own${built}`, cause: null },
                lostTo: null,
              };
        });
      },
    },
    replan: async () => {
      const plan = plans.shift();
      if (plan === undefined) throw new Error('AWS is gone');
      return [plan];
    },
    region: 'us-east-1',
    ec2: () => account,
    run: { repository: 'o/r', runId: '7', runAttempt: '1', job: 'amis' },
    log: memoryLog(),
    now: () => 0,
    wait: async () => {},
    cancelled: new AbortController().signal,
    timeoutMs: 1000,
  };
  const rows = await applyPlan([first], context);
  expect(rows).toHaveLength(1);
  expect(builds).toEqual([]);
  expect(plans).toEqual([]);
  return rows[0]?.id ?? rows[0]?.cause;
}

test('a build whose name another run has taken gives the image of that run', async () => {
  expect(await outcome(build(), ['taken'], [reuse('ami-other')])).toBe('ami-other');
});

test('a lost race waits while the other run’s image is pending, and builds if that run fails', async () => {
  expect(await outcome(build(), ['taken'], [pending('ami-other'), reuse('ami-other')])).toBe('ami-other');
  expect(await outcome(build(), ['taken', 'built'], [pending('ami-other'), build()])).toBe('ami-own2');
});

test('a lost race plans again while EC2 does not list the other run’s image yet', async () => {
  expect(await outcome(build(), ['taken'], [build(), build(), reuse('ami-other')])).toBe('ami-other');
  const unlisted = [build(), build(), build(), build()];
  expect(await outcome(build(), ['taken', 'built'], unlisted)).toBe('ami-own2');
});

test('a build fails if its name stays taken by a foreign image', async () => {
  const taken = build({ nameTakenBy: 'ami-foreign' });
  expect(await outcome(build(), ['taken'], [taken])).toBe('name taken');
  const timed = build({ amiName: null });
  expect(await outcome(timed, ['taken'], [timed, timed, timed, timed])).toBe('name taken');
});

test('a build whose image was discarded gives the other run’s, and is built again if that has gone meanwhile', async () => {
  const timed = build({ amiName: null });
  expect(await outcome(timed, ['discarded'], [timed, reuse('ami-other')])).toBe('ami-other');
  expect(await outcome(timed, ['discarded', 'built'], [timed, timed, timed, timed])).toBe('ami-own2');
});

test('an AMI that loses every race is not built forever', async () => {
  const others = [pending('ami-1'), build(), pending('ami-2'), build(), pending('ami-3'), build()];
  expect(await outcome(build(), ['taken', 'taken', 'taken', 'taken'], others)).toBe('name taken');
});

test('a lost race fails with AWS’s reason if AWS cannot be asked', async () => {
  expect(await outcome(build(), ['taken'], [])).toMatch(/image of another run failed: AWS is gone/);
});
