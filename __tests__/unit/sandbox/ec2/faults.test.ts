import { expect, test } from '@jest/globals';
import { Faults } from '../../../../sandbox/ec2/faults.ts';

test('a fault meets as many calls of its operation as it says, and no others', () => {
  const faults = new Faults();
  faults.add({ operation: 'RunInstances', code: 'InsufficientInstanceCapacity', times: 2 });
  expect(faults.next('DescribeInstances')).toBeNull();
  for (let call = 0; call < 2; call++) {
    expect(faults.next('RunInstances')?.error).toMatchObject({
      code: 'InsufficientInstanceCapacity',
      status: 500,
    });
  }
  expect(faults.next('RunInstances')).toBeNull();
});

test('a fault without a code only delays', () => {
  const faults = new Faults();
  faults.add({ operation: '*', delay: 25 });
  expect(faults.next('StopInstances')).toEqual({ delay: 25, error: null });
});

test('a fault has a status of its own where it says one, and 400 where AWS has none for it', () => {
  const faults = new Faults();
  faults.add({ operation: 'A', code: 'VcpuLimitExceeded' });
  faults.add({ operation: 'A', code: 'RequestLimitExceeded', status: 429, message: 'slowly' });
  expect(faults.next('A')?.error?.status).toBe(400);
  expect(faults.next('A')?.error).toEqual({ code: 'RequestLimitExceeded', status: 429, message: 'slowly' });
});

test('faults are taken back, and one without an operation is refused', () => {
  const faults = new Faults();
  faults.add({ operation: 'A' });
  faults.clear();
  expect(faults.next('A')).toBeNull();
  expect(() => faults.add({ operation: '' })).toThrow(/needs "operation"/);
});
