/** Detached processes: told apart, and signalled only if they are meant. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isRunning, killGroup, startDetached, terminate } from '../../../src/packer/detached-process.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { standInPacker } from '../../helpers/packer.ts';
import { until } from '../../helpers/wait-for.ts';
import { hasEnded } from './environment.ts';

test('a process is told from a later one with its pid, which is not signalled', async () => {
  const folder = temporaryFolder();
  const file = standInPacker(folder, 'linger');
  const env = { PATH: process.env['PATH'] ?? '' };
  const running = startDetached({ file, args: [], cwd: folder, env, output: join(folder, 'out') });
  expect(isRunning(running)).toBe(true);
  expect(terminate({ pid: running.pid, started: 'another' })).toBe(false);
  expect(killGroup({ pid: running.pid, started: '' })).toBe(false);
  expect(isRunning(running)).toBe(true);
  expect(killGroup(running)).toBe(true);
  expect(await running.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(isRunning(running)).toBe(false);
  expect(terminate(running)).toBe(false);
});

test('what a process started is ended with its group, even when the process itself has ended', async () => {
  const folder = temporaryFolder();
  // It ends only when its start has been noted.
  const file = standInPacker(folder, 'sleep 300 & echo $! >child\nuntil [ -e noted ]; do sleep 0.01; done');
  const env = { PATH: process.env['PATH'] ?? '' };
  const running = startDetached({ file, args: [], cwd: folder, env, output: join(folder, 'out') });
  writeFileSync(join(folder, 'noted'), '');
  await running.exited;
  const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
  expect(hasEnded(child)).toBe(false);
  expect(killGroup({ pid: running.pid, started: '' })).toBe(false);
  expect(killGroup(running)).toBe(true);
  await until(() => hasEnded(child));
});
