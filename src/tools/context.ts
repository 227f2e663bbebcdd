/** What the tools need of their environment, handed in so that tests can replace it. */

import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Environment } from '../github/environment.ts';
import type { Log } from '../github/log.ts';
import { type ActionsCache, actionsCache } from './cache/actions-cache.ts';
import { createDownloader, type Downloader } from './download/download.ts';
import { defaultRetryPolicy, type RetryPolicy } from './download/retry.ts';
import { createGroupRun, type Run, runShort } from './run-command.ts';

export interface ToolContext {
  readonly log: Log;
  /** Runs a short command. */
  readonly run: Run;
  /** Runs a command that starts others, all of which a cancelled run ends. */
  readonly runGroup: Run;
  /** RUNNER_TOOL_CACHE, RUNNER_TEMP, XDG_CACHE_HOME, HOME, PATH, Go's variables, and those of proxies. */
  readonly env: Environment;
  readonly cache: ActionsCache;
  readonly retry: RetryPolicy;
}

/** The real implementations; what they need is loaded at its first use. */
export function createToolContext(
  log: Log,
  env: Environment = process.env,
  cancelled: AbortSignal | null = null,
): ToolContext {
  return {
    log,
    env,
    run: runShort,
    runGroup: createGroupRun(cancelled),
    cache: actionsCache,
    retry: defaultRetryPolicy,
  };
}

/** The absolute folder of the runner's tool cache; without a runner, one in the user's cache folder. */
export function findToolCacheRoot(env: Environment): string {
  if (env['RUNNER_TOOL_CACHE']) return resolve(env['RUNNER_TOOL_CACHE']);
  const caches = env['XDG_CACHE_HOME'] || join(env['HOME'] || tmpdir(), '.cache');
  return resolve(caches, 'ami-action', 'tools');
}

/** The folder for what does not outlive the job. */
export function findTemporaryRoot(env: Environment): string {
  return env['RUNNER_TEMP'] || tmpdir();
}

export function createToolDownloader(context: ToolContext, mirror: string | null): Downloader {
  return createDownloader({ log: context.log, retry: context.retry, mirror });
}
