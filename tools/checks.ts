/** What a check of the tree is, and how a list of them runs and is counted. */
import type { Count } from './counts.ts';

export interface Check {
  readonly name: string;
  /** Answers null where all is well, else what is wrong and how to mend it. */
  readonly run: (root: string) => Promise<string | null>;
}

/** Runs the checks, `places` at a time; each counts as one test, and prints its output only where it fails. */
export async function runChecks(checks: readonly Check[], root: string, places = 1): Promise<Count> {
  const total = { passed: 0, failed: 0, faults: [] };
  const waiting = [...checks];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const { name, run } = check;
      const started = performance.now();
      const fault = await run(root).catch((error: unknown) => String(error));
      const took = `${((performance.now() - started) / 1000).toFixed(1)} s`;
      if (fault === null) total.passed++;
      else total.failed++;
      console.log(fault === null ? `  ✓ ${name} (${took})` : `  ✕ ${name} (${took})\n${fault}`);
    }
  };
  await Promise.all(Array.from({ length: places }, work));
  return total;
}

/** A fault that names each of `names`, or null where there are none. */
export function faultList(what: string, names: readonly string[]): string | null {
  return names.length === 0 ? null : `${what}:\n${names.map((name) => `  ${name}`).join('\n')}`;
}
