/** Waiting with a deadline: what takes longer fails with what was waited for, and what stood in the way last. */
import { setTimeout as wait } from 'node:timers/promises';

/** How often is asked, in milliseconds. */
const interval = 250;

/**
 * How long anything may take, in seconds. This is many times what a guest needs on a machine that is busy with other sandboxes: it ends a
 * hang, and measures nothing.
 */
export const patience = 300;

/** Asks again and again until `probe` neither throws nor gives null, and answers what it gives. */
export async function waitFor<T>(what: string, probe: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + patience * 1000;
  for (;;) {
    let why = 'the answer was no';
    try {
      const found = await probe();
      if (found !== null) return found;
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
    }
    if (performance.now() > deadline)
      throw new Error(`waited ${patience} s for ${what}, which did not come: ${why}`);
    await wait(interval);
  }
}

/** A little less than a test has by jest.config.json, so that a hang says what was waited for, in seconds. */
const shortPatience = 50;

/** Asks again and again, often, until the condition holds. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { what = String(condition), seconds = shortPatience }: { what?: string; seconds?: number } = {},
): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${seconds} s for ${what}`);
    await wait(5);
  }
}
