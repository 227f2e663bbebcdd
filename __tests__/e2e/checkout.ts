/**
 * A checkout as a user has it, with Packer on the PATH, and what README says to type in it. Two things stand in for network access, which a test
 * has none of: the plugin is installed from the sandbox's build of it, as `packer init` would fetch it from GitHub, and the variable
 * download_mirror leads the installers to the sandbox's mirror instead of the publishers.
 */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
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
  /** The lines of the code block in README's "By hand". */
  readonly byHand: readonly string[];
  /** Types lines into a shell that stands in the checkout, as far as they succeed; returns what they print. */
  type(...lines: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

/** A checkout as it comes, without what an earlier build left in it. */
export async function createCheckout(): Promise<Checkout> {
  const folder = await mkdtemp(join(tmpdir(), 'ami-action-by-hand-'));
  const built = join(root, 'tools/carrierarr/bin');
  for (const name of ['packer', 'tools', 'dist', 'Makefile', 'README.md']) {
    await cp(join(root, name), join(folder, name), { recursive: true, filter: (source) => source !== built });
  }
  const packer = await part('packer', log);
  const env = {
    ...withoutRunner(process.env),
    PATH: `${packer}:${sandboxEnv('PATH')}`,
    PACKER_PLUGIN_PATH: join(folder, 'plugins'),
    CHECKPOINT_DISABLE: '1',
    PKR_VAR_download_mirror: sandboxEnv('MIRROR'),
  };
  const plugin = join(await part('plugin-amazon', log), 'packer-plugin-amazon');
  await run('packer', ['plugins', 'install', '--path', plugin, 'github.com/hashicorp/amazon'], { env });
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  const block = /^## By hand\n(?:(?!## ).*\n)*?```sh\n([^`]+)```$/m.exec(readme)?.[1];
  return {
    folder,
    env,
    byHand: block?.trimEnd().split('\n') ?? [],
    type: (...lines) => run('bash', ['-euo', 'pipefail', '-c', lines.join('\n')], { cwd: folder, env }),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The id in what Packer or the action printed on a line that begins so. */
export function idIn(output: string, prefix: string): string {
  return new RegExp(`^${prefix}: (ami-[0-9a-f]{17})$`, 'm').exec(output)?.[1] ?? '';
}
