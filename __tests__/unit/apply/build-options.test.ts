/** What the builds of a run are given: when they renew the lease. */
import { expect, test } from '@jest/globals';
import { createLeaseHooks } from '../../../src/apply/build-options.ts';
import { Lease } from '../../../src/lease/state.ts';
import { memoryLog } from '../../helpers/log.ts';

test('the lease is renewed as soon as Packer names an AMI, and when a Packer has ended', async () => {
  const lease = new Lease('aabbccdd', 'us-east-1', () => {});
  const log = memoryLog();
  let renewals = 0;
  const hooks = createLeaseHooks(lease, {
    renewal: { renew: () => renewals++ },
    adopt: () => Promise.reject(new Error('UnauthorizedOperation')),
    log,
  });
  const ref = { pid: 4711, started: '1' };
  hooks.onStart('web', ref);
  hooks.onMade('web', ['instance i-1']);
  expect(renewals).toBe(0);
  await hooks.onMadeImage('web', 'ami-1');
  expect(renewals).toBe(1);
  hooks.onEnd('web', ref);
  expect(renewals).toBe(2);
  expect(lease.state).toMatchObject({
    packers: [],
    made: [{ what: 'instance i-1' }],
    images: [{ id: 'ami-1' }],
  });
  expect(log.lines).toEqual([
    expect.stringMatching(/^warning: web: ami-1 could not be given the tags .*UnauthorizedOperation/),
  ]);
});
