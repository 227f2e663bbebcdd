/** What builds run in: folders, a stand-in for Packer, and a record of the processes that were started and ended. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildContext } from '../../../src/packer/build.ts';
import type { ProcessRef } from '../../../src/packer/detached-process.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { standInPacker } from '../../helpers/packer.ts';

export interface BuildEnvironment {
  readonly context: BuildContext;
  readonly cancel: AbortController;
  readonly started: ProcessRef[];
  readonly ended: ProcessRef[];
  readonly made: string[];
}

/** A context whose Packer is `script`, bash; see standInPacker. */
export function createEnvironment(script: string, more: Partial<BuildContext> = {}): BuildEnvironment {
  const folder = temporaryFolder();
  for (const name of ['templates', 'logs', 'temporary']) mkdirSync(join(folder, name));
  const cancel = new AbortController();
  const started: ProcessRef[] = [];
  const ended: ProcessRef[] = [];
  const made: string[] = [];
  const context: BuildContext = {
    packer: standInPacker(folder, script),
    cwd: join(folder, 'templates'),
    target: '.',
    varFiles: [],
    region: 'us-east-1',
    env: { PATH: process.env['PATH'] ?? '' },
    logs: join(folder, 'logs'),
    temporary: join(folder, 'temporary'),
    timeoutMs: 60_000,
    graceMs: 30_000,
    pollMs: 5,
    fullDiskMs: 50,
    freeBytes: async () => 1,
    cancelled: cancel.signal,
    now: Date.now,
    onStart: (_ami, ref) => started.push(ref),
    onEnd: (_ami, ref) => ended.push(ref),
    onMade: (_ami, what) => made.push(...what),
    onMadeImage: async (_ami, id) => {
      made.push(id);
    },
    findMade: async () => [],
    live: null,
    ...more,
  };
  return { context, cancel, started, ended, made };
}

export const request = {
  ami: 'base',
  only: 'base.amazon-ebs.base',
  variables: { secret: 'hush', list: ['a'] },
  sourceAmis: ['ami-0123456789abcdef0'],
};

/** Whether a process that is nobody's child here has ended: it is gone, or a zombie that nobody has waited for. */
export function hasEnded(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2] === 'Z';
  } catch {
    return true;
  }
}
