/** Runs programs: to their end for their output, with their output on ours, or beside this process; interrupts.ts ends them. */
import { type ChildProcess, type SpawnOptions, type StdioOptions, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import {
  endGroupWhenInterrupted,
  isEnding,
  isGuarded,
  killGroup,
  signalExitCode,
  waitForEnd,
} from './interrupts.ts';

/** Characters of a failed program's output that its error repeats. */
const tailLength = 4000;
/** Times to end by itself when this process is interrupted, in milliseconds: for a program in the background, and one in front. */
const [backgroundGraceMs, foregroundGraceMs] = [1500, 4000];

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end and returns its standard output. Throws, with the end of its output, where it cannot be started or fails. */
export async function run(
  file: string,
  args: readonly string[],
  options: ProcessOptions & { readonly input?: string } = {},
): Promise<string> {
  if (isEnding()) return waitForEnd();
  const { input = '', ...rest } = options;
  const child = spawn(file, args, { ...rest, stdio: 'pipe', detached: isGuarded() });
  if (isGuarded()) endGroupWhenInterrupted(child, backgroundGraceMs, () => killGroup(child, 'SIGTERM'));
  const out: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  const tail = keepTail(child);
  child.stdin.on('error', () => undefined); // a program that does not read its input is judged by its exit code
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`cannot run ${file}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (isEnding()) return;
      if (code === 0) resolve(Buffer.concat(out).toString());
      else reject(new Error(`${file} ${args.join(' ')} failed (${signal ?? code}):\n${tail()}`));
    });
  });
}

/**
 * Runs a program with its output on ours and returns its exit code, as a shell has it where a signal ended it. A signal to this process goes
 * to the program, which has four seconds to end in order.
 */
export async function runInFront(
  file: string,
  args: readonly string[],
  options: ProcessOptions & { readonly stdio?: StdioOptions } = {},
): Promise<number> {
  if (isEnding()) return waitForEnd();
  const stdio = options.stdio ?? ['ignore', 'inherit', 'inherit'];
  const child = spawn(file, args, { ...options, stdio, detached: isGuarded() });
  if (isGuarded()) endGroupWhenInterrupted(child, foregroundGraceMs, (signal) => child.kill(signal));
  return exitCode(child, file);
}

/** Waits for a program to end, and returns its exit code, as a shell has it where a signal ended it. Throws where it cannot be started. */
export function exitCode(child: ChildProcess, file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`cannot run ${file}: ${error.message}`)));
    child.once('exit', (code, signal) => {
      if (!isEnding()) resolve(code ?? (signal ? signalExitCode(signal) : 1));
    });
  });
}

/**
 * Starts a program that stays, and resolves when it has written to its descriptor `readyFd`. Throws, with the end of its errors, where it ends
 * before. Its group is its own: a Ctrl-C at the terminal is not for it. What ends it is the caller's business.
 */
export async function startService(
  file: string,
  args: readonly string[],
  options: { readonly readyFd: 1 | 3; readonly input?: string; readonly errorFile?: string },
): Promise<ChildProcess> {
  const { readyFd, input, errorFile } = options;
  const errors = errorFile === undefined ? ('pipe' as const) : openSync(errorFile, 'a');
  const stdio: SpawnOptions['stdio'] = [
    input === undefined ? 'ignore' : 'pipe',
    readyFd === 1 ? 'pipe' : 'ignore',
    errors,
    ...(readyFd === 3 ? (['pipe'] as const) : []),
  ];
  const child = spawn(file, args, { stdio, detached: true });
  if (errors !== 'pipe') closeSync(errors);
  const tail = keepTail(child);
  child.stdin?.end(input);
  await new Promise<void>((resolve, reject) => {
    const killRest = () => killGroup(child, 'SIGKILL'); // what an early end leaves would keep the errors open
    child.once('exit', killRest);
    child.stdio[readyFd]?.once('data', () => {
      child.off('exit', killRest);
      resolve();
    });
    child.once('error', (error) => reject(new Error(`cannot run ${file}: ${error.message}`)));
    child.once('close', (code, signal) => {
      const said = errorFile === undefined ? tail() : readFileSync(errorFile, 'utf8').slice(-tailLength);
      reject(new Error(`${file} ended too early (${signal ?? code}):\n${said}`));
    });
  });
  child.stdout?.resume();
  return child;
}

/** Keeps the end of what a program prints, and returns a function that tells it. */
function keepTail({ stdout, stderr }: ChildProcess): () => string {
  let tail = '';
  for (const stream of [stdout, stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-tailLength);
    });
  }
  return () => tail.trim();
}
