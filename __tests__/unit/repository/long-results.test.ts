/** When the results of `make test-long` count, and when a release has to fail. */
import { expect, test } from '@jest/globals';
import { findAgeFault, type LongResults } from '../../../tools/long-results.ts';

const results: LongResults = {
  commit: '0123456789abcdef0123456789abcdef01234567',
  finishedAt: '2026-01-01T00:00:00.000Z',
  seed: 7,
  cases: 1000,
  passed: 2003,
  failed: 0,
  seconds: 900,
  suites: [],
};

test('results of the code as it is have no fault', () => {
  expect(findAgeFault(results, 0)).toBeNull();
});

test('results that are missing, or of a commit that is not in the history, are a fault', () => {
  expect(findAgeFault(null, null)).toMatch(
    /^there is no __tests__\/long\/results\.json: run `make test-long`/,
  );
  expect(findAgeFault(results, null)).toMatch(
    /is of commit 0123456789abcdef\S+, which this history does not hold/,
  );
});

test('results that are older than the code are a fault that says by how much', () => {
  expect(findAgeFault(results, 1)).toMatch(
    /is 1 commit to src, action\.yml, dist, packer, .*, sandbox old: run `make test-long`/,
  );
  expect(findAgeFault(results, 12)).toMatch(/is 12 commits to src, /);
});

test('results of a run that failed or ran nothing are a fault', () => {
  expect(findAgeFault({ ...results, failed: 2 }, 0)).toBe(`2 of the long tests failed at ${results.commit}`);
  expect(findAgeFault({ ...results, passed: 0 }, 0)).toMatch(/says that no test ran/);
});
