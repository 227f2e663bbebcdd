/** Runs commands: short ones by the runner's own toolkit, and ones that start others so that a cancelled run ends them all. */

import { type ChildProcess, spawn } from 'node:child_process';
import { CancelledError, codeOf, messageOf } from '../errors.ts';
import type { Environment } from '../github/environment.ts';

/** Runs a command. Rejects with code ENOENT if there is no such program; a non-zero exit code is not an error. */
export type Run = (
  file: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Environment },
) => Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>;

/** On Windows there are no process groups; there only the command itself is ended. */
const hasGroups = process.platform !== 'win32';

/** Runs a short command, which a cancelled run does not wait for. */
export const runShort: Run = async (file, args, { cwd, env }) => {
  const { getExecOutput } = await import('@actions/exec');
  const defined = Object.entries(env ?? process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  try {
    return await getExecOutput(`"${file}"`, [...args], {
      silent: true,
      ignoreReturnCode: true,
      env: Object.fromEntries(defined),
      ...(cwd === undefined ? {} : { cwd }),
    });
  } catch (error) {
    if (!/^Unable to locate executable file/.test(messageOf(error))) throw error;
    throw notOnPath(file, error);
  }
};

/**
 * Runs a command that starts others, in a process group of its own, which @actions/exec cannot: a cancelled run ends all of it.
 * @param cancelled Null if nothing cancels.
 */
export function createGroupRun(cancelled: AbortSignal | null): Run {
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
      throw notOnPath(file, error);
    } finally {
      cancelled?.removeEventListener('abort', kill);
    }
  };
}

function notOnPath(file: string, cause: unknown): Error {
  return Object.assign(new Error(`${file} is not on the PATH`, { cause }), { code: 'ENOENT' });
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
