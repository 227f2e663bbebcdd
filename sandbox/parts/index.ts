/** The sandbox's parts: every program and tree that it needs, fetched or built once and kept in the cache. */
import type { StepLog } from '../cache.ts';
import { debianParts } from './debian.ts';
import { goParts } from './go.ts';
import { pythonParts } from './python.ts';

/** Makes sure that a part is in the cache, and answers its folder. */
export type Part = (log: StepLog) => Promise<string>;

/** What each folder holds is said where the part is made. */
const parts: Readonly<Record<string, Part>> = {
  ...goParts,
  ...pythonParts,
  ...debianParts,
};

export const partNames: readonly string[] = Object.keys(parts).sort();

/** The folder of the part `name`, which is made first where it is missing. Throws where there is no such part. */
export async function part(name: string, log: StepLog): Promise<string> {
  const make = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (!make) throw new Error(`no sandbox part is called "${name}"; there are ${partNames.join(', ')}`);
  return make(log);
}
