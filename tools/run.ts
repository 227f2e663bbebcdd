/** Runs programs for the tools, in process groups that end when this process is interrupted. */
import { spawn } from 'node:child_process';
import { endGroupWhenInterrupted, isEnding, isGuarded, waitForEnd } from '../sandbox/interrupts.ts';

interface Options {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Time to end in order when this process is interrupted, in milliseconds. */
const graceMs = 3800;

/** Runs a program and hands each line of its output on; resolves with its exit code (a signal counts as 1). */
export function runProgram(
  file: string,
  args: readonly string[],
  {
    cwd,
    env,
    onLine,
    onError = onLine,
  }: Options & { onLine(line: string): void; onError?(line: string): void },
): Promise<number> {
  if (isEnding()) return waitForEnd();
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: isGuarded(),
    });
    if (isGuarded()) endGroupWhenInterrupted(child, graceMs, (signal) => child.kill(signal));
    const lines = [splitLines(onLine), splitLines(onError)] as const;
    child.stdout.setEncoding('utf8').on('data', lines[0].add);
    child.stderr.setEncoding('utf8').on('data', lines[1].add);
    child.once('error', reject);
    child.once('close', (code) => {
      for (const { end } of lines) end();
      // An interrupted program is no failed one: nothing goes on from here.
      if (!isEnding()) resolve(code ?? 1);
    });
  });
}

/** Runs a program to its end and answers its standard output, without the last newline; throws with all that it printed where it fails. */
export async function outputOf(file: string, args: readonly string[], options: Options): Promise<string> {
  const [output, all]: [string[], string[]] = [[], []];
  const exitCode = await runProgram(file, args, {
    ...options,
    onLine: (line) => {
      output.push(line);
      all.push(line);
    },
    onError: (line) => all.push(line),
  });
  if (exitCode === 0) return output.join('\n');
  throw new Error(`${file} ${args.join(' ')} ended with ${exitCode}:\n${all.join('\n')}`);
}

/** Runs a program; null where it exits with 0, else the command line with all that it printed. */
export function faultOf(file: string, args: readonly string[], options: Options): Promise<string | null> {
  return outputOf(file, args, options).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** Cuts a stream of text into lines. */
function splitLines(onLine: (line: string) => void): { add(chunk: string): void; end(): void } {
  let rest = '';
  return {
    add: (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end: () => {
      if (rest !== '') onLine(rest);
    },
  };
}
