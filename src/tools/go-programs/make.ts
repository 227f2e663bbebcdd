/** `make build-linux`, in an environment that fits the digest of the sources. */

import { join } from 'node:path';
import { ConfigurationError, codeOf } from '../../errors.ts';
import type { Environment } from '../../github/environment.ts';
import { escapeWorkflowCommands } from '../../github/workflow-commands.ts';
import { exists } from '../cache/tool-cache.ts';
import type { ToolContext } from '../context.ts';
import { readGoSettings } from './settings.ts';

/** What `make build-linux` sees of the environment: enough to build, no secrets of the job, nothing that the digest lacks. */
const passedVariables = new RegExp(
  `^(?:${[
    'PATH|HOME|USER|LOGNAME|TMPDIR|LANG|LC_.+|XDG_CACHE_HOME|XDG_CONFIG_HOME',
    'HTTPS?_PROXY|NO_PROXY|https?_proxy|no_proxy|SSL_CERT_FILE|SSL_CERT_DIR',
    'SSH_AUTH_SOCK|NETRC|GIT_.+',
    // By which the runner finds and ends what is left of a job.
    'RUNNER_TRACKING_ID',
    'GO(?:ROOT|PATH|CACHE|MODCACHE|ENV|TMPDIR|MAXPROCS|PROXY|PRIVATE|NOPROXY|SUMDB|NOSUMDB|INSECURE|VCS|AUTH|TOOLCHAIN)',
    'GO(?:FLAGS|EXPERIMENT|AMD64|ARM64)|CGO_.+|CC|CXX|PKG_CONFIG.*',
  ].join('|')})$`,
);

/**
 * The environment of builds. Unless the user sets it otherwise: no cgo, so that the agent is static and runs on any image; no
 * paths of this machine in programs; no go.work from above the sources.
 */
async function createBuildEnvironment(folder: string, env: Environment): Promise<Environment> {
  const passed = Object.fromEntries(Object.entries(env).filter(([name]) => passedVariables.test(name)));
  const workspaceFile = await exists(join(folder, 'go.work'));
  return {
    ...passed,
    CGO_ENABLED: env['CGO_ENABLED'] || '0',
    GOFLAGS: ['-trimpath', env['GOFLAGS']].filter(Boolean).join(' '),
    ...(workspaceFile ? {} : { GOWORK: 'off' }),
  };
}

/** The settings of Go that a build of these sources has, by name. */
export async function readBuildSettings(
  folder: string,
  context: ToolContext,
): Promise<Record<string, string>> {
  return await readGoSettings(folder, await createBuildEnvironment(folder, context.env));
}

/** Runs `make build-linux` in `copy`, a copy of `folder`; throws a ConfigurationError with its last lines if it fails. */
export async function runMakeBuildLinux(folder: string, copy: string, context: ToolContext): Promise<void> {
  const env = await createBuildEnvironment(copy, context.env);
  const { GOTOOLCHAIN = '' } = await readGoSettings(copy, env);
  const buildEnv = GOTOOLCHAIN === '' ? env : { ...env, GOTOOLCHAIN };
  const { exitCode, stdout, stderr } = await runMake(['build-linux'], copy, buildEnv, context);
  context.log.debug(escapeWorkflowCommands(`${stdout}${stderr}`));
  if (exitCode === 0) return;
  const output = takeLastLines(stderr || stdout);
  const advice = noGo.test(output) ? `; ${remedies.go}` : '';
  throw new ConfigurationError(
    `binaries: "make build-linux" failed with exit code ${exitCode} in a copy of ${folder} (the copy lacks that folder's ` +
      `.git and bin, everything outside it, and tests, Markdown and licences that no Makefile or go:embed names): ${output}${advice}`,
  );
}

/** How shells and make say that there is no Go, and how Go says that it can't fetch the toolchain that go.mod names. */
const noGo = /\bgo: (command )?not found|\bgo: No such file|download go\S+ for|toolchain not available/;

const remedies = {
  go: 'add a step "uses: actions/setup-go@v6" with the version that go.mod names (go-version-file) before this action',
  make: 'install it before this action, with "sudo apt-get install make" or the like',
} as const;

async function runMake(
  args: readonly string[],
  cwd: string,
  env: Environment,
  { runGroup }: ToolContext,
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  try {
    return await runGroup('make', args, { cwd, env });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    throw new ConfigurationError(
      `binaries: the build needs make, which is not on the PATH of this runner: ${remedies.make}; or set binaries to a URL with its SHA-256`,
      { cause: error },
    );
  }
}

function takeLastLines(output: string): string {
  return escapeWorkflowCommands(output.trim().split('\n').slice(-20).join('\n'));
}
