/** Installs Packer's amazon plugin. */

import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../../errors.ts';
import type { Environment } from '../../github/environment.ts';
import { ToolCache } from '../cache/tool-cache.ts';
import { createToolDownloader, findTemporaryRoot, findToolCacheRoot, type ToolContext } from '../context.ts';
import type { TrustedKey } from '../verify/trusted-keys.ts';
import { toEntryId } from './packer.ts';
import { checkVersion, fetchRelease, type Release, toPlatform } from './release.ts';

export interface PluginRequest {
  /** Path of Packer's executable. */
  readonly packer: string;
  /** The amazon plugin's version, exact, such as 1.8.2. */
  readonly version: string;
  readonly mirror: string | null;
  readonly key: TrustedKey;
  /** The environment that Packer gets. */
  readonly env: Environment;
}

const source = 'github.com/hashicorp/amazon';

/**
 * Gets the amazon plugin from the tool cache, or from the release site with its signature and SHA-256 verified, because
 * `packer init` checks no signature.
 * @returns a folder of this run alone for PACKER_PLUGIN_PATH. `packer init` finds the plugin there without a network and may
 * add other plugins of the templates. The caller removes it.
 */
export async function installPlugin(request: PluginRequest, context: ToolContext): Promise<string> {
  const platform = toPlatform(process.platform, process.arch);
  const { version, key } = request;
  const release: Release = { product: 'packer-plugin-amazon', version, input: 'plugin-version', platform };
  checkVersion(release);
  const toolCache = new ToolCache(findToolCacheRoot(context.env), context.log);
  const id = toEntryId(release, key);
  const found = await toolCache.find(id);
  const folder =
    found ?? (await toolCache.put(id, (stage) => fillEntry(release, request, stage, toolCache, context)));
  if (found === null)
    context.log.info(`amazon plugin ${version}: signature and SHA-256 verified, kept in ${folder}`);
  return await createPluginFolder(folder, context.env);
}

/** Lets Packer install the plugin, so that it also checks compatibility. */
async function fillEntry(
  release: Release,
  { packer, mirror, key, env }: PluginRequest,
  stage: string,
  toolCache: ToolCache,
  context: ToolContext,
): Promise<void> {
  const { version, platform } = release;
  const program = (name: string) =>
    name.startsWith(`packer-plugin-amazon_v${version}_x`) &&
    name.endsWith(`_${platform.os}_${platform.arch}`);
  const temp = await toolCache.createTemporaryFolder();
  try {
    const download = createToolDownloader(context, mirror);
    const fetched = await fetchRelease(release, program, temp, { download, key, mirror, log: context.log });
    const args = ['plugins', 'install', '--path', fetched, source];
    const options = { cwd: temp, env: { ...env, PACKER_PLUGIN_PATH: stage, CHECKPOINT_DISABLE: '1' } };
    const { exitCode, stdout, stderr } = await context.run(packer, args, options);
    const installed = exitCode === 0 ? await readdir(join(stage, source)) : [];
    if (!installed.some(program)) {
      throw new ConfigurationError(
        `plugin-version: Packer refuses the amazon plugin ${version} (exit code ${exitCode}): ${(stderr + stdout).trim()}`,
      );
    }
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

/** Creates a folder with links into the tool cache. Packer follows them, and what it adds stays out of the tool cache. */
async function createPluginFolder(entry: string, env: Environment): Promise<string> {
  const root = await mkdtemp(join(findTemporaryRoot(env), 'ami-action-plugins-'));
  const folder = join(root, source);
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(join(entry, source))) {
    await symlink(join(entry, source, name), join(folder, name));
  }
  return root;
}
