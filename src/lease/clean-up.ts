/** What is left to do after a run that did not come to its good end: its Packers, what it left in AWS, its folders. */

import { rmSync } from 'node:fs';
import type { Ec2 } from '../aws/types.ts';
import type { Log } from '../github/log.ts';
import type { ProcessRef } from '../packer/detached-process.ts';
import { tagKeys } from '../tags.ts';
import type { LeaseState } from './state.ts';
import { type SweepResult, sweep } from './sweep.ts';

/** How processes are looked at and ended; the real ones are build/process.ts. */
export interface ProcessControl {
  isRunning(ref: ProcessRef): boolean;
  terminate(ref: ProcessRef): boolean;
  killGroup(ref: ProcessRef): boolean;
}

export interface CleanUpOptions {
  readonly processes: ProcessControl;
  /** Asked for only where AWS may hold something. */
  readonly ec2: (region: string) => Pick<Ec2, 'findTagged' | 'remove' | 'describeImages'>;
  readonly log: Log;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** Most time for everything, in milliseconds; Packers get the greater part of it. */
  readonly budgetMs: number;
}

/**
 * All posts of a job share five minutes after a cancel (GitHub's runner); this leaves the others one.
 */
export const postBudgetMs = 4 * 60_000;
const shareOfPackers = 0.65;
const firstPauseMs = 1000;
const longestPauseMs = 10_000;

/** True if nothing is left behind. Rejects if AWS cannot be asked; the folders are gone even then. */
export async function cleanUpRun(state: LeaseState, options: CleanUpOptions): Promise<boolean> {
  const deadline = options.now() + options.budgetMs;
  try {
    await endPackers(state, options);
    if (!state.started) return true;
    const { removed, left } = await sweepRun(state, deadline, options);
    logSweep(removed, left, options.log);
    return left.length === 0;
  } finally {
    for (const folder of state.folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets Packers clean up after themselves, as they do it best, and ends by force what takes too long. */
async function endPackers(
  { packers }: LeaseState,
  { processes, log, now, wait, budgetMs }: CleanUpOptions,
): Promise<void> {
  let running = packers.filter((ref) => processes.isRunning(ref));
  if (running.length === 0) return;
  log.info(`Waiting for Packer to clean up after itself: ${running.map(({ ami }) => ami).join(', ')}`);
  for (const ref of running) processes.terminate(ref);
  const deadline = now() + budgetMs * shareOfPackers;
  while (running.length > 0 && now() < deadline) {
    await wait(200);
    running = running.filter((ref) => processes.isRunning(ref));
  }
  for (const ref of running) {
    log.warning(`${ref.ami}: Packer did not end in time and was killed`);
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
      const length = Math.min(firstPauseMs * 2 ** (pass - 1), longestPauseMs);
      if (now() + length > deadline) return false;
      await wait(length);
      return true;
    },
  });
}

function logSweep(removed: SweepResult['removed'], left: SweepResult['left'], log: Log): void {
  if (left.length > 0) {
    const list = left.map(({ resource, reason }) => `${resource.kind} ${resource.id}: ${reason}`);
    log.warning(`Left behind in AWS, as the time is up:\n${list.join('\n')}`);
  } else if (removed.length === 0) {
    log.info('Nothing of this run was left behind in AWS.');
  }
}
