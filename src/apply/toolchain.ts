/** Prepares the tools that the builds need: Packer, its plugins, the Go programs. */

import { ConfigurationError, type Problem } from '../errors.ts';
import type { Environment } from '../github/environment.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { initArguments, packerEnvironment } from '../packer/command-line.ts';
import type { Templates } from '../templates/templates.ts';
import type { ToolContext } from '../tools/context.ts';
import { provideGoPrograms } from '../tools/go-programs/go-programs.ts';
import { installPacker } from '../tools/hashicorp/packer.ts';
import { installPlugin } from '../tools/hashicorp/plugin.ts';
import { hashicorpTrust } from '../tools/verify/trusted-keys.ts';

export interface ToolchainRequest {
  readonly inputs: Inputs;
  readonly templates: Pick<Templates, 'cwd' | 'packerTarget'>;
  readonly workspace: string;
  readonly actionRoot: string;
  /** Environment for the tools; RUNNER_TEMP is the run's private folder. */
  readonly env: Environment;
  /** True if a build takes the folder of the Go programs. */
  readonly needsAgent: boolean;
  /** From listOtherPlugins. */
  readonly otherPlugins: readonly string[];
}

export interface Toolchain {
  /** Packer's executable. */
  readonly packer: string;
  /** Packer's environment. */
  readonly packerEnv: Readonly<Record<string, string>>;
  /** Folder of the Go programs; null if no build takes them. */
  readonly goProgramsDir: string | null;
  /** Their digest, hex SHA-256. */
  readonly agentDigest: string | null;
}

/** Fetches everything in parallel. Throws a ConfigurationError with all that is wrong. */
export async function prepareToolchain(request: ToolchainRequest, deps: ToolContext): Promise<Toolchain> {
  const { inputs, workspace, actionRoot } = request;
  const { mirror, binaries, fingerprintKey: sealingKey } = inputs;
  const [packer, agent] = await allSettledOrThrow([
    () => installPackerWithPlugin(request, deps),
    () =>
      request.needsAgent
        ? provideGoPrograms({ binaries, workspace, actionRoot, mirror, sealingKey }, deps)
        : Promise.resolve(null),
  ]);
  if (request.otherPlugins.length > 0) await initPlugins(packer, request, deps);
  return { ...packer, goProgramsDir: agent?.dir ?? null, agentDigest: agent?.digest ?? null };
}

/** Names of the plugins besides amazon that the templates require. */
export function listOtherPlugins({ plugins }: Pick<Templates, 'plugins'>): string[] {
  return [...plugins]
    .filter(([, text]) => !text.includes('github.com/hashicorp/amazon'))
    .map(([name]) => name);
}

/**
 * Throws a ConfigurationError if the plan was made for other Go programs than these.
 * @param planned The digest that fingerprints hold; null if no template takes them.
 * @param prepared The digest of the prepared ones; null if no build takes them.
 */
export function checkGoPrograms(planned: string | null, prepared: string | null): void {
  if (planned === null || prepared === null || planned === prepared) return;
  throw new ConfigurationError(
    'Input lock: it was made for other Go programs (their sources, or settings of Go such as GOFLAGS, differ); plan again in ' +
      'this job, or build the same sources with the same settings',
  );
}

type PackerWithPlugin = Pick<Toolchain, 'packer' | 'packerEnv'>;

async function installPackerWithPlugin(
  { inputs, env }: ToolchainRequest,
  deps: ToolContext,
): Promise<PackerWithPlugin> {
  const { mirror, packerKey, packerVersion, pluginVersion } = inputs;
  const key = packerKey === null ? hashicorpTrust : { armored: packerKey, fingerprint: null };
  const executable = await installPacker({ version: packerVersion, mirror, key }, deps);
  // Where a template names no region, Packer must build in the one that the action looks in.
  const { region } = inputs;
  const plain = packerEnvironment(env, { AWS_REGION: region, AWS_DEFAULT_REGION: region });
  const plugin = { packer: executable, version: pluginVersion, mirror, key, env: plain };
  const pluginDir = await installPlugin(plugin, deps);
  return { packer: executable, packerEnv: { ...plain, PACKER_PLUGIN_PATH: pluginDir } };
}

/** Has Packer fetch the other plugins itself, from where each is published. */
async function initPlugins(
  { packer, packerEnv }: PackerWithPlugin,
  { templates, otherPlugins }: ToolchainRequest,
  { run, log }: ToolContext,
): Promise<void> {
  log.info(`packer init: the templates require ${otherPlugins.join(', ')}`);
  const { exitCode, stdout, stderr } = await run(packer, initArguments(templates.packerTarget), {
    cwd: templates.cwd,
    env: packerEnv,
  });
  if (exitCode !== 0) throw new ConfigurationError(`packer init failed: ${(stderr || stdout).trim()}`);
}

/** Like Promise.all, but waits for all before it throws. Several ConfigurationErrors become one; else the first is thrown. */
async function allSettledOrThrow<A, B>(
  tasks: readonly [() => Promise<A>, () => Promise<B>],
): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([tasks[0](), tasks[1]()]);
  const problems: (readonly Problem[])[] = [first, second]
    .filter((item) => item.status === 'rejected')
    .flatMap(({ reason }) => (reason instanceof ConfigurationError ? [reason.problems] : []));
  if (problems.length > 1) throw new ConfigurationError(problems.flat());
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return [first.value, second.value];
}
