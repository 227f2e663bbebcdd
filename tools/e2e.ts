/**
 * The suite `e2e`: each file of tests in a sandbox and an account of its own, several side by side, as most of their time is waiting.
 * Files below e2e/fleet start from the account in which the three AMIs were baked, once; those beside it from an empty one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeWhenInterrupted } from '../sandbox/interrupts.ts';
import { bakeFleet } from './bake.ts';
import { addCounts, type Count, failure } from './counts.ts';
import { runJest } from './jest.ts';

/** Sandboxes at a time: two on a machine of two processors, three on a larger one. */
const width = availableParallelism() > 2 ? 3 : 2;

/** These take longest and begin first, so that nothing long is left for the end. */
const longest = ['e2e/plan-workflow.test.ts', 'e2e/plan.test.ts', 'e2e/fleet/fleet.test.ts'];
const rank = (file: string): number => {
  const index = longest.findIndex((name) => file.endsWith(name));
  return index < 0 ? longest.length : index;
};

/** Which files need the baked account: those of e2e/fleet, and the long tests but the one that makes small builds of its own. */
export const needsFleet = (file: string): boolean => /\/fleet\/|\/long\/(?!cancels\.)/.test(file);

export interface TimedCount {
  readonly name: string;
  readonly count: Count;
  readonly seconds: number;
}

/** Runs the files, and answers each with its count, the bake among them where it was needed. */
export async function runE2e(root: string, files: readonly string[]): Promise<TimedCount[]> {
  const results: TimedCount[] = [];
  const timed = async (name: string, work: () => Promise<Count>): Promise<void> => {
    const started = performance.now();
    console.log(`${name}: started`);
    const count = await work().catch((error: unknown) => failure(`${name}: ${String(error)}`));
    const seconds = (performance.now() - started) / 1000;
    console.log(`${name}: ${count.passed} passed, ${count.failed} failed, ${seconds.toFixed(0)} s`);
    results.push({ name, count, seconds });
  };
  let fleet: string | null = null;
  const bake = () =>
    timed('bake of the three AMIs', async () => {
      fleet = await bakeFleet(root, { info: (line) => console.log(`bake │ ${line}`) });
      return { passed: 0, failed: 0, faults: [] };
    });
  const run = (file: string) =>
    timed(file, () => {
      if (!needsFleet(file)) return runInSandbox(root, file, []);
      if (fleet === null)
        return Promise.resolve(failure(`${file}: not run, as the three AMIs were not baked`));
      return runInSandbox(root, file, ['--from', fleet], { BAKED_FLEET: fleet });
    });
  const ordered = [...files].sort((a, b) => rank(a) - rank(b));
  const afterBake = ordered.filter(needsFleet).map((file) => () => run(file));
  const others = ordered.filter((file) => !needsFleet(file)).map((file) => () => run(file));
  if (afterBake.length === 0) await runSideBySide(others, []);
  else await runSideBySide([bake, ...others], afterBake);
  return results;
}

/**
 * Runs the jobs, `width` at a time, in their order; `dependent` ones can begin when the first job has ended, and go before those that
 * have not begun.
 */
export async function runSideBySide(
  jobs: readonly (() => Promise<void>)[],
  dependent: readonly (() => Promise<void>)[],
  places = width,
): Promise<void> {
  const [first, ...rest] = jobs;
  const waiting = [...rest];
  const firstDone = (first?.() ?? Promise.resolve()).then(() => void waiting.unshift(...dependent));
  const worker = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await job();
  };
  const afterFirst = firstDone.then(worker);
  const workers = Array.from({ length: places - 1 }, async () => {
    await worker();
    await firstDone;
    await worker();
  });
  await Promise.all([afterFirst, ...workers]);
}

/** What two sandboxes at once would share is the folder for temporary files: each has its own. */
async function runInSandbox(
  root: string,
  file: string,
  options: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Count> {
  const scratch = await mkdtemp(join(tmpdir(), 'e2e-'));
  const release = removeWhenInterrupted(scratch);
  const [, name = file] = /__tests__\/(?:e2e\/)?(.*)\.test\.ts$/.exec(file) ?? [];
  try {
    return await runJest([file], {
      root,
      args: ['--runInBand', '--testTimeout=1200000'],
      wrap: [process.execPath, 'sandbox/cli.ts', 'run', ...options, '--'],
      env: { ...env, TMPDIR: scratch },
      label: `${name} │ `,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
    release();
  }
}

export function totalOf(results: readonly TimedCount[]): Count {
  return results.length === 0 ? failure('e2e ran no file') : addCounts(results.map(({ count }) => count));
}
