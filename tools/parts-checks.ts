/** The suite `parts` of `make test`: checks of the tree by programs that the sandbox builds or fetches, Packer among them. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { part } from '../sandbox/parts/index.ts';
import { findTemplateFaults } from '../src/packer/validate.ts';
import { type Check, faultList, runChecks } from './checks.ts';
import type { Count } from './counts.ts';
import { verdicts } from './packer-verdicts.ts';
import { faultOf } from './run.ts';
import { scripts } from './scripts.ts';
import { listFiles } from './tree.ts';

/** A part that is not in the cache yet takes minutes to build, and says so. */
const log = { info: (line: string) => console.log(`    ${line}`) };

/** Runs Packer in a folder; answers null where it succeeds. */
type Packer = (cwd: string, ...args: readonly string[]) => Promise<string | null>;

interface Installed {
  readonly executable: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Calls `work` with Packer, with the plugin installed for it alone. */
async function withPacker(
  work: (packer: Packer, installed: Installed) => Promise<string | null>,
): Promise<string | null> {
  const executable = join(await part('packer', log), 'packer');
  const plugin = join(await part('plugin-amazon', log), 'packer-plugin-amazon');
  const scratch = await mkdtemp(join(tmpdir(), 'ami-action-packer-'));
  const env = { ...process.env, PACKER_PLUGIN_PATH: scratch, CHECKPOINT_DISABLE: '1' };
  const packer: Packer = (cwd, ...args) => faultOf(executable, args, { cwd, env });
  try {
    const install = ['plugins', 'install', '--path', plugin, 'github.com/hashicorp/amazon'];
    return (await packer(scratch, ...install)) ?? (await work(packer, { executable, env }));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The verdicts that the plan's tests rest on, and that Packer gives another. */
async function findWrongVerdicts(packer: Packer): Promise<string | null> {
  const scratch = await mkdtemp(join(tmpdir(), 'ami-action-verdicts-'));
  const waiting = verdicts.map((verdict, index) => ({ ...verdict, folder: join(scratch, String(index)) }));
  const wrong: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name, folder, files, target = '.', refusal } = next;
      for (const [file, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, file)), { recursive: true });
        await writeFile(join(folder, file), text);
      }
      const fault = await packer(folder, 'validate', target);
      if ((fault === null) !== (refusal === null)) wrong.push(`${name}: ${fault ?? 'Packer accepts it'}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    return faultList('Packer judges otherwise', wrong);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** What `mode: validate` makes of what real Packer says: nothing of the templates here, and each fault of others. */
async function checkModeValidate(root: string, { executable, env }: Installed): Promise<string | null> {
  const run = promisify(execFile);
  const faultsOf = async (cwd: string): Promise<string[]> => {
    const problems = await findTemplateFaults({
      packer: executable,
      env: { ...env, AWS_REGION: 'us-east-1' },
      cwd,
      target: '.',
      only: '*',
      varFiles: [],
      displayName: (path) => path,
      run: (file, args, options) =>
        run(file, [...args], options).then(
          (output) => ({ exitCode: 0, ...output }),
          (error: { code: number; stdout: string; stderr: string }) => ({ ...error, exitCode: error.code }),
        ),
    });
    return problems.map(({ message }) => message);
  };
  const scratch = await mkdtemp(join(tmpdir(), 'ami-action-validate-'));
  const broken =
    'source "amazon-ebs" "x" {\n  ami_name = "validate"\n  source_ami = "ami-0123456789abcdef0"\n  ssh_username = "u"\n}\n' +
    'build {\n  sources = ["amazon-ebs.x"]\n}\n';
  await writeFile(join(scratch, 'x.pkr.hcl'), broken);
  try {
    const faults = [await faultsOf(join(root, 'packer')), await faultsOf(scratch)];
    const expected = [
      [],
      [
        'x.pkr.hcl: not formatted as Packer does; run packer fmt',
        'x.pkr.hcl:1: packer validate: * either instance_type or spot_instance_types must be specified',
      ],
    ];
    return isDeepStrictEqual(faults, expected) ? null : JSON.stringify(faults, null, 2);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The workflows of this repository, and those that it shows or tries. */
const workflows = (root: string): Promise<string[]> =>
  listFiles(root, '.github/workflows/*.yml', ':(glob)**/repository/.github/workflows/*.yml');

async function ruff(root: string, ...args: readonly string[]): Promise<string | null> {
  const program = join(await part('ruff', log), 'bin/ruff');
  const names = (await scripts(root, 'python')).map(({ name }) => name);
  return faultOf(program, [...args, '--no-cache', ...names], { cwd: root });
}

const checks: readonly Check[] = [
  {
    name: 'packer fmt',
    run: (root) => withPacker((packer) => packer(root, 'fmt', '-check', '-recursive', '-diff', 'packer')),
  },
  {
    name: 'packer validate',
    run: (root) => withPacker((packer) => packer(join(root, 'packer'), 'validate', '.')),
  },
  { name: 'mode validate', run: (root) => withPacker((_, installed) => checkModeValidate(root, installed)) },
  { name: 'packer verdicts', run: () => withPacker(findWrongVerdicts) },
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
