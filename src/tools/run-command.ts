/** Runs a short command, and ends it and all that it has started when the run is cancelled. */

import { type ChildProcess, spawn } from 'node:child_process';
import { CancelledError, codeOf } from '../errors.ts';
import type { Environment } from '../github/environment.ts';

/** Runs a short command. Rejects with code ENOENT if there is no such program; a non-zero exit code is not an error. */
export type Run = (
  file: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Environment },
) => Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>;

/** On Windows there are no process groups; there only the command itself is ended. */
const hasGroups = process.platform !== 'win32';

/** @param cancelled Null if nothing cancels. */
export function createRun(cancelled: AbortSignal | null): Run {
  return async (file, args, { cwd, env }) => {
    if (cancelled?.aborted) throw new CancelledError();
    const child = spawn(file, [...args], {
      env: env ?? process.env,
      // A group of its own: main exits right after a cancel, and what `make` has started must not outlive it.
      detached: hasGroups,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    });
    const kill = () => killAll(child);
    cancelled?.addEventListener('abort', kill, { once: true });
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    try {
      const exitCode = await new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code) => resolve(code ?? 1));
      });
      if (cancelled?.aborted) throw new CancelledError();
      return { exitCode, stdout: stdout(), stderr: stderr() };
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      throw Object.assign(new Error(`${file} is not on the PATH`, { cause: error }), { code: 'ENOENT' });
    } finally {
      cancelled?.removeEventListener('abort', kill);
    }
  };
}

function killAll(child: ChildProcess): void {
  if (!hasGroups || child.pid === undefined) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

/** Keeps what a stream gives; the returned function gives it as text. */
function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
