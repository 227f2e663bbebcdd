/** The order in which `make test` runs what can run side by side. */
import { expect, test } from '@jest/globals';
import { needsFleet, runSideBySide } from '../../../tools/e2e.ts';

/** Jobs that note their start and end, and end when they are told to. */
function createJobs() {
  const events: string[] = [];
  const ends = new Map<string, () => void>();
  const job = (name: string) => async () => {
    events.push(`${name} starts`);
    await new Promise<void>((resolve) => ends.set(name, resolve));
    events.push(`${name} ends`);
  };
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { events, job, end };
}

test('what depends on the first job waits for it, and then goes before what has not begun', async () => {
  const { events, job, end } = createJobs();
  const all = runSideBySide([job('bake'), job('a'), job('b'), job('c')], [job('fleet')], 2);
  expect(events).toEqual(['bake starts', 'a starts']);
  await end('a');
  expect(events.at(-1)).toBe('b starts');
  await end('bake');
  expect(events.at(-1)).toBe('fleet starts');
  await end('fleet');
  expect(events.at(-1)).toBe('c starts');
  await end('c');
  await end('b');
  await all;
  expect(events).toHaveLength(10);
});

test('a place that has nothing left to do waits for the first job, and then takes what depends on it', async () => {
  const { events, job, end } = createJobs();
  const all = runSideBySide([job('bake'), job('a')], [job('one'), job('two')], 2);
  await end('a');
  expect(events).toEqual(['bake starts', 'a starts', 'a ends']);
  await end('bake');
  expect(events.slice(-2).sort()).toEqual(['one starts', 'two starts']);
  await end('one');
  await end('two');
  await all;
});

test('files of e2e/fleet and the long tests need the baked account, other e2e files do not', () => {
  expect(needsFleet('__tests__/e2e/fleet/images.test.ts')).toBe(true);
  expect(needsFleet('__tests__/long/installers.test.ts')).toBe(true);
  expect(needsFleet('__tests__/e2e/plan.test.ts')).toBe(false);
});
