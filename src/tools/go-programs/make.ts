/** `make build-linux` and `go env`, in an environment that fits the digest of the sources. */

import { join } from 'node:path';
import { ConfigurationError, codeOf } from '../../errors.ts';
import type { Environment } from '../../github/environment.ts';
import { escapeWorkflowCommands } from '../../github/workflow-commands.ts';
import { exists } from '../cache/tool-cache.ts';
import type { ToolContext } from '../context.ts';

/** What `make build-linux` sees of the environment: enough to build, no secrets of the job, nothing that the digest lacks. */
const passedVariables = new RegExp(
  `^(?:${[
    'PATH|HOME|USER|LOGNAME|TMPDIR|LANG|LC_.+|XDG_CACHE_HOME|XDG_CONFIG_HOME',
    'HTTPS?_PROXY|NO_PROXY|https?_proxy|no_proxy|SSL_CERT_FILE|SSL_CERT_DIR',
    'SSH_AUTH_SOCK|NETRC|GIT_.+',
    'GO(?:ROOT|PATH|CACHE|MODCACHE|ENV|TMPDIR|MAXPROCS|PROXY|PRIVATE|NOPROXY|SUMDB|NOSUMDB|INSECURE|VCS|AUTH|TOOLCHAIN)',
    'GO(?:FLAGS|EXPERIMENT|AMD64|ARM64)|CGO_.+|CC|CXX|PKG_CONFIG.*',
  ].join('|')})$`,
);

/** The settings of Go that decide what a build produces. */
const settings = ['GOVERSION', 'GOFLAGS', 'GOEXPERIMENT', 'GOAMD64', 'GOARM64', 'CGO_ENABLED'];
/** Those that matter with cgo, where the machine's C compiler decides as well. */
const cgoSettings = [
  'CC',
  'CXX',
  'CGO_CFLAGS',
  'CGO_CPPFLAGS',
  'CGO_CXXFLAGS',
  'CGO_LDFLAGS',
  'GOHOSTOS',
  'GOHOSTARCH',
];

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

/** The version and settings of Go. It is asked in the folder of the sources, as go.mod may choose another toolchain. */
export async function readGoSettings(folder: string, context: ToolContext): Promise<Record<string, string>> {
  const env = await createBuildEnvironment(folder, context.env);
  const result = await runGoTool('go', ['env', '-json', ...settings, ...cgoSettings], folder, env, context);
  if (result.exitCode !== 0) {
    throw new ConfigurationError(`binaries: "go env" fails in ${folder}: ${takeLastLines(result.stderr)}`);
  }
  const all: Readonly<Record<string, unknown>> = JSON.parse(result.stdout);
  const names = all['CGO_ENABLED'] === '1' ? [...settings, ...cgoSettings] : settings;
  return Object.fromEntries(names.map((name) => [name, String(all[name] ?? '')]));
}

/** Runs `make build-linux` in `copy`, a copy of `folder`; throws a ConfigurationError with its last lines if it fails. */
export async function runMakeBuildLinux(folder: string, copy: string, context: ToolContext): Promise<void> {
  const env = await createBuildEnvironment(copy, context.env);
  const { exitCode, stdout, stderr } = await runGoTool('make', ['build-linux'], copy, env, context);
  context.log.debug(escapeWorkflowCommands(`${stdout}${stderr}`));
  if (exitCode === 0) return;
  throw new ConfigurationError(
    `binaries: "make build-linux" failed with exit code ${exitCode} in a copy of ${folder} ` +
      `(the copy lacks that folder's .git and bin, and everything outside it): ${takeLastLines(stderr || stdout)}`,
  );
}

const remedies = {
  go: 'add a step "uses: actions/setup-go@v6" with a go-version (or go-version-file) before this action',
  make: 'install it before this action, with "sudo apt-get install make" or the like',
} as const;

async function runGoTool(
  tool: keyof typeof remedies,
  args: readonly string[],
  cwd: string,
  env: Environment,
  { run }: ToolContext,
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  try {
    return await run(tool, args, { cwd, env });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    throw new ConfigurationError(
      `binaries: the build needs ${tool}, which is not on the PATH of this runner: ${remedies[tool]}; or set binaries to a URL with its SHA-256`,
      { cause: error },
    );
  }
}

function takeLastLines(output: string): string {
  return escapeWorkflowCommands(output.trim().split('\n').slice(-20).join('\n'));
}
