/** The queue of faults that the endpoint and the mirror share. */
import { expect, test } from '@jest/globals';
import { FaultQueue } from '../../../sandbox/faults.ts';

interface Fault {
  readonly on: string;
  readonly times?: number;
}

const on = (name: string) => (fault: Fault) => fault.on === name;

test('a fault meets as many requests as it says, the oldest fault first, and no other requests', () => {
  const faults = new FaultQueue<Fault>();
  faults.add({ on: 'a', times: 2 });
  faults.add({ on: 'a' });
  expect(faults.take(on('b'))).toBeNull();
  expect(faults.take(on('a'))).toEqual({ on: 'a', times: 2 });
  expect(faults.take(on('a'))).toEqual({ on: 'a', times: 2 });
  expect(faults.take(on('a'))).toEqual({ on: 'a' });
  expect(faults.take(on('a'))).toBeNull();
});

test('faults that are cleared meet no request', () => {
  const faults = new FaultQueue<Fault>();
  faults.add({ on: 'a' });
  faults.clear();
  expect(faults.take(on('a'))).toBeNull();
});
