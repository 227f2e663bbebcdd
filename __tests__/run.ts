/**
 * Runs every suite, with all its set-up, and counts truthfully. The last line is `N passed, N failed`.
 * `node __tests__/run.ts lint unit` runs only those that are named.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPrograms, prepareHost } from '../sandbox/host/preflight.ts';
import { endWhenInterrupted } from '../sandbox/interrupts.ts';
import { runInFront } from '../sandbox/process.ts';
import { checks } from './checks.ts';

const root = join(import.meta.dirname, '..');

interface Count {
  passed: number;
  failed: number;
}

/** One check at a time; each counts as one test, and prints its output only where it fails. */
async function lint(): Promise<Count> {
  const count = { passed: 0, failed: 0 };
  for (const check of checks) {
    const started = performance.now();
    const fault = await check.run(root).catch((error: unknown) => String(error));
    const took = `${((performance.now() - started) / 1000).toFixed(1)} s`;
    if (fault === null) count.passed++;
    else count.failed++;
    console.log(fault === null ? `  ✓ ${check.name} (${took})` : `  ✕ ${check.name} (${took})\n${fault}`);
  }
  return count;
}

/** Runs jest on a folder, inside `wrap` if given, and reads its own count. A run that executed no test has failed. */
async function jest(
  folder: string,
  wrap: readonly string[] = [],
  args: readonly string[] = [],
): Promise<Count> {
  const scratch = await mkdtemp(join(tmpdir(), 'ami-action-jest-'));
  const report = join(scratch, 'report.json');
  const command = [
    ...wrap,
    process.execPath,
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    `__tests__/${folder}/`,
    '--json',
    `--outputFile=${report}`,
    ...args,
  ];
  try {
    const code = await runInFront(command[0] as string, command.slice(1), { cwd: root });
    const result = JSON.parse(await readFile(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numFailedTestSuites: number;
      numRuntimeErrorTestSuites: number;
    };
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    const silent = result.numPassedTests + failed === 0 || (code !== 0 && failed === 0) ? 1 : 0;
    return { passed: result.numPassedTests, failed: failed + silent };
  } catch (error) {
    console.error(`${folder}: no report was written: ${String(error)}`);
    return { passed: 0, failed: 1 };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Runs `go test` in a module and counts from its event stream. */
async function goTest(folder: string): Promise<Count> {
  const count = { passed: 0, failed: 0 };
  const child = spawn('go', ['test', '-json', './...'], {
    cwd: join(root, folder),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const failures: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('{')) {
        failures.push(`${line}\n`);
        continue;
      }
      const event = JSON.parse(line) as { Action: string; Test?: string; Output?: string };
      if (event.Output !== undefined) failures.push(event.Output);
      if (event.Test === undefined) continue;
      if (event.Action === 'pass') count.passed++;
      if (event.Action === 'fail') count.failed++;
    }
  });
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (status) => resolve(status ?? 1));
  });
  if (code !== 0) console.error(failures.join(''));
  return { passed: count.passed, failed: code !== 0 && count.failed === 0 ? 1 : count.failed };
}

const sandbox = [process.execPath, 'sandbox/cli.ts', 'run', '--'];
const workers = `--maxWorkers=${availableParallelism()}`;

const suites: Record<string, () => Promise<Count>> = {
  lint,
  unit: () => jest('unit', [], [workers]),
  go: async () => {
    const counts = [await goTest('tools/carrierarr'), await goTest('sandbox/go/k3s')];
    return {
      passed: counts.reduce((sum, c) => sum + c.passed, 0),
      failed: counts.reduce((sum, c) => sum + c.failed, 0),
    };
  },
  blackbox: () => jest('blackbox', [], [workers]),
  integration: () => jest('integration', [], ['--runInBand', '--testTimeout=300000']),
  e2e: () => jest('e2e', sandbox, ['--runInBand', '--testTimeout=1200000']),
};

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !(name in suites));
  if (unknown.length > 0) {
    throw new Error(`no suite ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}`);
  }
  const log = { info: (line: string) => console.log(line) };
  await prepareHost(log);
  await installPrograms({ shellcheck: 'shellcheck', gpg: 'gnupg' }, log);
  const total = { passed: 0, failed: 0 };
  const rows: string[] = [];
  for (const name of named.length > 0 ? named : Object.keys(suites)) {
    console.log(`\n== ${name}`);
    const started = performance.now();
    const count = await (suites[name] as () => Promise<Count>)();
    total.passed += count.passed;
    total.failed += count.failed;
    const took = ((performance.now() - started) / 1000).toFixed(0);
    rows.push(`${name.padEnd(12)} ${count.passed} passed, ${count.failed} failed, ${took} s`);
  }
  console.log(`\n${rows.join('\n')}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

endWhenInterrupted();
await main();
