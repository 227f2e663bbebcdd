/** Ends every process that this one has started, however far down and however detached, when it is interrupted. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

/** Every process inherits its starter's environment: by this variable it is known whose it is, as by BUILD_ID in Jenkins. */
const marker = 'AMI_ACTION_STARTED_BY';

/**
 * From now on SIGINT, SIGTERM and SIGHUP end this process within five seconds: its children are asked by SIGTERM, and what is left of all that
 * it started after `patienceMs` is killed. The exit code is 128 and the signal's number.
 */
export function endAllOnSignals(patienceMs = 3000): void {
  const own = `${process.pid}.${randomBytes(6).toString('hex')}`;
  process.env[marker] = [process.env[marker] ?? '', own].join(' ').trim();
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      console.error(`${signal}: ending everything that was started`);
      void endAll(own, patienceMs).finally(() => process.exit(128 + constants.signals[signal]));
    });
  }
}

async function endAll(own: string, patienceMs: number): Promise<void> {
  for (const pid of startedBy(own).filter(isChild)) kill(pid, 'SIGTERM');
  const deadline = performance.now() + patienceMs;
  while (startedBy(own).length > 0 && performance.now() < deadline) await wait(50);
  // What is killed may have started another meanwhile.
  for (let round = 0; round < 20; round++) {
    const left = startedBy(own);
    if (left.length === 0) return;
    for (const pid of left) kill(pid, 'SIGKILL');
    await wait(50);
  }
}

/** Every process but this one whose environment bears the mark; a dead one that is not reaped yet has no environment. */
function startedBy(own: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => read(`/proc/${pid}/environ`).includes(own))
    .map(Number);
}

/** Whether a process is a direct child of this one: the fourth field of its stat, behind its name in brackets. */
function isChild(pid: number): boolean {
  const [, parent] = /\) \S (\d+)/.exec(read(`/proc/${pid}/stat`)) ?? [];
  return Number(parent) === process.pid;
}

/** The text of a file below /proc; empty where its process has ended or is another user's. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
