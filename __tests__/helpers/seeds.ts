/** The seeds of random tests: the same few in every `make test`, other and many more in `make test-long`. */

/** Consecutive seeds: SEED is the first, and CASES says how many. */
export function seedsOf(cases: number, env: NodeJS.ProcessEnv = process.env): number[] {
  const first = Number(env['SEED'] ?? 1);
  return Array.from({ length: Number(env['CASES'] ?? cases) }, (_, index) => first + index);
}
