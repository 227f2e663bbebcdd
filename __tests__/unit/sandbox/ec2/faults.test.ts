/** Faults that the endpoint shows. */
import { expect, test } from '@jest/globals';
import { meetsOperation, parseFaults, toAwsError } from '../../../../sandbox/ec2/faults.ts';

test('a fault concerns the calls of its operation, and every call where it names *', () => {
  expect(meetsOperation({ operation: 'RunInstances' }, 'RunInstances')).toBe(true);
  expect(meetsOperation({ operation: 'RunInstances' }, 'DescribeInstances')).toBe(false);
  expect(meetsOperation({ operation: '*' }, 'DescribeInstances')).toBe(true);
});

test('a fault without a code is no error: it only delays', () => {
  expect(toAwsError({ operation: '*', delay: 25 })).toBeNull();
});

test("a fault's status is its own, or what AWS has for its code, or 400", () => {
  const status = (code: string) => toAwsError({ operation: 'A', code })?.status;
  expect(status('InsufficientInstanceCapacity')).toBe(500);
  expect(status('VcpuLimitExceeded')).toBe(400);
  const own = { code: 'RequestLimitExceeded', status: 429, message: 'slowly' };
  expect(toAwsError({ operation: 'A', ...own })).toEqual(own);
});

test('one fault or a list of them is read, and one without an operation is refused', () => {
  expect(parseFaults('{"operation": "A", "times": 2}')).toEqual([{ operation: 'A', times: 2 }]);
  expect(parseFaults('[{"operation": "A"}, {"operation": "B"}]')).toHaveLength(2);
  expect(() => parseFaults('{"operation": ""}')).toThrow(/needs "operation"/);
});
