import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import type { Log } from '../../../src/github/log.ts';

/** A Log that keeps its lines as `LEVEL MESSAGE`. */
export function fakeLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const keep = (level: string) => (message: string) => {
    lines.push(`${level} ${message}`);
  };
  return {
    lines,
    info: keep('info'),
    notice: keep('notice'),
    warning: keep('warning'),
    debug: keep('debug'),
  };
}

const folders: string[] = [];

/** Creates a folder that is removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ami-action-test-'));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});
