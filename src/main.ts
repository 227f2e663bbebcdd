/** What the runner calls first: wires the surroundings, runs the stages, and is the only place that catches everything. */

import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as core from '@actions/core';
import { BuildError, CancelledError, ConfigurationError, messageOf } from './errors.ts';
import { createWorkflowLog } from './github/log.ts';
import { createWorkflow } from './github/workflow-commands.ts';
import { readInputs } from './inputs/inputs.ts';
import { Lease, leaseStateName } from './lease/state.ts';

const { env } = process;
const runner = createWorkflow({ env, write: (text) => process.stdout.write(text), core });
const log = createWorkflowLog(runner);
const cancel = new AbortController();
let lease: Lease | null = null;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => onSignal(signal));
exit(await main());

/** Runs the action; gives its exit code. */
async function main(): Promise<number> {
  try {
    const workspace = resolve(env['GITHUB_WORKSPACE'] || '.');
    // Not import.meta.url, which the bundler fixes to the path it was built at.
    const actionRoot = resolve(dirname(realpathSync(process.argv[1] ?? '.')), '..');
    const inputs = await readInputs({ env, workspace, actionRoot });
    runner.print(`AMIs: ${inputs.ami === 'all' ? 'all' : inputs.ami.join(', ')} in ${inputs.region}`);
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
    return (await clearUp()) ? 0 : 2;
  } catch (error) {
    logError(error);
    return (await clearUp()) ? 1 : 2;
  }
}

/**
 * GitHub's runner sends SIGINT, then SIGTERM after 7.5 s, and kills after 2.5 s more; post comes afterwards. Once builds
 * have begun, the run ends itself: it waits for its Packers. Before that there is nothing to wait for.
 */
function onSignal(signal: NodeJS.Signals): void {
  if (cancel.signal.aborted) return;
  log.info(`${signal}: the run is cancelled.`);
  cancel.abort(new CancelledError());
  if (lease?.state.started) return;
  void clearUp().finally(() => exit(1));
}

/** Ends the process once all that was printed has left: process.exit alone drops what a slow reader has not taken yet. */
function exit(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

/** Where a runner listens, post clears up; elsewhere nobody else will. */
async function clearUp(): Promise<boolean> {
  if (lease === null || !lease.state.open || env['GITHUB_STATE']) return true;
  try {
    const { cleanUpLease: finishLease } = await import('./commands/clean-up.ts');
    return await finishLease(lease.state, log);
  } catch (error) {
    runner.annotate('error', `Clearing up after the run failed: ${messageOf(error)}`);
    return false;
  }
}

function logError(error: unknown): void {
  if (error instanceof ConfigurationError) {
    for (const { message, location: place } of error.problems) runner.annotate('error', message, place);
  } else if (error instanceof BuildError) {
    // Each cause has been told by the report.
    const amis = error.causes.map(({ ami }) => ami).join(', ');
    runner.print(`There is no AMI for ${amis}.`);
  } else {
    runner.annotate('error', messageOf(error));
    if (error instanceof Error && error.stack !== undefined) log.debug(error.stack);
  }
}
