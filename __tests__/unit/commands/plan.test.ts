/** A plan that is made after its own run's builds, with a clock that advances by waiting. */
import { expect, test } from '@jest/globals';
import { awaitOwnImages } from '../../../src/commands/plan.ts';
import { createLeaseHolder } from '../../../src/lease/tags.ts';
import type { PlanItem } from '../../../src/plan/plan-item.ts';
import { memoryLog } from '../../helpers/log.ts';
import { plannedBuild, plannedPending, plannedReuse } from '../apply/planned.ts';

const runner = {
  GITHUB_RUN_ID: '7',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_REPOSITORY: 'o/r',
  GITHUB_JOB: 'collect',
};
const ownTags = {
  'ami-action:run-id': '7',
  'ami-action:run-attempt': '1',
  'ami-action:repository': 'o/r',
  'ami-action:job': 'build',
};

const pending = (tags = ownTags) => plannedPending('ami-1', tags);

/** What is reported in the end, and how long it took, in milliseconds. */
async function report(first: PlanItem, later: () => PlanItem, env: Record<string, string> = runner) {
  let time = 0;
  const log = memoryLog();
  const run = {
    plan: { items: [plannedBuild({ ami: 'db' }), first] },
    holder: createLeaseHolder(env, '0123456789abcdef'),
    replan: async (amis: readonly string[]) => {
      expect(amis).toEqual(['web']);
      return [later()];
    },
  };
  const wait = async (ms: number) => {
    time += ms;
  };
  const items = await awaitOwnImages(run, { env, log, now: () => time, wait });
  expect(items[0]).toMatchObject({ ami: 'db', decision: 'build' });
  return { decision: items[1]?.decision, time, log: log.lines };
}

test('an image that its own run has finished, but EC2 shows late, is looked for again', async () => {
  let looks = 0;
  const { decision, log } = await report(pending(), () => (++looks < 3 ? pending() : plannedReuse('ami-1')));
  expect([decision, looks]).toEqual(['reuse', 3]);
  expect(log).toEqual([
    expect.stringMatching(/^info: web: EC2 shows ami-1, which this run made, as unfinished; looking again/),
    'info: web: reuse, because',
  ]);
});

test('an image of this run that stays unfinished is looked for no longer than a minute', async () => {
  const { decision, time } = await report(pending(), () => pending());
  expect(decision).toBe('pending');
  expect(time).toBeGreaterThan(50_000);
  expect(time).toBeLessThanOrEqual(60_000);
});

test('where EC2 cannot be asked again, the plan is reported as it was', async () => {
  const { decision, log } = await report(pending(), () => {
    throw new Error('RequestLimitExceeded');
  });
  expect([decision, log.at(-1)]).toEqual([
    'pending',
    'warning: web: looking again failed: RequestLimitExceeded',
  ]);
});

test.each([
  ['another run', pending({ ...ownTags, 'ami-action:run-id': '8' }), runner],
  ['an earlier attempt', pending({ ...ownTags, 'ami-action:run-attempt': '0' }), runner],
  ['a run on a laptop', pending({ ...ownTags, 'ami-action:run-id': 'local' }), {}],
])('an image of %s is not waited for by a plan', async (_, item, env) => {
  const { decision, time } = await report(item, () => plannedReuse('ami-1'), env);
  expect([decision, time]).toEqual(['pending', 0]);
});
