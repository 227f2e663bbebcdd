/** Waiting without a fixed time. */

/** Resolves when the condition holds; the test's own time limit is the only bound. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}
