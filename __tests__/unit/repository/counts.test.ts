/** The counts of `make test`, on reports that jest and Go wrote for tests that fail in every way. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { countGo, countJest, type JestReport } from '../../../tools/counts.ts';

const reports = join(import.meta.dirname, '../../fixtures/reports');
const recorded = JSON.parse(readFileSync(join(reports, 'jest.json'), 'utf8')) as JestReport;
const files = recorded.testResults.map(({ name }) => name);
const only = (...names: string[]): JestReport => ({
  ...recorded,
  testResults: recorded.testResults.filter(({ name }) =>
    names.some((part) => name.endsWith(`/${part}.test.ts`)),
  ),
});

describe("jest's report", () => {
  test("jest's report counts skipped, unwritten and unfocused tests, and files that fail outside their tests, as failures", () => {
    expect(countJest(recorded, files, 1)).toMatchObject({ passed: 3, failed: 7 });
  });

  test("jest's report names each test and file that failed or did not run, and begins to say why", () => {
    const { faults } = countJest(recorded, files, 1);
    const folder = '/checkout/__tests__/unit';
    expect(faults).toEqual([
      `${folder}/after-all.test.ts: the file failed outside its tests, or has none`,
      `${folder}/broken.test.ts: the file failed outside its tests, or has none`,
      `${folder}/empty.test.ts: the file failed outside its tests, or has none`,
      expect.stringMatching(
        /failed\.test\.ts: "one that fails" failed\n {4}Error: expect\(received\)\.toMatchObject/,
      ),
      `${folder}/focused.test.ts: "the broken one beside it" did not run (pending)`,
      `${folder}/skipped.test.ts: "one that is skipped" did not run (pending)`,
      `${folder}/skipped.test.ts: "one that is still to be written" did not run (todo)`,
    ]);
  });

  test("jest's report counts a file of the suite that is not in the report as a failure", () => {
    const passing = {
      ...recorded,
      testResults: [{ ...only('after-all').testResults[0], status: 'passed' }],
    } as JestReport;
    const [file = ''] = passing.testResults.map(({ name }) => name);
    expect(countJest(passing, [file], 0)).toEqual({ passed: 1, failed: 0, faults: [] });
    expect(countJest(passing, [file, '/checkout/__tests__/unit/other.test.ts'], 0)).toEqual({
      passed: 1,
      failed: 1,
      faults: ['/checkout/__tests__/unit/other.test.ts: never ran'],
    });
  });

  test("jest's report counts one failure where jest failed, was interrupted or ran nothing, and no test says so", () => {
    const passing = {
      ...recorded,
      testResults: [{ ...only('after-all').testResults[0], status: 'passed' }],
    } as JestReport;
    const own = passing.testResults.map(({ name }) => name);
    expect(countJest(passing, own, 1)).toMatchObject({ passed: 1, failed: 1, faults: ['jest ended with 1'] });
    expect(countJest({ ...passing, wasInterrupted: true }, own, 0)).toMatchObject({ passed: 1, failed: 1 });
    expect(countJest(only(), [], 0)).toEqual({ passed: 0, failed: 1, faults: ['jest ran no test'] });
  });
});

describe("Go's events", () => {
  const stream = readFileSync(join(reports, 'go-test.jsonl'), 'utf8');

  test("Go's events count each test once, skipped ones and packages that do not compile as failures", () => {
    expect(countGo(stream, 1)).toEqual({
      passed: 6,
      failed: 6,
      faults: [
        'example.com/m/a TestSkipped: did not run to its end',
        'example.com/m/a TestParentItself: failed',
        'example.com/m/a TestFails/bad: failed',
        'example.com/m/c TestPanics: failed',
        'example.com/m/b: the package failed outside its tests, or does not compile',
        'example.com/m/e: the package failed outside its tests, or does not compile',
      ],
    });
  });

  test("Go's events count one failure where go failed or ran nothing, and no event says so", () => {
    const pass = '{"Action":"pass","Package":"m","Test":"TestA"}\n';
    expect(countGo(pass, 0)).toEqual({ passed: 1, failed: 0, faults: [] });
    expect(countGo(pass, 2)).toEqual({ passed: 1, failed: 1, faults: ['go test ended with 2'] });
    expect(countGo('go: no such module\n', 0)).toEqual({
      passed: 0,
      failed: 1,
      faults: ['go test ran no test'],
    });
  });

  test("Go's events count a test that began and never ended as a failure", () => {
    const run = '{"Action":"run","Package":"m","Test":"TestA"}\n';
    expect(countGo(run, 1)).toMatchObject({ passed: 0, failed: 1 });
  });
});
