/** GitHub's cache between runners. */

/** The functions of @actions/cache that are used. Any of them may fail; that costs time only. */
export interface ActionsCache {
  /** False without a cache service, as on a laptop or in a restricted run of a fork. */
  isAvailable(): Promise<boolean>;
  /** Restores `folder` as saved under `key`; false if there is no such entry. The folder's path is part of the key. */
  restore(folder: string, key: string): Promise<boolean>;
  save(folder: string, key: string): Promise<void>;
}

export const actionsCache: ActionsCache = {
  async isAvailable() {
    // Loading the package is slow, so look at its two variables first.
    if (!process.env['ACTIONS_CACHE_URL'] && !process.env['ACTIONS_RESULTS_URL']) return false;
    return (await import('@actions/cache')).isFeatureAvailable();
  },
  async restore(folder, key) {
    return (await (await import('@actions/cache')).restoreCache([folder], key)) !== undefined;
  },
  async save(folder, key) {
    await (await import('@actions/cache')).saveCache([folder], key);
  },
};
