/** The seeds of random tests: the same few in every `make test`, other and many more in `make test-long`. */

/** Consecutive seeds: SEED is the first, and CASES says how many. */
export function seedsOf(cases: number, env: NodeJS.ProcessEnv = process.env): number[] {
  const first = Number(env['SEED'] ?? 1);
  return Array.from({ length: Number(env['CASES'] ?? cases) }, (_, index) => first + index);
}

/** Random whole numbers from 0 to below the argument: the same ones for the same seed (mulberry32). */
export type Pick = (below: number) => number;

export function createPick(seed: number): Pick {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
