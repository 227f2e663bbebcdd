/** The three AMIs of this repository's own templates. They were baked before (tools/bake.ts), and this account began as a copy of that one. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheRoot } from '../../../sandbox/cache.ts';
import type { Report } from '../../../src/report/report.ts';
import { image } from '../account.ts';
import { Runner, root } from '../step.ts';
import type { Role } from './fleet.ts';

/** Has the built action find them again, as a job on another machine would; throws where it would have to build one. */
export async function findBakedAmis(): Promise<Readonly<Record<Role | 'base', string>>> {
  const runner = await Runner.start();
  try {
    const step = await runner.run({ ami: 'all', mode: 'plan' }, { GITHUB_WORKSPACE: root });
    if (step.exitCode !== 0) throw new Error(`the action ended with ${step.exitCode}:\n${step.output}`);
    const { amis } = JSON.parse(await readFile(step.outputs['report'] ?? '', 'utf8')) as Report;
    const missing = amis.filter(({ id }) => id === null).map(({ ami, why }) => `${ami}: ${why.join(', ')}`);
    if (missing.length > 0)
      throw new Error(`these are not in the account that the bake left:\n${missing.join('\n')}`);
    return JSON.parse(step.outputs['ami-ids'] ?? '') as never;
  } finally {
    await runner.close();
  }
}

/** The folder that holds an image's files: its snapshot, on the sandbox's disk. */
export async function diskOf(ami: string): Promise<string> {
  const { BlockDeviceMappings } = await image(ami);
  return join(cacheRoot(), 'mnt/disk', BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? '');
}
