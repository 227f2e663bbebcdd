/**
 * `make test`: every suite with all its set-up, counted truthfully. The last line is `N passed, N failed`. Arguments choose suites by name and
 * files of tests by path: `node tools/test.ts unit __tests__/e2e/build.test.ts`.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { prepareHost } from '../sandbox/host/preflight.ts';
import { endWhenInterrupted } from '../sandbox/interrupts.ts';
import { findStaleBundle, hashBundle } from './bundle.ts';
import { addCounts, type Count, failure } from './counts.ts';
import { runE2e, type TimedCount, totalOf } from './e2e.ts';
import { checkGo } from './go-test.ts';
import { runJest } from './jest.ts';
import { lint } from './lint.ts';
import { describeLongResults } from './long-results.ts';
import { checkParts } from './parts-checks.ts';
import { killStragglersOnExit } from './stragglers.ts';
import { listFiles } from './tree.ts';

const root = join(import.meta.dirname, '..');

/** A suite's count, and how it came together where it has steps of its own. */
interface Result {
  readonly count: Count;
  readonly steps?: readonly TimedCount[];
}

/** Runs a suite; `files` are those of its files that were asked for, all of them by default. */
type Suite = (files: readonly string[]) => Promise<Result>;

const workers = `--maxWorkers=${availableParallelism()}`;
const jest =
  (...args: readonly string[]): Suite =>
  async (files) => ({ count: await runJest(files, { root, args }) });

/** Refuses to test a dist/ that src/ does not build, and says which one it is. */
const ofBundle =
  (suite: Suite): Suite =>
  async (files) => {
    const stale = await findStaleBundle(root);
    if (stale !== null) return { count: failure(stale) };
    console.log(`dist/ is what src/ builds, SHA-256 ${await hashBundle(root)}`);
    return suite(files);
  };

const suites: Readonly<Record<string, Suite>> = {
  lint: async () => ({ count: await lint(root) }),
  parts: async (files) => ({
    count: addCounts([await checkParts(root), (await jest('--runInBand')(files)).count]),
  }),
  unit: jest(workers),
  go: async () => ({ count: await checkGo(root) }),
  blackbox: ofBundle(jest(workers)),
  integration: jest('--runInBand', '--testTimeout=300000'),
  e2e: ofBundle(async (files) => {
    const steps = await runE2e(root, files);
    return { count: totalOf(steps), steps };
  }),
};

interface Choice {
  readonly name: string;
  readonly suite: Suite;
  readonly files: readonly string[];
}

/** What to run, in the suites' order. Throws where a word is neither a suite nor a file of tests. */
async function choose(words: readonly string[]): Promise<Choice[]> {
  const chosen: Choice[] = [];
  const known = new Set(words.filter((word) => word in suites));
  for (const [name, suite] of Object.entries(suites)) {
    const all = await listFiles(root, `__tests__/${name}/*.test.ts`);
    const named = all.filter((file) => words.includes(file));
    for (const file of named) known.add(file);
    if (words.length === 0 || words.includes(name)) chosen.push({ name, suite, files: all });
    else if (named.length > 0) chosen.push({ name, suite, files: named });
  }
  const unknown = words.filter((word) => !known.has(word));
  if (words.length === 0) await refuseStrays(chosen);
  if (unknown.length === 0) return chosen;
  throw new Error(
    `neither a suite (${Object.keys(suites).join(', ')}) nor a file of tests: ${unknown.join(', ')}`,
  );
}

/** Throws where a test file is in no suite: it would never run, and nothing would say so. */
async function refuseStrays(chosen: readonly Choice[]): Promise<void> {
  const listed = new Set(chosen.flatMap(({ files }) => files));
  const strays = (await listFiles(root, '*.test.ts', ':(exclude)__tests__/long')).filter(
    (file) => !listed.has(file),
  );
  if (strays.length > 0) throw new Error(`these test files are in no suite: ${strays.join(', ')}`);
}

const row = (name: string, { passed, failed }: Count, seconds: number): string =>
  `${name.padEnd(42)} ${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed ${seconds.toFixed(0).padStart(5)} s`;

async function main(): Promise<void> {
  const choices = await choose(process.argv.slice(2));
  await prepareHost({ info: (line) => console.log(line) });
  const rows: string[] = [];
  const counts: Count[] = [];
  const begun = performance.now();
  for (const { name, suite, files } of choices) {
    console.log(`\n== ${name}`);
    const started = performance.now();
    const { count, steps = [] } = await suite(files);
    counts.push(count);
    rows.push(row(name, count, (performance.now() - started) / 1000));
    for (const step of steps) rows.push(row(`  ${step.name}`, step.count, step.seconds));
  }
  const total = addCounts(counts);
  console.log(`\n${rows.join('\n')}\n${row('all', total, (performance.now() - begun) / 1000)}`);
  for (const fault of total.faults) console.log(`✕ ${fault.replaceAll(`${root}/`, '')}`);
  console.log(await describeLongResults(root));
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

endWhenInterrupted();
killStragglersOnExit();
await main();
