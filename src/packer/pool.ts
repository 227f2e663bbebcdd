/** Bounded concurrency: a failure of one item is its result and stops no other. */

/** Results in the order of the items; an item that was not begun because `stopped` turned true has `null`. */
export async function runPool<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
  stopped: () => boolean = () => false,
): Promise<(PromiseSettledResult<R> | null)[]> {
  const results: (PromiseSettledResult<R> | null)[] = items.map(() => null);
  const queue = items.entries();
  async function lane(): Promise<void> {
    // The lanes share one iterator, so each item is taken once.
    for (const [index, item] of queue) {
      if (stopped()) return;
      const [result] = await Promise.allSettled([Promise.resolve().then(() => work(item))]);
      results[index] = result;
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}
