/** What README's "By hand" says to type, typed by a user who has Packer and the plugin, and what else a checkout can do. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { command } from '../../sandbox/parts/command.ts';
import { part } from '../../sandbox/parts/index.ts';
import { image } from './account.ts';
import { bake } from './fleet/bake.ts';
import { root, sandboxEnv } from './step.ts';

const log = { info: (line: string) => console.log(line) };
let folder: string;
/** Of a user in the sandbox: Packer on the PATH, the plugin installed. */
let env: NodeJS.ProcessEnv;
/** The same, with the mirror as templates take it by hand. */
let byHand: NodeJS.ProcessEnv;
/** The lines of the code block in README's "By hand". */
let lines: readonly string[];

/** A checkout as it comes, without what an earlier build left in it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ami-action-by-hand-'));
  const built = join(root, 'tools/carrierarr/bin');
  for (const name of ['packer', 'tools', 'dist', 'Makefile', 'README.md']) {
    await cp(join(root, name), join(folder, name), {
      recursive: true,
      filter: (source) => source !== built,
    });
  }
  const packer = await part('packer', log);
  env = {
    ...process.env,
    PATH: `${packer}:${sandboxEnv('PATH')}`,
    PACKER_PLUGIN_PATH: join(folder, 'plugins'),
    CHECKPOINT_DISABLE: '1',
  };
  byHand = { ...env, PKR_VAR_download_mirror: sandboxEnv('MIRROR') };
  const plugin = join(await part('plugin-amazon', log), 'packer-plugin-amazon');
  await command('packer', ['plugins', 'install', '--path', plugin, 'github.com/hashicorp/amazon'], { env });
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  const block = /^## By hand\n(?:(?!## ).*\n)*?```sh\n([^`]+)```$/m.exec(readme)?.[1];
  lines = block?.trimEnd().split('\n') ?? [];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Types lines into a shell that stands in the checkout, as far as they succeed; returns what they print. */
const type = (...typed: readonly string[]): Promise<string> =>
  command('bash', ['-euo', 'pipefail', '-c', typed.join('\n')], { cwd: folder, env: byHand });

test('what README says to type by hand builds the gpu-worker AMI in another region', async () => {
  expect(lines.at(-1)).toMatch(/^packer build .*gpu-worker.* 'aws_region=us-west-2' \.$/);
  const stdout = await type(...lines);
  const id = /^us-west-2: (ami-[0-9a-f]{17})$/m.exec(stdout)?.[1] ?? '';
  const west = new EC2Client({ region: 'us-west-2' });
  const built = await image(id, west).finally(() => west.destroy());
  expect(built.State).toBe('available');
  expect(built.Name).toMatch(/^catalyst-gpu-worker-\d{14}$/);
});

test('packer validate accepts the templates in their folder', async () => {
  expect(await type('cd packer', 'packer validate .')).toContain('The configuration is valid.');
});

test('make ami-base runs the same program as the workflow step, and finds its image again', async () => {
  const laptop = { ...env, GITHUB_ACTIONS: '', GITHUB_OUTPUT: '', GITHUB_STATE: '' };
  const bake = () => command('make', ['ami-base'], { cwd: folder, env: laptop });
  const id = /^ami-id: (ami-[0-9a-f]{17})$/m.exec(await bake())?.[1] ?? '';
  const built = await image(id);
  expect(built.State).toBe('available');
  expect(built.Name).toMatch(/^catalyst-base-[0-9a-f]{12}$/);
  expect(await bake()).toContain(`base: ${id} (reused`);
});

test.each(['base', 'lighthouse', 'gpu-worker'] as const)(
  "%s's installers can run again on an image that has been through them",
  async (ami) => {
    const ids = await bake();
    const start = ami === 'base' ? `source_ami=${ids.base}` : `base_ami=${ids[ami]}`;
    // Where the Go programs are built already, make has nothing to do.
    const [buildPrograms = ''] = lines;
    const build = `packer build -only='${ami}.*' -var '${start}' -var 'ami_prefix=twice' .`;
    const stdout = await type(buildPrograms, 'cd packer', build);
    const id = /^us-east-1: (ami-[0-9a-f]{17})$/m.exec(stdout)?.[1] ?? '';
    expect((await image(id)).State).toBe('available');
  },
);
