import { expect, test } from '@jest/globals';
import { concerns, errorOf, parseFaults } from '../../../../sandbox/ec2/faults.ts';

test('a fault concerns the calls of its operation, and every call where it names *', () => {
  expect(concerns({ operation: 'RunInstances' }, 'RunInstances')).toBe(true);
  expect(concerns({ operation: 'RunInstances' }, 'DescribeInstances')).toBe(false);
  expect(concerns({ operation: '*' }, 'DescribeInstances')).toBe(true);
});

test('a fault without a code is no error: it only delays', () => {
  expect(errorOf({ operation: '*', delay: 25 })).toBeNull();
});

test("a fault's status is its own, or what AWS has for its code, or 400", () => {
  const status = (code: string) => errorOf({ operation: 'A', code })?.status;
  expect(status('InsufficientInstanceCapacity')).toBe(500);
  expect(status('VcpuLimitExceeded')).toBe(400);
  const own = { code: 'RequestLimitExceeded', status: 429, message: 'slowly' };
  expect(errorOf({ operation: 'A', ...own })).toEqual(own);
});

test('one fault or a list of them is read, and one without an operation is refused', () => {
  expect(parseFaults('{"operation": "A", "times": 2}')).toEqual([{ operation: 'A', times: 2 }]);
  expect(parseFaults('[{"operation": "A"}, {"operation": "B"}]')).toHaveLength(2);
  expect(() => parseFaults('{"operation": ""}')).toThrow(/needs "operation"/);
});
