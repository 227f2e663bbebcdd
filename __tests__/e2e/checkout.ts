/** A checkout as a person has it: templates beside the agent's sources, Packer on the PATH, the plugin installed. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { part } from '../../sandbox/parts/index.ts';
import { run } from '../../sandbox/process.ts';
import { withoutRunner } from '../../tools/runner-env.ts';
import { root, sandboxEnv } from './step.ts';

const log = { info: (line: string) => console.log(line) };

export interface Checkout {
  readonly folder: string;
  /** The environment to run Packer and make in. */
  readonly env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

export async function createCheckout(): Promise<Checkout> {
  const folder = await mkdtemp(join(tmpdir(), 'ami-action-by-hand-'));
  for (const name of ['packer', 'tools', 'dist', 'Makefile']) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  const packer = await part('packer', log);
  const env = {
    ...withoutRunner(process.env),
    PATH: `${packer}:${sandboxEnv('PATH')}`,
    PACKER_PLUGIN_PATH: join(folder, 'plugins'),
    CHECKPOINT_DISABLE: '1',
  };
  const plugin = join(await part('plugin-amazon', log), 'packer-plugin-amazon');
  await run('packer', ['plugins', 'install', '--path', plugin, 'github.com/hashicorp/amazon'], { env });
  await run('make', ['build-linux'], { cwd: join(folder, 'tools/carrierarr'), env });
  return { folder, env, close: () => rm(folder, { recursive: true, force: true }) };
}

/** The id in what Packer or the action printed on a line that begins so. */
export function idIn(output: string, prefix: string): string {
  return new RegExp(`^${prefix}: (ami-[0-9a-f]{17})$`, 'm').exec(output)?.[1] ?? '';
}
