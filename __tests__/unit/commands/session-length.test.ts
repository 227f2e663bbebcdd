/** What is said of an AWS session that may end before the builds do. */
import { expect, test } from '@jest/globals';
import { logSessionLength } from '../../../src/commands/session-length.ts';
import { memoryLog } from '../../helpers/log.ts';

const hour = 60 * 60_000;
const now = Date.parse('2026-11-24T12:00:00Z');
const session = { AWS_ACCESS_KEY_ID: 'ASIA1', AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 'y' };

function linesOf(
  env: Readonly<Record<string, string>>,
  { builds = 1, maxParallel = 4 }: { builds?: number; maxParallel?: number } = {},
): readonly string[] {
  const log = memoryLog();
  logSessionLength(builds, { timeoutMs: 2 * hour, maxParallel }, env, log, now);
  return log.lines;
}

test('a session that ends before the time limit and an hour is warned of, with both times and what to ask for', () => {
  expect(linesOf({ ...session, AWS_CREDENTIAL_EXPIRATION: '2026-11-24T13:00:00Z' })).toEqual([
    'warning: The AWS session ends in 1h00m, at 2026-11-24T13:00:00.000Z, but these builds may need it for 3h00m: the ' +
      'input timeout, and an hour to confirm and to clean up. A build that outlasts the session fails. Lower timeout, or ask ' +
      "for role-duration-seconds: 10800 where you sign in, which the role's MaxSessionDuration has to allow.",
  ]);
});

test.each([
  ['2026-11-24T15:00:00Z', 0],
  ['"2026-11-24T15:00:00.000Z"', 0],
  ['2026-11-24T14:59:59Z', 1],
  ['"2026-11-24T11:00:00.000Z"', 1],
])('of a session that ends at %s there are %i warnings', (end, warnings) => {
  expect(linesOf({ ...session, AWS_CREDENTIAL_EXPIRATION: end })).toHaveLength(warnings);
});

test('builds that wait for each other need a longer session', () => {
  const env = { ...session, AWS_CREDENTIAL_EXPIRATION: '2026-11-24T15:00:00Z' };
  expect(linesOf(env, { builds: 4, maxParallel: 4 })).toEqual([]);
  expect(linesOf(env, { builds: 5, maxParallel: 4 })[0]).toMatch(/may need it for 5h00m.*: 18000 /);
});

test.each(['', 'soon'])('a session whose end is "%s" is told of, and how long it has to be', (end) => {
  const [line, ...more] = linesOf({ ...session, AWS_CREDENTIAL_EXPIRATION: end });
  expect(line).toMatch(/^info: The AWS session has to last 3h00m .*AWS_CREDENTIAL_EXPIRATION.*: 10800 /);
  expect(more).toEqual([]);
});

test.each([
  ['keys of a user', { AWS_ACCESS_KEY_ID: 'AKIA1', AWS_SECRET_ACCESS_KEY: 'x' }],
  ['a profile', { ...session, AWS_PROFILE: 'bake' }],
  ["the runner's instance", {}],
])('nothing is said of %s, which do not end or are renewed', (_, env) => {
  expect(linesOf(env)).toEqual([]);
});

test('nothing is said where nothing is built', () => {
  expect(linesOf({ ...session, AWS_CREDENTIAL_EXPIRATION: '2026-11-24T12:00:01Z' }, { builds: 0 })).toEqual(
    [],
  );
});
