/**
 * Packer as a process in a session of its own, so that it outlives this one. The only place that starts or signals a
 * build's processes. Measured on Packer 1.16.0: SIGINT to its pid is ignored, SIGTERM ends it in order, and a broken output
 * pipe kills it before it has cleaned up; hence SIGTERM, and a file for its output.
 */

import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** Identifies a process even after its pid has been reused. */
export interface ProcessRef {
  readonly pid: number;
  /** When it started, as the kernel puts it; compare for equality only. */
  readonly started: string;
}

export interface ProcessExit {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningProcess extends ProcessRef {
  /** Settles when the process has ended; rejects only if it could not be started. */
  readonly exited: Promise<ProcessExit>;
}

export interface DetachedCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** File that standard output and error are appended to; created with mode 0600. */
  readonly output: string;
}

/** Starts a command detached, with its output in a file. If it can't be started, `exited` rejects and the pid is 0. */
export function startDetached({ file, args, cwd, env, output }: DetachedCommand): RunningProcess {
  const descriptor = openSync(output, 'a', 0o600);
  try {
    const child = spawn(file, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', descriptor, descriptor],
    });
    const exited = new Promise<ProcessExit>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    // The caller awaits it later; until then a rejection must not count as unhandled.
    exited.catch(() => {});
    const pid = child.pid ?? 0;
    return { pid, started: pid === 0 ? '' : (startTime(pid) ?? ''), exited };
  } finally {
    closeSync(descriptor);
  }
}

/** True if this very process is still running; a zombie is not. */
export function isRunning({ pid, started }: ProcessRef): boolean {
  return pid > 0 && started !== '' && startTime(pid) === started;
}

/** Asks the process to end in order. False if it no longer runs. */
export function terminate(ref: ProcessRef): boolean {
  return isRunning(ref) && signal(ref.pid, 'SIGTERM');
}

/**
 * Kills the process and its whole group: what it started may outlive it. False if nothing is left. No process gets the number of
 * a group that has members (POSIX, fork), so where none has this pid, a group of that number is still this one's.
 */
export function killGroup({ pid, started }: ProcessRef): boolean {
  if (pid <= 0 || started === '') return false;
  const now = startTime(pid);
  return (now === undefined || now === started) && signal(-pid, 'SIGKILL');
}

function signal(target: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(target, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** When a process started; undefined if there is none, or only a zombie. */
function startTime(pid: number): string | undefined {
  return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
}

function startOnLinux(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // Fields follow the program's name, which is in parentheses and may hold anything: 3 is the state, 22 the start time
  // (proc_pid_stat(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

function startByPs(pid: number): string | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}
