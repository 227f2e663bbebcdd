/** Counts tests from the reports of jest and of `go test`: only a test that ran and passed has passed. */
import { stripVTControlCharacters } from 'node:util';

export interface Count {
  readonly passed: number;
  readonly failed: number;
  /** What failed and how, a paragraph each, for the end of a run that is thousands of lines long. */
  readonly faults: readonly string[];
}

/** What is read of jest's `--json`. */
export interface JestReport {
  readonly wasInterrupted: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

export function addCounts(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
    faults: counts.flatMap(({ faults }) => faults),
  };
}

/** One failure that is told in a sentence. */
export function failure(fault: string): Count {
  return { passed: 0, failed: 1, faults: [fault] };
}

/**
 * Counts a run of jest that was to execute `files` (absolute paths). A test that was skipped, is yet to be written or stands beside a
 * focused one has failed, and so has a file that fails outside its tests or never ran. A run without any of that whose exit code is not 0
 * counts as one failure.
 */
export function countJest(report: JestReport, files: readonly string[], exitCode: number): Count {
  let [passed, failed] = [0, 0];
  const faults: string[] = [];
  for (const { name, status, assertionResults } of report.testResults) {
    const others = assertionResults.filter((test) => test.status !== 'passed');
    passed += assertionResults.length - others.length;
    failed += others.length;
    for (const test of others) {
      const what =
        test.status === 'failed'
          ? `failed${startOf(test.failureMessages?.[0] ?? '')}`
          : `did not run (${test.status})`;
      faults.push(`${name}: "${test.fullName}" ${what}`);
    }
    if (others.length > 0 || (status === 'passed' && assertionResults.length > 0)) continue;
    failed++;
    faults.push(`${name}: the file failed outside its tests, or has none`);
  }
  const ran = new Set(report.testResults.map(({ name }) => name));
  for (const file of files.filter((name) => !ran.has(name))) {
    failed++;
    faults.push(`${file}: never ran`);
  }
  if (report.wasInterrupted && failed === 0) return addCounts([{ passed, failed, faults }, interrupted]);
  return withExitCode({ passed, failed, faults }, 'jest', exitCode);
}

/** The first lines of a failure's message, below the line that they belong to, without colours and calls. */
function startOf(message: string): string {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^ +at /.test(line));
  return lines
    .slice(0, 12)
    .map((line) => `\n    ${line}`)
    .join('');
}

const interrupted = failure('jest was interrupted');

/** What is read of the events of `go test -json` (go doc test2json, go help buildjson). */
interface GoEvent {
  readonly Action: string;
  readonly Package?: string;
  readonly Test?: string;
}

/**
 * Counts the events of `go test -json`. A test with subtests counts only by them, unless it fails by itself. A skipped test has failed,
 * and so has a package that fails without a failed test: one that does not compile, or whose TestMain exits with an error.
 */
export function countGo(stream: string, exitCode: number): Count {
  const tests = new Map<string, string>();
  const packages = new Map<string, string>();
  for (const line of stream.split('\n').filter((text) => text.startsWith('{'))) {
    const { Action: action, Package: name = '', Test: test } = JSON.parse(line) as GoEvent;
    if (!['run', 'pass', 'fail', 'skip'].includes(action)) continue;
    if (test === undefined) packages.set(name, action);
    else tests.set(`${name} ${test}`, action);
  }
  const entries = [...tests];
  const childrenOf = (test: string) => entries.filter(([name]) => name.startsWith(`${test}/`));
  const counted = entries.filter(([test, action]) => {
    const children = childrenOf(test);
    return (
      children.length === 0 ||
      (action !== 'pass' && children.every(([, childAction]) => childAction === 'pass'))
    );
  });
  const failed = counted.filter(([, action]) => action !== 'pass');
  const broken = [...packages].filter(
    ([name, action]) => action === 'fail' && !failed.some(([test]) => test.startsWith(`${name} `)),
  );
  const faults = [
    ...failed.map(([test, action]) => `${test}: ${action === 'fail' ? 'failed' : 'did not run to its end'}`),
    ...broken.map(([name]) => `${name}: the package failed outside its tests, or does not compile`),
  ];
  const passed = counted.length - failed.length;
  return withExitCode({ passed, failed: failed.length + broken.length, faults }, 'go test', exitCode);
}

/** Neither a run without a test nor a failed one without a failure has passed. */
function withExitCode(count: Count, program: string, exitCode: number): Count {
  if (count.failed > 0) return count;
  if (exitCode !== 0) return addCounts([count, failure(`${program} ended with ${exitCode}`)]);
  return count.passed > 0 ? count : failure(`${program} ran no test`);
}
