/**
 * Packer as a process of its own session, which outlives this one. The only place that starts or signals processes of a
 * build. Measured on Packer 1.16.0: SIGINT to its pid is ignored, SIGTERM ends it in order, and a broken output pipe
 * kills it before it has cleaned up; hence SIGTERM, and a file for its output.
 */

import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A process that can be told from a later one with the same pid. */
export interface ProcessRef {
  readonly pid: number;
  /** When it started, in the kernel's own spelling; only equality means something. */
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
  /** File that standard output and error are appended to; made for its owner alone. */
  readonly output: string;
}

/** Starts a command detached, with its output in a file. Throws at once if it cannot be started. */
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
    // The caller awaits it later; a failure until then is not unhandled.
    exited.catch(() => {});
    const pid = child.pid ?? 0;
    return { pid, started: pid === 0 ? '' : (startTime(pid) ?? ''), exited };
  } finally {
    closeSync(descriptor);
  }
}

/** Whether the very process is still running; one that has ended and was not yet reaped is not. */
export function isRunning({ pid, started }: ProcessRef): boolean {
  return pid > 0 && started !== '' && startTime(pid) === started;
}

/** Asks the process to end in order. False if it is not running any more. */
export function terminate(ref: ProcessRef): boolean {
  return isRunning(ref) && signal(ref.pid, 'SIGTERM');
}

/** Ends the process and all of its session's group at once. False if it is not running any more. */
export function killGroup(ref: ProcessRef): boolean {
  return isRunning(ref) && signal(-ref.pid, 'SIGKILL');
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

/** When a process started, or undefined if there is none, or only a zombie. */
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
  // After the program's name in parentheses, which may hold anything: state is field 3, the start time field 22 (proc_pid_stat(5)).
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
