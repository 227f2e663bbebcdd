/** What is used of GitHub's cache between runners. Any of it may fail, and then nothing is lost but time. */
export interface ActionsCache {
  /** False where no cache service is at hand: on a laptop, in a fork's restricted run. */
  isAvailable(): Promise<boolean>;
  /** Puts `folder` back as it was saved under `key`; false if nothing was. The folder's path is part of the key. */
  restore(folder: string, key: string): Promise<boolean>;
  save(folder: string, key: string): Promise<void>;
}

export const actionsCache: ActionsCache = {
  async isAvailable() {
    // Loading the package costs more than most runs have to spend on it, so its two variables are looked at first.
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
