/** A plan's decisions in the log. */
import { expect, test } from '@jest/globals';
import { logDecisions, logSecrets } from '../../../src/report/decisions.ts';
import { memoryLog } from '../../helpers/log.ts';
import { plannedBuild, plannedReuse } from '../apply/planned.ts';

test('the log says what is to happen to each AMI, and why', () => {
  const log = memoryLog();
  logDecisions([plannedBuild({ why: ['one', 'two'] }), plannedReuse('ami-1')], log);
  expect(log.lines).toEqual(['info: web: build, one, two', 'info: web: reuse, because']);
});

test('the log of a plan without AWS credentials calls an AMI unknown', () => {
  const log = memoryLog();
  logDecisions([plannedBuild({ why: ['nothing is known'] })], log, false);
  expect(log.lines).toEqual(['info: web: unknown, nothing is known']);
});

test('the log says in a line each which secrets do not count and which could be guessed', () => {
  const log = memoryLog();
  logSecrets({ secrets: { uncounted: [], guessable: [] } }, log);
  expect(log.lines).toEqual([]);
  logSecrets({ secrets: { uncounted: ['pin', 'token'], guessable: ['api_key'] } }, log);
  expect(log.lines).toEqual([
    expect.stringMatching(/^info: Sensitive values are in no fingerprint.*: pin, token\. .*fingerprint-key/),
    expect.stringMatching(/^warning: .*not declared sensitive: api_key\. .*fingerprint-key/),
  ]);
});
