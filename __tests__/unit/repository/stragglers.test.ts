/** That an interrupted `make` leaves no process behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { until } from '../../helpers/wait-for.ts';

const root = join(import.meta.dirname, '../../..');

/** A program that begins as the tools do, and runs a shell script; answers when that has printed its first line. */
async function startTool(script: string): Promise<{ child: ChildProcess; line: string }> {
  const program = `
import { endWhenInterrupted } from './sandbox/interrupts.ts';
import { runProgram } from './tools/run.ts';
import { killStragglersOnExit } from './tools/stragglers.ts';
endWhenInterrupted();
killStragglersOnExit();
await runProgram('bash', ['-c', ${JSON.stringify(script)}], { cwd: '.', onLine: (line) => console.log(line) });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
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
  ['SIGINT', 'INT', 130],
  ['SIGTERM', 'TERM', 143],
] as const)('a %s reaches the program that runs, and the exit code says so', async (signal, name, code) => {
  const { child } = await startTool(
    `trap "echo asked; exit 0" ${name}; echo up; while :; do sleep 0.05; done`,
  );
  let output = '';
  child.stdout?.on('data', (data) => (output += data));
  const end = endOf(child);
  child.kill(signal);
  expect(await end).toBe(code);
  expect(output).toContain('asked');
});

test('a process that is deaf to signals, detached, and whose parent has ended is killed as well', async () => {
  const deaf = 'trap "" TERM HUP; echo $$; while :; do sleep 0.05; done';
  const { child, line } = await startTool(`setsid bash -c '${deaf}' & sleep 0.2; exec sleep 1000`);
  expect(isRunning(line)).toBe(true);
  const end = endOf(child);
  child.kill('SIGTERM');
  expect(await end).toBe(143);
  // SIGKILL was sent; the kernel may still be at it.
  await until(() => !isRunning(line));
});
