/** Runs programs: to their end for their output, or in front with their output on ours. */
import { spawn } from 'node:child_process';

/** Bytes of a failed command's output that its error repeats. */
const tailLength = 4000;

/**
 * Runs a program to its end and answers its standard output. Throws where it cannot be started or fails, with the end of what it said.
 */
export async function command(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: 'pipe' });
    const out: Buffer[] = [];
    let tail = '';
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        tail = (tail + chunk.toString()).slice(-tailLength);
      });
    }
    child.stdin.on('error', () => undefined); // a program that does not read its input is judged by its exit code
    child.stdin.end(options.input ?? '');
    child.on('error', (error) => reject(new Error(`cannot run ${file}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(out).toString());
      else reject(new Error(`${file} ${args.join(' ')} failed (${signal ?? code}):\n${tail.trim()}`));
    });
  });
}

/**
 * Runs a program with its output on our own; resolves with its exit code (a signal counts as 1). When we are interrupted
 * we end after it has: a sandbox takes itself down in order.
 */
export function runChild(
  file: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
    const pass = (signal: NodeJS.Signals): void => {
      child.once('exit', () => process.exit(1)).kill(signal);
    };
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code ?? 1);
    });
  });
}
