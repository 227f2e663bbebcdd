/** The three AMIs of this repository's own templates, by the built action. In one sandbox they are built once. */
import { Runner, root } from '../step.ts';
import type { Role } from './fleet.ts';

export async function bake(): Promise<Readonly<Record<Role | 'base', string>>> {
  const runner = await Runner.start();
  try {
    const step = await runner.run({ ami: 'all' }, { GITHUB_WORKSPACE: root });
    if (step.exitCode !== 0) throw new Error(`the action ended with ${step.exitCode}:\n${step.output}`);
    return JSON.parse(step.outputs['ami-ids'] ?? '') as never;
  } finally {
    await runner.close();
  }
}
