/** Cleans up after a run that did not finish: ends its Packers, removes what it left in AWS, deletes its folders. */

import { rmSync } from 'node:fs';
import type { Ec2 } from '../aws/types.ts';
import type { Log } from '../github/log.ts';
import type { ProcessRef } from '../packer/detached-process.ts';
import { tagKeys } from '../tags.ts';
import type { LeaseState } from './state.ts';
import { type SweepResult, sweep } from './sweep.ts';

/** Looks at and ends processes; packer/detached-process.ts for real. */
export interface ProcessControl {
  isRunning(ref: ProcessRef): boolean;
  terminate(ref: ProcessRef): boolean;
  killGroup(ref: ProcessRef): boolean;
}

export interface CleanUpOptions {
  readonly processes: ProcessControl;
  /** Called only if something may be left in AWS. */
  readonly ec2: (region: string) => Pick<Ec2, 'findTagged' | 'remove' | 'describeImages'>;
  readonly log: Log;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** The most time that everything may take, in milliseconds. */
  readonly budgetMs: number;
}

/** After a cancel, the post steps of a job share five minutes (GitHub's runner); this leaves one to the others. */
export const postBudgetMs = 4 * 60_000;
/** The share of the budget in which Packers may end by themselves. */
const packersShare = 0.65;
const firstPauseMs = 1000;
const longestPauseMs = 10_000;

/** True if nothing is left behind. Rejects if AWS can't be asked, but deletes the folders even then. */
export async function cleanUpRun(state: LeaseState, options: CleanUpOptions): Promise<boolean> {
  const deadline = options.now() + options.budgetMs;
  try {
    await stopPackers(state, options);
    if (!state.started) return true;
    const { removed, left } = await sweepRun(state, deadline, options);
    logSweep(removed, left, options.log);
    return left.length === 0;
  } finally {
    for (const folder of state.folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets Packers clean up after themselves, which they do best, and kills those that take too long. */
async function stopPackers(
  { packers }: LeaseState,
  { processes, log, now, wait, budgetMs }: CleanUpOptions,
): Promise<void> {
  let running = packers.filter((ref) => processes.isRunning(ref));
  if (running.length === 0) return;
  log.info(`Waiting for Packer to clean up: ${running.map(({ ami }) => ami).join(', ')}`);
  for (const ref of running) processes.terminate(ref);
  const deadline = now() + budgetMs * packersShare;
  while (running.length > 0 && now() < deadline) {
    await wait(200);
    running = running.filter((ref) => processes.isRunning(ref));
  }
  for (const ref of running) {
    log.warning(`${ref.ami}: killed Packer, which did not end in time`);
    processes.killGroup(ref);
  }
}

function sweepRun(
  { nonce, region }: LeaseState,
  deadline: number,
  { ec2, log, now, wait }: CleanUpOptions,
): Promise<SweepResult> {
  return sweep({
    ec2: ec2(region),
    key: tagKeys.nonce,
    value: nonce,
    onRemoved: ({ kind, id, name }) => log.info(`Removed ${kind} ${id}${name === '' ? '' : ` (${name})`}`),
    async pause(pass) {
      const pauseMs = Math.min(firstPauseMs * 2 ** (pass - 1), longestPauseMs);
      if (now() + pauseMs > deadline) return false;
      await wait(pauseMs);
      return true;
    },
  });
}

function logSweep(removed: SweepResult['removed'], left: SweepResult['left'], log: Log): void {
  if (left.length > 0) {
    const list = left.map(({ resource, reason }) => `${resource.kind} ${resource.id}: ${reason}`);
    log.warning(`Left behind in AWS, as the time to clean up has run out:\n${list.join('\n')}`);
  } else if (removed.length === 0) {
    log.info('This run left nothing behind in AWS.');
  }
}
