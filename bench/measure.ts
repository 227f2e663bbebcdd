/** What the benchmarks share: one shape of result, the median, and whole processes timed from outside. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** One measured thing. `holds` says whether the median of `samples` reaches the goal. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The bound that `value` must not exceed, in `unit`; null where something is only recorded. */
  readonly goal: number | null;
  readonly holds: boolean;
  readonly samples: readonly number[];
}

function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new RangeError('no samples');
  return (lower + upper) / 2;
}

export function createResult(
  name: string,
  unit: string,
  goal: number | null,
  samples: readonly number[],
): Result {
  const value = Number(median(samples).toFixed(3));
  return { name, value, unit, goal, holds: goal === null || value <= goal, samples };
}

export interface Run {
  readonly seconds: number;
  /** Seconds until the first line on standard output; NaN where there was none. */
  readonly firstLine: number;
  /** The largest resident set of the process itself, in MB. */
  readonly peakMb: number;
  readonly exitCode: number | null;
  readonly output: string;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the process (SIGTERM) as soon as its first line is there. */
  readonly untilFirstLine?: boolean;
  /** Reads VmHWM of the process while it runs. */
  readonly memory?: boolean;
}

const keep = 1 << 20;

/** Runs a process to its end. Its output is read and the last 1 MiB of it kept for an error's message. */
export async function timeProcess(command: Command): Promise<Run> {
  const started = performance.now();
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let firstLine = Number.NaN;
  let output = '';
  const onData = (chunk: string, isOut: boolean): void => {
    if (isOut && Number.isNaN(firstLine)) {
      firstLine = (performance.now() - started) / 1000;
      if (command.untilFirstLine) child.kill('SIGTERM');
    }
    output = (output + chunk).slice(-keep);
  };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => onData(chunk, true));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => onData(chunk, false));
  const peak = command.memory ? watchPeak(child) : async () => 0;
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { seconds: (performance.now() - started) / 1000, firstLine, peakMb: await peak(), exitCode, output };
}

/** VmHWM only grows, so the last reading before the end is the peak but for the last interval. */
function watchPeak(child: ChildProcess): () => Promise<number> {
  let peak = 0;
  const read = async (): Promise<void> => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    if (kilobytes !== undefined) peak = Math.max(peak, Number(kilobytes) / 1024);
  };
  const timer = setInterval(read, 50);
  child.once('close', () => clearInterval(timer));
  return async () => peak;
}

/** Ends the benchmark with all that the process printed, if it failed. */
export function requireSuccess(run: Run, what: string): Run {
  if (run.exitCode !== 0) throw new Error(`${what} ended with ${run.exitCode}:\n${run.output}`);
  return run;
}
