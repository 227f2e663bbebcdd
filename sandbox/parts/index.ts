/** The sandbox's parts: the programs and packages that it needs, fetched or built once and kept in the cache. */
import type { StepLog } from '../cache.ts';
import { debianParts } from './debian.ts';
import { goParts } from './go.ts';
import { pythonParts } from './python.ts';

/** Makes sure that a part is in the cache, and returns its folder. */
export type Part = (log: StepLog) => Promise<string>;

/** The parts by name; the file that makes one says what its folder holds. */
const parts: Readonly<Record<string, Part>> = {
  ...goParts,
  ...pythonParts,
  ...debianParts,
};

export const partNames: readonly string[] = Object.keys(parts).sort();

/** Returns the folder of the part `name`, which is built first where the cache lacks it. Throws where there is no such part. */
export async function part(name: string, log: StepLog): Promise<string> {
  const build = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (!build) throw new Error(`unknown sandbox part "${name}"; there are ${partNames.join(', ')}`);
  return build(log);
}
