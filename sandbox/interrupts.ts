/** What SIGINT, SIGTERM and SIGHUP do to a program of the sandbox: all that it runs ends, what is half made goes, within five seconds. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

export const interruptSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** This process ends at the latest so long after the signal, in milliseconds. */
const limitMs = 4500;
/** The kernel needs a moment to end what is killed, in milliseconds. */
const deathMs = 300;

interface Group {
  /** The first process of the group. */
  readonly child: ChildProcess;
  /** Asks the group to end by itself. */
  readonly ask: (signal: NodeJS.Signals) => void;
  /** Time that it has for that, in milliseconds. */
  readonly graceMs: number;
}

const groups = new Set<Group>();
const halfMade = new Set<string>();
let guarded = false;
let ending = false;

/** Whether a signal ends this process by way of this module. Only then may a child have a process group of its own. */
export function isGuarded(): boolean {
  return guarded;
}

/** Whether a signal has come: nothing new is to be started or finished. */
export function isEnding(): boolean {
  return ending;
}

/** Never settles, so that whatever waits for something that was interrupted goes no further while this process ends. */
export function waitForEnd(): Promise<never> {
  return new Promise(() => undefined);
}

/** The exit code that a shell has for a program that a signal ended. */
export function signalExitCode(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

/** From now on a signal ends this process with all that it has registered here. Returns a function that undoes it. */
export function endWhenInterrupted(): () => void {
  const end = (signal: NodeJS.Signals): void => {
    if (ending) return;
    ending = true;
    const exit = () => process.exit(signalExitCode(signal));
    setTimeout(exit, limitMs);
    void endAll(signal).finally(exit);
  };
  guarded = true;
  for (const signal of interruptSignals) process.on(signal, end);
  return () => {
    guarded = false;
    for (const signal of interruptSignals) process.off(signal, end);
  };
}

/** Ends `child`, the first process of a group of its own, and its whole group when this process is interrupted. */
export function endGroupWhenInterrupted(child: ChildProcess, graceMs: number, ask: Group['ask']): void {
  if (child.pid === undefined) return; // it could not be started
  const group = { child, ask, graceMs };
  groups.add(group);
  child.once('exit', () => groups.delete(group));
}

/** Removes `folder` when this process is interrupted. Returns a function that undoes it. */
export function removeWhenInterrupted(folder: string): () => void {
  halfMade.add(folder);
  return () => void halfMade.delete(folder);
}

/** Sends a signal to all processes of a group; there may be none left. */
export function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function endAll(signal: NodeJS.Signals): Promise<void> {
  await Promise.all([...groups].map((group) => endGroup(group, signal)));
  const folders = [...halfMade];
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 10 })));
  if (folders.length > 0)
    process.stderr.write(`interrupted by ${signal}: what was being built has been removed\n`);
}

async function endGroup({ child, ask, graceMs }: Group, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  ask(signal);
  await Promise.race([ended, delay(graceMs)]);
  killGroup(child, 'SIGKILL'); // its first process may have ended without the others
  await Promise.race([ended, delay(deathMs)]);
}
