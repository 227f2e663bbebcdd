/** Main entry point: wires dependencies, runs the command, and handles every error. */

import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import * as core from '@actions/core';
import { BuildError, CancelledError, ConfigurationError, messageOf } from './errors.ts';
import { createWorkflowLog } from './github/log.ts';
import { createWorkflow } from './github/workflow-commands.ts';
import { InputsError, readInputs } from './inputs/inputs.ts';
import { Lease, leaseStateName } from './lease/state.ts';

// Packer's logs become garbage as soon as they are printed, yet V8 grows its young generation to 60 MB for them. Without
// that growth a log of 1 GB takes 95 MB of memory instead of 145 MB, and no more time (measured with Node 24).
setFlagsFromString('--semi-space-growth-factor=1');

const { env } = process;
const runner = createWorkflow({ env, write: (text) => process.stdout.write(text), core });
const log = createWorkflowLog(runner);
const cancel = new AbortController();
let lease: Lease | null = null;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => onSignal(signal));
exit(await main());

/** Runs the action and returns its exit code: 0, 1 after an error, 2 if the clean-up failed. */
async function main(): Promise<number> {
  try {
    // What a step saves wins over a variable that another step has set by GITHUB_ENV (ActionRunner.cs of actions/runner).
    runner.saveState(leaseStateName, '');
    const workspace = resolve(env['GITHUB_WORKSPACE'] || '.');
    // Not import.meta.url: the bundler replaces it with the path of the build machine.
    const actionRoot = resolve(dirname(realpathSync(process.argv[1] ?? '.')), '..');
    const inputs = await readInputs({ env, workspace, actionRoot }).catch(async (error: unknown) => {
      const { reportFault } = await import('./commands/report-fault.ts');
      const { withTemplateProblems } = await import('./commands/prepare.ts');
      const fault =
        error instanceof InputsError
          ? await withTemplateProblems(error, { env, workspace, actionRoot })
          : error;
      await reportFault(fault, { env, workspace, workflow: runner });
      throw fault;
    });
    const { run } = await import('./commands/run.ts');
    await run(inputs, {
      env,
      workspace,
      actionRoot,
      workflow: runner,
      log,
      cancelled: cancel.signal,
      openLease(nonce, region) {
        lease = new Lease(nonce, region, (text) => runner.saveState(leaseStateName, text));
        return lease;
      },
    });
    return (await cleanUp()) ? 0 : 2;
  } catch (error) {
    logError(error);
    return (await cleanUp()) ? 1 : 2;
  }
}

/**
 * Cancels the run. GitHub's runner sends SIGINT, SIGTERM 7.5 s later, kills after another 2.5 s, and then starts post. Once
 * builds have started, the run ends by itself, after its Packers; before that there is nothing to wait for.
 */
function onSignal(signal: NodeJS.Signals): void {
  if (cancel.signal.aborted) return;
  log.info(`${signal}: the run is cancelled.`);
  cancel.abort(new CancelledError());
  if (lease?.state.started) return;
  void cleanUp().finally(() => exit(1));
}

/** Exits after all output has been written: process.exit alone drops what a slow reader has not read yet. */
function exit(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

/** Removes what the run leased, unless a runner will start post for that. Returns false if something may be left. */
async function cleanUp(): Promise<boolean> {
  if (lease === null || !lease.state.open || env['GITHUB_STATE']) return true;
  try {
    const { cleanUpLease } = await import('./commands/clean-up.ts');
    return await cleanUpLease(lease.state, env, log);
  } catch (error) {
    runner.annotate('error', `The clean-up after the run failed: ${messageOf(error)}`);
    return false;
  }
}

function logError(error: unknown): void {
  if (error instanceof ConfigurationError) {
    for (const { message, location } of error.problems) runner.annotate('error', message, location);
  } else if (error instanceof BuildError) {
    // The report has shown each cause.
    const amis = error.causes.map(({ ami }) => ami).join(', ');
    runner.print(`There is no AMI for ${amis}.`);
  } else {
    runner.annotate('error', messageOf(error));
    if (error instanceof Error && error.stack !== undefined) log.debug(error.stack);
  }
}
