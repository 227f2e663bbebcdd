/**
 * `make test-long`: what takes too long for every run. Random tests with thousands of cases from a seed of their own, the installers of all
 * AMIs run twice, runs that are cancelled at random moments and killed at each of their calls, and a fleet on the real kube-apiserver, with Liqo. `SEED=N make test-long` repeats a run. The results are written to
 * __tests__/long/results.json, to be committed.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { prepareHost } from '../sandbox/host/preflight.ts';
import { endWhenInterrupted } from '../sandbox/interrupts.ts';
import { findStaleBundle } from './bundle.ts';
import { addCounts, failure } from './counts.ts';
import { runE2e, type TimedCount } from './e2e.ts';
import { runJest } from './jest.ts';
import { writeLongResults } from './long-results.ts';
import { killStragglersOnExit } from './stragglers.ts';
import { listFiles } from './tree.ts';

const root = join(import.meta.dirname, '..');
/** How many cases each random test gets. */
const cases = 1000;

/** The tests that take their seeds from __tests__/helpers/seeds.ts. */
const randomTests = ['__tests__/unit/plan/properties.test.ts', '__tests__/parts/packer-evaluation.test.ts'];

async function runRandomTests(seed: number): Promise<TimedCount> {
  const started = performance.now();
  const args = [`--maxWorkers=${availableParallelism()}`, '--silent', '--reporters=summary'];
  const env = { SEED: String(seed), CASES: String(cases) };
  const count = await runJest(randomTests, { root, args, env });
  return { name: 'random tests', count, seconds: (performance.now() - started) / 1000 };
}

async function main(): Promise<void> {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1_000_000_000));
  console.log(`seed ${seed}: SEED=${seed} make test-long repeats this run`);
  // The tests in sandboxes take theirs from it, too.
  process.env['SEED'] = String(seed);
  await prepareHost({ info: (line) => console.log(line) });
  const started = performance.now();
  const steps = [await runRandomTests(seed)];
  const stale = await findStaleBundle(root);
  if (stale === null) steps.push(...(await runE2e(root, await listFiles(root, '__tests__/long/*.test.ts'))));
  else steps.push({ name: 'long', count: failure(stale), seconds: 0 });
  const { passed, failed, faults } = addCounts(steps.map(({ count }) => count));
  for (const fault of faults) console.log(`✕ ${fault.replaceAll(`${root}/`, '')}`);
  const suites = steps.map(({ name, count, seconds }) => ({
    name,
    passed: count.passed,
    failed: count.failed,
    seconds: Math.round(seconds),
  }));
  const seconds = Math.round((performance.now() - started) / 1000);
  const written = await writeLongResults(root, { seed, cases, passed, failed, seconds, suites });
  console.log(
    written === null
      ? 'the results are not written: commit what you changed, and run this again'
      : `the results are in ${written}: commit them`,
  );
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

endWhenInterrupted();
killStragglersOnExit();
await main();
