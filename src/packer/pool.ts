/** Bounded concurrency: the failure of one item stops no other. */

/** Runs `work` on each item. Results are in the order of the items; null for items not started because `isStopped` turned true. */
export async function runPool<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
  isStopped: () => boolean = () => false,
): Promise<(PromiseSettledResult<R> | null)[]> {
  const results: (PromiseSettledResult<R> | null)[] = items.map(() => null);
  const queue = items.entries();
  async function lane(): Promise<void> {
    // All lanes share one iterator, so each item is taken once.
    for (const [index, item] of queue) {
      if (isStopped()) return;
      const [result] = await Promise.allSettled([Promise.resolve().then(() => work(item))]);
      results[index] = result;
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}
