/** The suite `parts` of `make test`: checks of the tree by programs that the sandbox builds or fetches, Packer among them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { part } from '../sandbox/parts/index.ts';
import { type Check, runChecks } from './checks.ts';
import type { Count } from './counts.ts';
import { faultOf } from './run.ts';
import { listFiles } from './tree.ts';

/** A part that is not in the cache yet takes minutes to build, and says so. */
const log = { info: (line: string) => console.log(`    ${line}`) };

/** Runs Packer, with the plugin installed for it alone. */
async function packer(cwd: string, ...args: readonly string[]): Promise<string | null> {
  const executable = join(await part('packer', log), 'packer');
  const plugin = join(await part('plugin-amazon', log), 'packer-plugin-amazon');
  const scratch = await mkdtemp(join(tmpdir(), 'ami-action-packer-'));
  const env = { ...process.env, PACKER_PLUGIN_PATH: scratch, CHECKPOINT_DISABLE: '1' };
  const install = ['plugins', 'install', '--path', plugin, 'github.com/hashicorp/amazon'];
  try {
    return (
      (await faultOf(executable, install, { cwd, env })) ?? (await faultOf(executable, args, { cwd, env }))
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The workflows of this repository, and those that it shows or tries. */
const workflows = (root: string): Promise<string[]> =>
  listFiles(root, '.github/workflows/*.yml', ':(glob)**/repository/.github/workflows/*.yml');

async function ruff(root: string, ...args: readonly string[]): Promise<string | null> {
  const program = join(await part('ruff', log), 'bin/ruff');
  return faultOf(program, [...args, '--no-cache', ...(await listFiles(root, '*.py'))], { cwd: root });
}

const checks: readonly Check[] = [
  { name: 'packer fmt', run: (root) => packer(root, 'fmt', '-check', '-recursive', '-diff', 'packer') },
  { name: 'packer validate', run: (root) => packer(join(root, 'packer'), 'validate', '.') },
  {
    name: 'actionlint',
    run: async (root) => {
      const program = join(await part('actionlint', log), 'actionlint');
      return faultOf(program, await workflows(root), { cwd: root });
    },
  },
  {
    name: 'zizmor',
    run: async (root) => {
      const program = join(await part('zizmor', log), 'bin/zizmor');
      const inputs = [...(await workflows(root)), 'action.yml'];
      return faultOf(program, ['--offline', '--no-progress', '--pedantic', ...inputs], { cwd: root });
    },
  },
  { name: 'ruff check', run: (root) => ruff(root, 'check') },
  { name: 'ruff format', run: (root) => ruff(root, 'format', '--diff') },
];

export function checkParts(root: string): Promise<Count> {
  return runChecks(checks, root);
}
