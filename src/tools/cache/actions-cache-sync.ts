/** Entries of the tool cache in the Actions cache, for other runners. */

import { cp, mkdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, messageOf } from '../../errors.ts';
import type { ToolContext } from '../context.ts';
import { nameKey, takeSeal, writeSeal } from './seal.ts';
import { type EntryId, findDamage, type ToolCache } from './tool-cache.ts';

/** An older folder was left by a run that died, for transfers take seconds. */
const staleMs = 3_600_000;

/**
 * Restores an entry of the tool cache from the Actions cache and returns its folder; null if it is missing or damaged. The
 * cache is an optimisation: failures are logged, never fatal.
 * @param key a secret with which the entry has to be sealed; null takes any that is whole
 */
export function restoreEntry(
  toolCache: ToolCache,
  id: EntryId,
  context: ToolContext,
  key: string | null,
): Promise<string | null> {
  return withTransfer(toolCache, id, context, 'restored from', async (folder) => {
    if (!(await context.cache.restore(folder, cacheKey(id, key)))) return null;
    if (key !== null) await takeSeal(folder, key);
    const damage = await findDamage(folder, id);
    if (damage !== null) throw new Error(`the entry is damaged: ${damage}`);
    return await toolCache.put(id, (stage) => cp(folder, stage, { recursive: true }));
  });
}

/**
 * Saves an entry of the tool cache in the Actions cache; failures are logged, never fatal.
 * @param key a secret that seals it; null for none
 */
export async function saveEntry(
  toolCache: ToolCache,
  id: EntryId,
  context: ToolContext,
  key: string | null,
): Promise<void> {
  await withTransfer(toolCache, id, context, 'saved in', async (folder) => {
    await cp(toolCache.folderOf(id), folder, { recursive: true });
    if (key !== null) await writeSeal(folder, key);
    await context.cache.save(folder, cacheKey(id, key));
    return null;
  });
}

function cacheKey({ tool, version, arch }: EntryId, key: string | null): string {
  return `${tool}-${arch}-${version}${key === null ? '' : `-${nameKey(key)}`}`;
}

/**
 * Calls `work` with the folder that the Actions cache archives. The cache's own key contains the folder's path, so the path
 * must be the same on all runners of a kind, and runs on one machine share it. Creating it is the lock: a run that finds it
 * goes without the cache.
 */
async function withTransfer(
  toolCache: ToolCache,
  id: EntryId,
  context: ToolContext,
  verb: string,
  work: (folder: string) => Promise<string | null>,
): Promise<string | null> {
  let folder: string | null = null;
  try {
    if (!(await context.cache.isAvailable())) return null;
    folder = await acquireFolder(`${toolCache.folderOf(id)}.transfer`);
    if (folder === null) {
      context.log.debug(
        `${id.tool}: another run on this machine is using the Actions cache for ${id.version}`,
      );
      return null;
    }
    return await work(folder);
  } catch (error) {
    context.log.notice(`${id.tool}: not ${verb} the Actions cache: ${messageOf(error)}`);
    return null;
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

async function acquireFolder(folder: string): Promise<string | null> {
  await mkdir(dirname(folder), { recursive: true });
  for (let attempt = 1; attempt <= 2; attempt++) {
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      if (Date.now() - (await stat(folder)).mtimeMs < staleMs) return null;
      await rm(folder, { recursive: true, force: true });
    }
  }
  return null;
}
