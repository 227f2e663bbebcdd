/** Programs that the sandbox runs. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { run, runInFront, startService } from '../../../sandbox/process.ts';

test('a program gets its input, and its output is returned', async () => {
  expect(await run('cat', [], { input: 'text' })).toBe('text');
});

test("a failed program's error has the end of its output", async () => {
  await expect(run('sh', ['-c', 'echo first; echo why >&2; exit 3'])).rejects.toThrow(
    /^sh -c .* failed \(3\):\n(.*\n)*why$/,
  );
  await expect(run('sh', ['-c', 'kill -9 $$'])).rejects.toThrow('failed (SIGKILL)');
});

test('a program that does not exist is named', async () => {
  for (const start of [run, runInFront]) {
    await expect(start('no-such-program', [])).rejects.toThrow('cannot run no-such-program');
  }
  const service = startService('no-such-program', [], { readyFd: 1 });
  await expect(service).rejects.toThrow('cannot run no-such-program');
});

test('a program in front has its exit code, or 128 and the number of the signal that ended it', async () => {
  expect(await runInFront('sh', ['-c', 'exit 7'])).toBe(7);
  expect(await runInFront('sh', ['-c', 'kill -TERM $$'])).toBe(143);
});

test.each([1, 3] as const)('a service is up when it has written to its descriptor %d', async (readyFd) => {
  const script = `read -r word; echo "$word" >&${readyFd}; sleep 3600`;
  const service = await startService('sh', ['-c', script], { readyFd, input: 'ready\n' });
  expect(service.exitCode).toBeNull();
  process.kill(-(service.pid as number), 'SIGKILL');
});

test('the error of a service that ends too early has the end of its errors', async () => {
  const failing = ['-c', 'echo why >&2; exit 4'];
  await expect(startService('sh', failing, { readyFd: 1 })).rejects.toThrow('sh ended too early (4):\nwhy');
  const folder = await mkdtemp(join(tmpdir(), 'service-'));
  const errorFile = join(folder, 'log');
  await expect(startService('sh', failing, { readyFd: 1, errorFile })).rejects.toThrow('why');
  expect(await readFile(errorFile, 'utf8')).toBe('why\n');
  await rm(folder, { recursive: true });
});

test('a service that ends too early takes what it had started with it, and its errors are whole', async () => {
  const failing = ['-c', 'sleep 3600 & echo why >&2; exit 4'];
  for (let i = 0; i < 20; i += 1) {
    await expect(startService('sh', failing, { readyFd: 1 })).rejects.toThrow('sh ended too early (4):\nwhy');
  }
});
