/** Measures one repository: which of its AMIs a later run in another checkout finds again. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../../src/errors.ts';
import type { PlanItem } from '../../src/plan/plan-item.ts';
import type { CorpusCase, CorpusRun } from './cases.ts';
import { checkOut, cloneElsewhere, commitElsewhere, commitOf, commitReadme } from './checkout.ts';
import { type Judgement, judge } from './judge.ts';
import { buildAll, planRun, type World } from './plan-run.ts';

export interface AmiResult {
  readonly ami: string;
  /** Why it is built again; null if it is reusable. */
  readonly why: string | null;
  /** Why it is built after a commit that adds a source file elsewhere; null if it is not. */
  readonly whyElsewhere: string | null;
}

export interface RunResult {
  readonly corpusCase: CorpusCase;
  readonly run: CorpusRun;
  /** What the action says if it refuses the run; null if it does not. */
  readonly refusal: string | null;
  readonly amis: readonly AmiResult[];
  /** How Packer disagrees; null if it does not, or was not asked. */
  readonly disagreement: string | null;
}

/** Where the repositories come from, where their checkouts lie, and the Packer to ask, if any. */
export interface MeasureOptions {
  readonly from: string;
  readonly scratch: string;
  readonly packer: string | null;
}

export async function measureCase(
  corpusCase: CorpusCase,
  { from, scratch, packer }: MeasureOptions,
): Promise<RunResult[]> {
  const worlds = createWorlds(corpusCase, scratch, from);
  const results: RunResult[] = [];
  for (const run of corpusCase.runs) {
    const { plan, ...result } = await measureRun(run, worlds);
    const judgement = packer === null ? null : judge(packer, run, worlds[0]);
    const disagreement = judgement === null ? null : compare(result.refusal, plan, judgement);
    results.push({ corpusCase, run, ...result, disagreement });
  }
  return results;
}

type Worlds = readonly [first: World, later: World, elsewhere: World];

/** The commit; another checkout of it in another environment a year later, with another README; and with a new source file. */
function createWorlds(corpusCase: CorpusCase, scratch: string, from: string): Worlds {
  const { repository, commit } = corpusCase;
  const checkout = checkOut(corpusCase, join(scratch, 'first'), from);
  const cloneTo = (folder: string): string => {
    const path = join(scratch, folder, repository);
    rmSync(path, { recursive: true, force: true });
    cloneElsewhere(checkout, path);
    commitReadme(path);
    return path;
  };
  const later = cloneTo('later/of/another/depth');
  const elsewhere = cloneTo('elsewhere');
  commitElsewhere(elsewhere);
  const environment = (user: string): World['env'] => ({
    HOME: `/home/${user}`,
    USER: user,
    GITHUB_RUN_ID: user,
  });
  const [then, now] = [new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')];
  return [
    { checkout, commit, env: environment('one'), now: then },
    { checkout: later, commit, env: environment('two'), now },
    { checkout: elsewhere, commit: commitOf(elsewhere), env: environment('two'), now },
  ];
}

async function measureRun(
  run: CorpusRun,
  [first, later, elsewhere]: Worlds,
): Promise<Pick<RunResult, 'refusal' | 'amis'> & { readonly plan: readonly PlanItem[] }> {
  try {
    const plan = await planRun(run, first, []);
    const images = buildAll(plan);
    const [again, afterwards] = [await planRun(run, later, images), await planRun(run, elsewhere, images)];
    const amis = again.map((item) => ({
      ami: item.ami,
      why: explain(item),
      whyElsewhere: explain(afterwards.find(({ ami }) => ami === item.ami)),
    }));
    return { refusal: null, amis, plan };
  } catch (error) {
    // A fault of the action itself counts as a refusal, so that the other runs are measured.
    const fault = error instanceof ConfigurationError ? '' : 'fault of the action: ';
    return { refusal: fault + (error instanceof Error ? error.message : String(error)), amis: [], plan: [] };
  }
}

/** Why an AMI is not reused; null if it is. Where all of the workspace counts, that is why. */
function explain(item: PlanItem | undefined): string | null {
  if (item === undefined) return 'it is planned no more';
  if (item.decision === 'reuse') return null;
  const [why = '', note] = [item.why[0], item.notes[0]];
  return note === undefined || why.startsWith('always built') ? why : note;
}

function compare(refusal: string | null, plan: readonly PlanItem[], judgement: Judgement): string | null {
  if (refusal !== null) return judgement.refusal === null ? 'Packer accepts it' : null;
  if (judgement.refusal !== null) return `Packer refuses it: ${judgement.refusal}`;
  const ours = plan.flatMap((item) => (item.decision === 'build' ? [item.only] : [])).sort();
  const theirs = [...judgement.builds].sort();
  // `packer inspect` evaluates no locals, so that it leaves out a build that is named by one.
  if (ours.some((name) => name.includes('*'))) return null;
  return ours.join() === theirs.join() ? null : `Packer builds ${theirs.join(', ')}, not ${ours.join(', ')}`;
}
