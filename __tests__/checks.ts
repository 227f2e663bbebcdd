/** Checks of the tree itself: each answers null where all is well, else what is wrong and how to mend it. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { part } from '../sandbox/parts/index.ts';
import { updateDocuments } from '../tools/readme.ts';
import { readRooms, renderBiome, wallFaults } from '../tools/walls.ts';

export interface Check {
  readonly name: string;
  run(root: string): Promise<string | null>;
}

/** Runs a command; null where it exits with 0, else all that it printed. */
function run(
  cwd: string,
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(file, args, { cwd, env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      resolve(error === null ? null : `${file} ${args.join(' ')}\n${stdout}${stderr}${error.message}`);
    });
  });
}

/** The tracked and new files of the tree that match git's pathspecs, without those that git ignores. */
function files(root: string, ...specs: string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...specs];
    execFile('git', args, { cwd: root }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout.split('\0').filter((name) => name !== ''));
    });
  });
}

/** The shell scripts of the tree: by ending, and by their first line where they have none. */
async function shellScripts(root: string): Promise<string[]> {
  const candidates = await files(
    root,
    ':!dist',
    ':(exclude)__tests__/fixtures',
    ':!*.ts',
    ':!*.md',
    ':!*.json',
  );
  const found: string[] = [];
  for (const name of candidates) {
    if (name.endsWith('.sh')) found.push(name);
    else if (!name.slice(name.lastIndexOf('/')).includes('.')) {
      const text = await readFile(join(root, name), 'utf8');
      if (/^#!.*\b(ba)?sh\b/.test(text)) found.push(name);
    }
  }
  return found;
}

async function packer(root: string, ...args: string[]): Promise<string | null> {
  const executable = join(await part('packer', log), 'packer');
  const plugin = join(await part('plugin-amazon', log), 'packer-plugin-amazon');
  const scratch = await mkdtemp(join(tmpdir(), 'ami-action-packer-'));
  const env = { ...process.env, PACKER_PLUGIN_PATH: scratch, CHECKPOINT_DISABLE: '1' };
  try {
    const name = 'github.com/hashicorp/amazon';
    return (
      (await run(root, executable, ['plugins', 'install', '--path', plugin, name], env)) ??
      (await run(root, executable, args, env))
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A part that is not in the cache yet takes minutes to build, and says so. */
const log = { info: (line: string) => console.log(`    ${line}`) };

export const checks: readonly Check[] = [
  { name: 'types', run: (root) => run(root, 'tsc', ['--noEmit']) },
  { name: 'biome', run: (root) => run(root, 'biome', ['check', '.']) },
  {
    name: 'shellcheck',
    run: async (root) => run(root, 'shellcheck', ['--severity=style', ...(await shellScripts(root))]),
  },
  {
    name: 'shell scripts are strict',
    run: async (root) => {
      const lax: string[] = [];
      for (const name of await shellScripts(root)) {
        const text = await readFile(join(root, name), 'utf8');
        // What has no interpreter is sourced, and is as strict as what sources it.
        if (text.startsWith('#!') && !/^set -E?euo pipefail$/m.test(text)) lax.push(name);
      }
      return lax.length === 0 ? null : `without "set -euo pipefail": ${lax.join(', ')}`;
    },
  },
  { name: 'packer fmt', run: (root) => packer(root, 'fmt', '-check', '-recursive', '-diff', 'packer') },
  { name: 'packer validate', run: (root) => packer(join(root, 'packer'), 'validate', '.') },
  { name: 'go vet', run: (root) => run(join(root, 'tools/carrierarr'), 'go', ['vet', './...']) },
  {
    name: 'actionlint',
    run: async (root) => {
      const bin = join(await part('actionlint', log), 'actionlint');
      return run(root, bin, await files(root, '.github/workflows/*.yml', 'sandbox/demo/**/*.yml'));
    },
  },
  {
    name: 'zizmor',
    run: async (root) => {
      const bin = join(await part('zizmor', log), 'bin/zizmor');
      const inputs = await files(root, '.github/workflows/*.yml', 'sandbox/demo/**/*.yml', 'action.yml');
      return run(root, bin, ['--offline', '--no-progress', '--pedantic', ...inputs]);
    },
  },
  {
    name: 'package-lock.json is complete',
    run: (root) => run(root, 'npm', ['ci', '--dry-run', '--ignore-scripts', '--loglevel=error']),
  },
  {
    name: 'tables of README and docs say what action.yml and the templates say',
    run: async (root) => {
      const stale = await updateDocuments(root, 'check');
      return stale.length === 0 ? null : `run \`make fmt\` and commit ${stale.join(', ')}`;
    },
  },
  {
    name: 'walls are those of docs/architecture.md',
    run: async (root) => {
      const markdown = await readFile(join(root, 'docs/architecture.md'), 'utf8');
      const biome = await readFile(join(root, 'biome.json'), 'utf8');
      if (renderBiome(biome, markdown) !== biome) return 'biome.json differs: run `make fmt` and commit it';
      const faults = await wallFaults(root, readRooms(markdown));
      return faults.length === 0 ? null : faults.join('\n');
    },
  },
  {
    name: 'dist/ is what src/ builds',
    run: async (root) => {
      const fault = await run(root, 'npm', ['run', '--silent', 'package']);
      if (fault !== null) return fault;
      const changed = await status(root, 'dist');
      return changed === '' ? null : `these differ; run \`make dist\` and commit them:\n${changed}`;
    },
  },
];

function status(root: string, ...specs: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('git', ['status', '--porcelain', '--', ...specs], { cwd: root }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });
}
