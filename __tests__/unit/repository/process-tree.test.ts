/** That an interrupted `make` leaves no process behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const tools = join(import.meta.dirname, '../../../tools');

/** A program that ends everything on signals, and has started a shell script; its first line of output is awaited. */
async function startMake(script: string): Promise<{ child: ChildProcess; line: string }> {
  const program = `
import { spawn } from 'node:child_process';
import { endAllOnSignals } from ${JSON.stringify(join(tools, 'process-tree.ts'))};
endAllOnSignals(200);
spawn('bash', ['-c', ${JSON.stringify(script)}], { stdio: 'inherit' });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const line = await new Promise<string>((resolve) =>
    child.stdout?.once('data', (data) => resolve(String(data))),
  );
  return { child, line: line.trim() };
}

/** Whether a process runs; one that is dead and not reaped has no command line. */
function isRunning(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

const endOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('close', (code) => resolve(code)));

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('a %s ends children that obey, and the exit code says so', async (signal, code) => {
  const { child } = await startMake('trap "echo asked; exit 0" TERM; echo up; while :; do sleep 0.05; done');
  let output = '';
  child.stdout?.on('data', (data) => (output += data));
  const end = endOf(child);
  child.kill(signal);
  expect(await end).toBe(code);
  expect(output).toContain('asked');
});

test('a process that is deaf to SIGTERM, detached, and whose parent has ended is killed as well', async () => {
  const deaf = 'trap "" TERM; echo $$; while :; do sleep 0.05; done';
  const { child, line } = await startMake(`setsid bash -c '${deaf}' & sleep 0.2; exit 0`);
  expect(isRunning(line)).toBe(true);
  const end = endOf(child);
  child.kill('SIGTERM');
  expect(await end).toBe(143);
  expect(isRunning(line)).toBe(false);
});
