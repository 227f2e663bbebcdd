/** Bounded concurrency. */
import { expect, test } from '@jest/globals';
import { runPool } from '../../../src/packer/pool.ts';

test('the pool never works on more than its limit, and keeps the order', async () => {
  let now = 0;
  let most = 0;
  const results = await runPool([5, 1, 4, 2, 3], 2, async (item) => {
    most = Math.max(most, ++now);
    for (let turn = 0; turn < item; turn++) await Promise.resolve();
    now--;
    return item * 10;
  });
  expect(most).toBe(2);
  expect(results.map((item) => (item?.status === 'fulfilled' ? item.value : null))).toEqual([
    50, 10, 40, 20, 30,
  ]);
});

test('a failed item stops no other, whether it threw or rejected', async () => {
  const results = await runPool(['a', 'b', 'c'], 1, (item) => {
    if (item === 'a') throw new Error('thrown');
    return item === 'b' ? Promise.reject(new Error('rejected')) : Promise.resolve(item);
  });
  expect(results.map((item) => item?.status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});

test('a stopped pool starts nothing new', async () => {
  let isStopped = false;
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    isStopped = item === 2;
  };
  const results = await runPool([1, 2, 3, 4], 1, work, () => isStopped);
  expect(begun).toEqual([1, 2]);
  expect(results.slice(2)).toEqual([null, null]);
});

test('an empty pool does no work', async () => {
  expect(await runPool([], 3, () => Promise.reject(new Error('never')))).toEqual([]);
});
