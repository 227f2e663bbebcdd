/** What the builds of a run are given: when they renew the lease. */
import { expect, test } from '@jest/globals';
import { createLeaseHooks } from '../../../src/apply/build-options.ts';
import { Lease } from '../../../src/lease/state.ts';

test('the lease is renewed as soon as Packer names an AMI, and when a Packer has ended', () => {
  const lease = new Lease('aabbccdd', 'us-east-1', () => {});
  let renewals = 0;
  const hooks = createLeaseHooks(lease, { renew: () => renewals++ });
  const ref = { pid: 4711, started: '1' };
  hooks.onStart('web', ref);
  hooks.onMade('web', ['instance i-1']);
  expect(renewals).toBe(0);
  hooks.onMade('web', ['AMI ami-1']);
  expect(renewals).toBe(1);
  hooks.onEnd('web', ref);
  expect(renewals).toBe(2);
  expect(lease.state).toMatchObject({ packers: [], made: [{ what: 'instance i-1' }, { what: 'AMI ami-1' }] });
});
