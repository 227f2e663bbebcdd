/** The tools that the wanted builds need, fetched side by side; a run that builds nothing needs none. */

import { ConfigurationError } from '../errors.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { initArguments, packerEnvironment } from '../packer/command-line.ts';
import type { ToolContext } from '../tools/context.ts';
import { provideGoPrograms } from '../tools/go-programs/go-programs.ts';
import { installPacker } from '../tools/hashicorp/packer.ts';
import { installPlugin } from '../tools/hashicorp/plugin.ts';
import { hashicorpTrust } from '../tools/verify/trusted-keys.ts';

export interface ToolchainRequest {
  readonly inputs: Inputs;
  readonly workspace: string;
  readonly actionRoot: string;
  /** Environment for the tools; RUNNER_TEMP is the run's private folder. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the templates take the folder of the Go programs. */
  readonly needsAgent: boolean;
  /** Plugins besides amazon that the templates require, as they name them. */
  readonly otherPlugins: readonly string[];
}

export interface Toolchain {
  /** Packer's executable. */
  readonly packer: string;
  /** What Packer is run with. */
  readonly packerEnv: Readonly<Record<string, string>>;
  /** Folder of the Go programs; null where no template wants them. */
  readonly goProgramsDir: string | null;
  /** Their digest, hex SHA-256. */
  readonly agentDigest: string | null;
}

export async function prepareToolchain(request: ToolchainRequest, deps: ToolContext): Promise<Toolchain> {
  const { inputs, workspace, actionRoot } = request;
  const { mirror, binaries } = inputs;
  const [packer, agent] = await allSettledOrThrow([
    () => packerWithPlugin(request, deps),
    () =>
      request.needsAgent
        ? provideGoPrograms({ binaries, workspace, actionRoot, mirror }, deps)
        : Promise.resolve(null),
  ]);
  if (request.otherPlugins.length > 0)
    await initPlugins(packer, inputs.templates, request.otherPlugins, deps);
  return { ...packer, goProgramsDir: agent?.dir ?? null, agentDigest: agent?.digest ?? null };
}

type PackerWithPlugin = Pick<Toolchain, 'packer' | 'packerEnv'>;

async function packerWithPlugin(
  { inputs, env }: ToolchainRequest,
  deps: ToolContext,
): Promise<PackerWithPlugin> {
  const { mirror, packerKey, packerVersion, pluginVersion } = inputs;
  const key = packerKey === null ? hashicorpTrust : { armored: packerKey, fingerprint: null };
  const { executable } = await installPacker({ version: packerVersion, mirror, key }, deps);
  const plain = packerEnvironment(env, {});
  const plugin = { packer: executable, version: pluginVersion, mirror, key, env: plain };
  const { pluginDir } = await installPlugin(plugin, deps);
  return { packer: executable, packerEnv: { ...plain, PACKER_PLUGIN_PATH: pluginDir } };
}

/** Packer fetches the other plugins itself, from where each is published. */
async function initPlugins(
  { packer, packerEnv }: PackerWithPlugin,
  templates: string,
  plugins: readonly string[],
  { run, log }: ToolContext,
): Promise<void> {
  log.info(`packer init: the templates require ${plugins.join(', ')}`);
  const { exitCode, stdout, stderr } = await run(packer, initArguments('.'), {
    cwd: templates,
    env: packerEnv,
  });
  if (exitCode !== 0) throw new ConfigurationError(`packer init failed: ${(stderr || stdout).trim()}`);
}

/** Like Promise.all, but no work is left running when it throws; the first fault in order is thrown. */
async function allSettledOrThrow<A, B>(
  works: readonly [() => Promise<A>, () => Promise<B>],
): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([works[0](), works[1]()]);
  const faults = [first, second]
    .filter((it) => it.status === 'rejected')
    .map(({ reason }) => reason as unknown);
  const configuration = faults.filter((it) => it instanceof ConfigurationError);
  if (configuration.length > 1)
    throw new ConfigurationError(configuration.flatMap(({ problems: faults }) => faults));
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return [first.value, second.value];
}
