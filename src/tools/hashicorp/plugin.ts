import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../../errors.ts';
import type { Environment } from '../../github/environment.ts';
import { ToolCache } from '../cache/tool-cache.ts';
import { downloaderOf, type ToolContext, temporaryRoot, toolCacheRoot } from '../context.ts';
import type { TrustedKey } from '../verify/trusted-keys.ts';
import { entryOf } from './packer.ts';
import { checkVersion, fetchRelease, platformOf, type Release } from './release.ts';

export interface PluginRequest {
  /** Packer's executable. */
  readonly packer: string;
  /** The amazon plugin's version, exact, such as 1.8.2. */
  readonly version: string;
  readonly mirror: string | null;
  readonly key: TrustedKey;
  /** Environment for Packer. */
  readonly env: Environment;
}

const source = 'github.com/hashicorp/amazon';

/**
 * The amazon plugin, proven as Packer is, because `packer init` checks no signature.
 * @returns `pluginDir`, a folder of this run's own to be Packer's PACKER_PLUGIN_PATH: `packer init` finds the plugin there
 * without a network and may add what else a template asks for. The caller removes it.
 */
export async function installPlugin(
  request: PluginRequest,
  deps: ToolContext,
): Promise<{ cached: boolean; pluginDir: string }> {
  const platform = platformOf(process.platform, process.arch);
  const { version, key } = request;
  const release: Release = { product: 'packer-plugin-amazon', version, input: 'plugin-version', platform };
  checkVersion(release);
  const store = new ToolCache(toolCacheRoot(deps.env), deps.log);
  const id = entryOf(release, key);
  const found = await store.find(id);
  const folder = found ?? (await store.put(id, (stage) => fillEntry(release, request, stage, store, deps)));
  if (found === null)
    deps.log.info(`amazon plugin ${version}: signature and SHA-256 proven, kept in ${folder}`);
  return { cached: found !== null, pluginDir: await privateFolder(folder, deps.env) };
}

/** Has Packer lay the plugin out itself: it thereby runs it once, and refuses one that does not fit it. */
async function fillEntry(
  release: Release,
  { packer, mirror, key, env }: PluginRequest,
  stage: string,
  store: ToolCache,
  deps: ToolContext,
): Promise<void> {
  const { version, platform } = release;
  const program = (name: string) =>
    name.startsWith(`packer-plugin-amazon_v${version}_x`) &&
    name.endsWith(`_${platform.os}_${platform.arch}`);
  const temp = await store.temporary();
  try {
    const download = downloaderOf(deps, mirror);
    const fetched = await fetchRelease(release, program, temp, { download, key, mirror, log: deps.log });
    const args = ['plugins', 'install', '--path', fetched, source];
    const options = { cwd: temp, env: { ...env, PACKER_PLUGIN_PATH: stage, CHECKPOINT_DISABLE: '1' } };
    const { exitCode, stdout, stderr } = await deps.run(packer, args, options);
    const laid = exitCode === 0 ? await readdir(join(stage, source)) : [];
    if (!laid.some(program)) {
      throw new ConfigurationError(
        `plugin-version: Packer does not take the amazon plugin ${version} (exit code ${exitCode}): ${(stderr + stdout).trim()}`,
      );
    }
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

/** Links into the tool cache cost nothing, and Packer follows them; what it adds lands in the folder itself. */
async function privateFolder(entry: string, env: Environment): Promise<string> {
  const root = await mkdtemp(join(temporaryRoot(env), 'ami-action-plugins-'));
  const folder = join(root, source);
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(join(entry, source))) {
    await symlink(join(entry, source, name), join(folder, name));
  }
  return root;
}
