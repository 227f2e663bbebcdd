/** A plan's decisions in the log. */
import { expect, test } from '@jest/globals';
import { logDecisions } from '../../../src/report/decisions.ts';
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
