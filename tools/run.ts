/** Runs programs for the tools: one whose output is only wanted where it fails, and one whose output is seen as it comes. */
import { execFile, spawn } from 'node:child_process';

interface Options {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program; null where it exits with 0, else the command line with all that it printed. */
export function faultOf(file: string, args: readonly string[], options: Options): Promise<string | null> {
  return outputOf(file, args, options).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** Runs a program to its end and answers its standard output; throws with all that it printed where it fails. */
export function outputOf(file: string, args: readonly string[], { cwd, env }: Options): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { cwd, env: env ?? process.env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else
        reject(
          new Error(`${file} ${args.join(' ')}\n${stdout}${stderr}exit code ${error.code ?? error.message}`),
        );
    });
  });
}

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
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const lines = [splitLines(onLine), splitLines(onError)] as const;
    child.stdout.setEncoding('utf8').on('data', lines[0].add);
    child.stderr.setEncoding('utf8').on('data', lines[1].add);
    child.once('error', reject);
    child.once('close', (code) => {
      for (const { end } of lines) end();
      resolve(code ?? 1);
    });
  });
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
