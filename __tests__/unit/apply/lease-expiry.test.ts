/** The end of a lease. */
import { expect, test } from '@jest/globals';
import { leaseExpiry } from '../../../src/apply/lease-expiry.ts';

const hour = 3_600_000;

test('a lease lasts an hour longer than all rounds of builds may take', () => {
  const inputs = { timeoutMs: 2 * hour, maxParallel: 4 };
  expect(leaseExpiry(1, inputs, 1000)).toBe(1000 + 3 * hour);
  expect(leaseExpiry(4, inputs, 1000)).toBe(1000 + 3 * hour);
  expect(leaseExpiry(5, inputs, 1000)).toBe(1000 + 5 * hour);
  expect(leaseExpiry(9, inputs, 1000)).toBe(1000 + 7 * hour);
});
