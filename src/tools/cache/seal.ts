/**
 * Seals on entries of the Actions cache. Any job of the repository that may write to the cache can replace an entry together with
 * its record; only one that has the key can seal it.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../errors.ts';
import { recordName } from './tool-cache.ts';

const sealName = '.ami-action.seal';

/** Part of the name of entries that this key seals, as an entry of another key could never be replaced. */
export function nameKey(key: string): string {
  return createHmac('sha256', key).update('ami-action name of sealed entries 1').digest('hex').slice(0, 16);
}

/** Seals an entry by its record, which names the entry and all of its files by SHA-256. */
export async function writeSeal(folder: string, key: string): Promise<void> {
  await writeFile(join(folder, sealName), await computeSeal(folder, key));
}

/** Removes the seal of an entry; throws if it is not of this key and this record. */
export async function takeSeal(folder: string, key: string): Promise<void> {
  const path = join(folder, sealName);
  const found = await readFile(path).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
    return Buffer.alloc(0);
  });
  const expected = await computeSeal(folder, key);
  if (found.length !== expected.length || !timingSafeEqual(found, expected)) {
    throw new Error('the entry is not sealed with the input fingerprint-key');
  }
  await rm(path);
}

async function computeSeal(folder: string, key: string): Promise<Buffer> {
  const record = await readFile(join(folder, recordName));
  return createHmac('sha256', key).update('ami-action seal 1\0').update(record).digest();
}
