import { describe, expect, test } from '@jest/globals';
import { type ApplyContext, applyPlan } from '../../../src/apply/apply.ts';
import type { BuildAttempt } from '../../../src/apply/build-session.ts';
import type { PlanItem, PlannedBuild } from '../../../src/plan/plan-item.ts';
import { failedRow } from '../../../src/report/ami-report.ts';
import { FakeAccount } from '../../helpers/account.ts';
import { image } from '../../helpers/images.ts';
import { memoryLog } from '../../helpers/log.ts';

const planned = {
  ami: 'web',
  fingerprint: 'f1',
  why: ['because'],
  versions: {},
  fingerprintInputs: [],
  notes: [],
};
const order = {
  only: 'web.*',
  amiName: 'test-web-f1',
  nameTakenBy: null,
  orphans: [],
  sourceAmi: null,
  baseAmi: null,
  variables: {},
  runVariables: [],
  tags: {},
};
const build = (more: Partial<PlannedBuild> = {}): PlannedBuild => ({
  ...planned,
  ...order,
  ...more,
  decision: 'build',
});
const reuse = (id: string): PlanItem => ({ ...planned, decision: 'reuse', image: image({ id }) });
const pending = (id: string): PlanItem => ({
  ...planned,
  ...order,
  decision: 'pending',
  image: image({ id }),
});

/** How each build in turn comes out, and what each plan made anew says. */
async function outcome(first: PlanItem, builds: ('built' | 'taken')[], plans: PlanItem[]) {
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
          return how === 'taken'
            ? { item, row, isAnothers: true }
            : {
                item,
                row: { ...row, result: 'built', id: `ami-own${built}`, cause: null },
                isAnothers: false,
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
    ec2: account,
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

describe('a build whose name another run has taken', () => {
  test('gives the image of the other run', async () => {
    expect(await outcome(build(), ['taken'], [reuse('ami-other')])).toBe('ami-other');
  });

  test('waits for it while it is pending, and builds if it comes to nothing', async () => {
    expect(await outcome(build(), ['taken'], [pending('ami-other'), reuse('ami-other')])).toBe('ami-other');
    expect(await outcome(build(), ['taken', 'built'], [pending('ami-other'), build()])).toBe('ami-own2');
  });

  test('looks again where EC2 does not list it yet', async () => {
    expect(await outcome(build(), ['taken'], [build(), build(), reuse('ami-other')])).toBe('ami-other');
    const nobody = [build(), build(), build(), build()];
    expect(await outcome(build(), ['taken', 'built'], nobody)).toBe('ami-own2');
  });

  test('has failed where somebody else keeps the name', async () => {
    const kept = build({ nameTakenBy: 'ami-foreign' });
    expect(await outcome(build(), ['taken'], [kept])).toBe('name taken');
    expect(await outcome(build({ amiName: null }), ['taken'], [build({ amiName: null })])).toBe('name taken');
  });

  test('is not built for ever', async () => {
    const others = [pending('ami-1'), build(), pending('ami-2'), build(), pending('ami-3'), build()];
    expect(await outcome(build(), ['taken', 'taken', 'taken', 'taken'], others)).toBe('name taken');
  });

  test('says so when AWS cannot be asked', async () => {
    expect(await outcome(build(), ['taken'], [])).toMatch(/image of another run failed: AWS is gone/);
  });
});
