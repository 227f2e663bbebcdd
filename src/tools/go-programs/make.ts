import { join } from 'node:path';
import { ConfigurationError } from '../../errors.ts';
import type { Environment } from '../../github/environment.ts';
import { escapeWorkflowCommands } from '../../github/workflow-commands.ts';
import { exists } from '../cache/tool-cache.ts';
import type { ToolContext } from '../context.ts';

/** What `make build-linux` may see of the environment: enough to build, no credentials, and nothing that is in no key. */
const passedOn = new RegExp(
  `^(?:${[
    'PATH|HOME|USER|LOGNAME|TMPDIR|LANG|LC_.+|XDG_CACHE_HOME|XDG_CONFIG_HOME',
    'HTTPS?_PROXY|NO_PROXY|https?_proxy|no_proxy|SSL_CERT_FILE|SSL_CERT_DIR',
    'SSH_AUTH_SOCK|NETRC|GIT_.+',
    'GO(?:ROOT|PATH|CACHE|MODCACHE|ENV|TMPDIR|MAXPROCS|PROXY|PRIVATE|NOPROXY|SUMDB|NOSUMDB|INSECURE|VCS|AUTH|TOOLCHAIN)',
    'GO(?:FLAGS|EXPERIMENT|AMD64|ARM64)|CGO_.+|CC|CXX|PKG_CONFIG.*',
  ].join('|')})$`,
);

/** What of Go's settings decides what comes out of a build. */
const settings = ['GOVERSION', 'GOFLAGS', 'GOEXPERIMENT', 'GOAMD64', 'GOARM64', 'CGO_ENABLED'];
/** With cgo the machine's C compiler decides as well. */
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
 * The environment that the binaries are built in. Unless the user says otherwise: no cgo, so that the agent is
 * static and runs on any image; no paths of this machine in it; no go.work from above the sources' folder.
 */
export async function buildEnvironment(folder: string, env: Environment): Promise<Environment> {
  const passed = Object.fromEntries(Object.entries(env).filter(([name]) => passedOn.test(name)));
  const workspaceFile = await exists(join(folder, 'go.work'));
  return {
    ...passed,
    CGO_ENABLED: env['CGO_ENABLED'] || '0',
    GOFLAGS: ['-trimpath', env['GOFLAGS']].filter(Boolean).join(' '),
    ...(workspaceFile ? {} : { GOWORK: 'off' }),
  };
}

/** Go's version and settings, as Go itself tells them in the sources' folder, where go.mod may ask for another toolchain. */
export async function goSettings(folder: string, deps: ToolContext): Promise<Record<string, string>> {
  const env = await buildEnvironment(folder, deps.env);
  const answer = await runGoTool('go', ['env', '-json', ...settings, ...cgoSettings], folder, env, deps);
  if (answer.exitCode !== 0) {
    throw new ConfigurationError(`binaries: "go env" fails in ${folder}: ${lastLines(answer.stderr)}`);
  }
  const all = JSON.parse(answer.stdout) as Record<string, string>;
  const names = all['CGO_ENABLED'] === '1' ? [...settings, ...cgoSettings] : settings;
  return Object.fromEntries(names.map((name) => [name, all[name] ?? '']));
}

/** `make build-linux` in `copy`, a copy of `folder`. */
export async function makeBuildLinux(folder: string, copy: string, deps: ToolContext): Promise<void> {
  const env = await buildEnvironment(copy, deps.env);
  const { exitCode, stdout, stderr } = await runGoTool('make', ['build-linux'], copy, env, deps);
  deps.log.debug(escapeWorkflowCommands(`${stdout}${stderr}`));
  if (exitCode === 0) return;
  throw new ConfigurationError(
    `binaries: "make build-linux" failed with exit code ${exitCode} in a copy of ${folder} ` +
      `(the copy has all of that folder but .git and bin, and nothing from around it): ${lastLines(stderr || stdout)}`,
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
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new ConfigurationError(
      `binaries: building them needs ${tool}, which is not on the PATH of this runner: ${remedies[tool]}; or let binaries be a URL with its SHA-256`,
      { cause: error },
    );
  }
}

function lastLines(output: string): string {
  return escapeWorkflowCommands(output.trim().split('\n').slice(-20).join('\n'));
}
