/** Runs builds with bounded concurrency, printing each log and periodic progress. */

import { messageOf } from '../errors.ts';
import { formatDuration } from '../github/duration.ts';
import type { Workflow } from '../github/workflow-commands.ts';
import { type BuildContext, type BuildRequest, type RunningBuild, startBuild } from './build.ts';
import { fileNameOf } from './file-name.ts';
import { ConsolePrinter, printLog } from './log-printer.ts';
import type { BuildOutcome } from './outcome.ts';
import { runPool } from './pool.ts';
import { startProgress } from './progress.ts';

export interface BuildAllOptions {
  readonly context: Omit<BuildContext, 'live'>;
  readonly maxParallel: number;
  readonly workflow: Workflow;
  /** How often a line says what each build is doing, in milliseconds. */
  readonly progressMs: number;
}

/** What became of an AMI that was to be built; `cancelled` also if its build never started. */
export type BuildResult =
  | Exclude<BuildOutcome, { result: 'failed' | 'timed-out' | 'cancelled' }>
  | ({
      readonly result: 'failed' | 'timed-out' | 'cancelled';
      readonly ami: string;
      readonly cause: string;
      readonly nameTaken?: boolean;
    } & Partial<Pick<BuildOutcome, 'log' | 'startedAt' | 'durationMs'>>);

export interface BuildJob<T> {
  readonly request: BuildRequest;
  /**
   * Called with the build's result as soon as its Packer has ended, while other builds go on: what is complete must not wait for
   * hours for the others.
   */
  readonly settle: (result: BuildResult) => Promise<T>;
}

/** Builds all, and gives what each was settled to, in order. A failed build is a result, not a rejection. */
export async function buildAll<T>(
  jobs: readonly BuildJob<T>[],
  { context, maxParallel, workflow, progressMs }: BuildAllOptions,
): Promise<T[]> {
  const running = new Set<RunningBuild>();
  const isOnlyBuild = jobs.length === 1;
  const activities = () => {
    const now = context.now();
    return [...running].map(({ ami, startedAt, step }) => {
      const { text, since } = step();
      return { ami, step: text, stepMs: now - since, totalMs: now - startedAt };
    });
  };
  const endProgress = startProgress(activities, (line) => workflow.print(line), progressMs);

  const buildOne = async (request: BuildRequest): Promise<BuildOutcome> => {
    const live = isOnlyBuild ? liveLog(request.ami, workflow, context.logs) : null;
    if (!isOnlyBuild) workflow.print(`${request.ami}: build started`);
    const build = startBuild(request, { ...context, live: live?.write ?? null });
    running.add(build);
    try {
      const outcome = await build.outcome;
      const title = `${outcome.ami}: ${outcome.result} after ${formatDuration(outcome.durationMs)}`;
      const unprinted = live === null ? await printLog(outcome.log, title, workflow).catch(messageOf) : null;
      const fault = outcome.logFault ?? unprinted;
      if (fault) workflow.annotate('warning', `${outcome.ami}: its log is incomplete: ${fault}`);
      return outcome;
    } finally {
      running.delete(build);
      live?.end();
    }
  };

  const buildAndSettle = async ({ request, settle }: BuildJob<T>): Promise<T> =>
    settle(await buildOne(request).catch((error: unknown) => notRun(request, error)));
  const settleOne = async (
    { request: { ami }, settle }: BuildJob<T>,
    settled: PromiseSettledResult<T> | null,
  ) => {
    if (settled === null) return settle({ result: 'cancelled', ami, cause: 'cancelled before it started' });
    if (settled.status === 'rejected') throw settled.reason;
    return settled.value;
  };

  try {
    const isStopped = () => context.cancelled.aborted;
    const results = await runPool(jobs, maxParallel, buildAndSettle, isStopped);
    return await Promise.all(jobs.map((job, index) => settleOne(job, results[index] ?? null)));
  } finally {
    endProgress();
  }
}

function notRun({ ami }: BuildRequest, error: unknown): BuildResult {
  return { result: 'failed', ami, cause: `Packer could not be run: ${messageOf(error)}` };
}

/** Prints the log of the only build as it comes. */
function liveLog(ami: string, workflow: Workflow, logs: string) {
  workflow.startGroup(`${ami}: build`);
  workflow.stopCommands();
  const printer = new ConsolePrinter((line) => workflow.print(line));
  let noted = false;
  return {
    write(text: string): void {
      printer.write(text);
      if (!printer.full || noted) return;
      noted = true;
      workflow.print(`… the rest of this log goes only to ${logs}/${fileNameOf(ami)}.log`);
    },
    end(): void {
      printer.end();
      workflow.resumeCommands();
      workflow.endGroup();
    },
  };
}
