import { cp, mkdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../../errors.ts';
import type { ToolContext } from '../context.ts';
import { type EntryId, findDamage, type ToolCache } from './tool-cache.ts';

/** A folder this old was left by a run that died: transfers take seconds. */
const staleMs = 3_600_000;

/**
 * A tool cache entry from the Actions cache; null if it is not there, or not as it was recorded when it was made. The cache
 * only ever saves time, so that whatever it does wrong is a notice.
 */
export function restoreEntry(store: ToolCache, id: EntryId, deps: ToolContext): Promise<string | null> {
  return withTransfer(store, id, deps, 'restored from', async (folder) => {
    if (!(await deps.cache.restore(folder, keyOf(id)))) return null;
    const fault = await findDamage(folder, id);
    if (fault !== null) throw new Error(`the entry is damaged: ${fault}`);
    return await store.put(id, (stage) => cp(folder, stage, { recursive: true }));
  });
}

/** Saves an entry of the tool cache in the Actions cache, for other runners. */
export async function saveEntry(store: ToolCache, id: EntryId, deps: ToolContext): Promise<void> {
  await withTransfer(store, id, deps, 'saved in', async (folder) => {
    await cp(store.folderOf(id), folder, { recursive: true });
    await deps.cache.save(folder, keyOf(id));
    return null;
  });
}

function keyOf({ tool, version, arch }: EntryId): string {
  return `${tool}-${arch}-${version}`;
}

/**
 * Gives `work` the folder that the Actions cache archives. Its path is part of the cache's own key, so it is the same on all
 * runners of a kind and cannot be this run's own: making it is the lock, and who comes second goes without.
 */
async function withTransfer(
  store: ToolCache,
  id: EntryId,
  deps: ToolContext,
  verb: string,
  work: (folder: string) => Promise<string | null>,
): Promise<string | null> {
  let folder: string | null = null;
  try {
    if (!(await deps.cache.isAvailable())) return null;
    folder = await acquireFolder(`${store.folderOf(id)}.transfer`);
    if (folder === null) {
      deps.log.debug(`${id.tool}: another run on this machine is at the Actions cache for ${id.version}`);
      return null;
    }
    return await work(folder);
  } catch (error) {
    deps.log.notice(`${id.tool}: not ${verb} the Actions cache: ${messageOf(error)}`);
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
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (Date.now() - (await stat(folder)).mtimeMs < staleMs) return null;
      await rm(folder, { recursive: true, force: true });
    }
  }
  return null;
}
