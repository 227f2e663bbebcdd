/** Runs jest on files of tests and counts what came of each. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeWhenInterrupted } from '../sandbox/interrupts.ts';
import { type Count, countJest, failure, type JestReport } from './counts.ts';
import { runProgram } from './run.ts';
import { withoutRunner } from './runner-env.ts';

export interface JestOptions {
  readonly root: string;
  /** Arguments beside those that name the files and the report. */
  readonly args: readonly string[];
  /** A command to run jest with, such as one that starts a sandbox around it. */
  readonly wrap?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Stands before each line of output. */
  readonly label?: string;
}

/** Jest repeats the report on one line, and every path that it was given. */
const noise = /^(\{"num|Ran all test suites|Test results written to)/;

/** Runs these files (relative to the root), inside `wrap` if given. */
export async function runJest(
  files: readonly string[],
  { root, args, wrap = [], env = {}, label = '' }: JestOptions,
): Promise<Count> {
  const scratch = await mkdtemp(join(tmpdir(), 'ami-action-jest-'));
  const release = removeWhenInterrupted(scratch);
  const report = join(scratch, 'report.json');
  const [file = '', ...rest] = [
    ...wrap,
    ...[process.execPath, '--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'],
    ...['--json', `--outputFile=${report}`, ...args, '--runTestsByPath', ...files],
  ];
  try {
    const exitCode = await runProgram(file, rest, {
      cwd: root,
      env: { ...withoutRunner(process.env), FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...env },
      onLine: (line) => {
        if (!noise.test(line)) console.log(label + line);
      },
    });
    const absolute = files.map((name) => join(root, name));
    return countJest(JSON.parse(await readFile(report, 'utf8')) as JestReport, absolute, exitCode);
  } catch (error) {
    return failure(`${label}jest wrote no report on ${files.join(', ')}: ${String(error)}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
    release();
  }
}
