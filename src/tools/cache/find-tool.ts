import type { EntryId } from './tool-cache.ts';

/**
 * The folder of an entry of the tool cache at `root`, if @actions/tool-cache knows it as complete; null otherwise.
 *
 * That package takes its root from the process's environment, where a machine without a runner has none, so the variable is
 * set here and nowhere else: directly before the look-up, which is synchronous, so that no other root comes between. (Its
 * RUNNER_TEMP is not needed: whatever is unpacked is told where to.)
 */
export async function findTool(root: string, { tool, version, arch }: EntryId): Promise<string | null> {
  const { find } = await import('@actions/tool-cache');
  process.env['RUNNER_TOOL_CACHE'] = root;
  return find(tool, version, arch) || null;
}
