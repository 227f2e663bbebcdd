import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { part } from '../../sandbox/parts/index.ts';
import { run } from '../../sandbox/process.ts';
import { image } from './account.ts';
import { bake } from './fleet/bake.ts';
import { root, sandboxEnv } from './step.ts';

const log = { info: (line: string) => console.log(line) };
let folder: string;
let env: NodeJS.ProcessEnv;

/** A checkout as a person has it: templates beside the agent's sources, Packer on the PATH, the plugin installed. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ami-action-by-hand-'));
  for (const name of ['packer', 'tools', 'dist', 'Makefile']) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  const packer = await part('packer', log);
  env = {
    ...process.env,
    PATH: `${packer}:${sandboxEnv('PATH')}`,
    PACKER_PLUGIN_PATH: join(folder, 'plugins'),
    CHECKPOINT_DISABLE: '1',
  };
  const plugin = join(await part('plugin-amazon', log), 'packer-plugin-amazon');
  await run('packer', ['plugins', 'install', '--path', plugin, 'github.com/hashicorp/amazon'], { env });
  await run('make', ['build-linux'], { cwd: join(folder, 'tools/carrierarr'), env });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('packer init, validate and build work in the folder, in another region too', async () => {
  const cwd = join(folder, 'packer');
  await run('packer', ['init', '.'], { cwd, env });
  await run('packer', ['validate', '.'], { cwd, env });
  const build = [
    'build',
    '-only=base.*',
    '-var',
    'aws_region=us-west-2',
    '-var',
    `mirror=${sandboxEnv('MIRROR')}`,
    '.',
  ];
  const stdout = await run('packer', build, { cwd, env });
  const id = /^us-west-2: (ami-[0-9a-f]{17})$/m.exec(stdout)?.[1] ?? '';
  const west = new EC2Client({ region: 'us-west-2' });
  const built = await image(id, west).finally(() => west.destroy());
  expect(built.State).toBe('available');
  expect(built.Name).toMatch(/^catalyst-base-\d{14}$/);
});

test('make ami-base runs the same program as the workflow step, and finds its image again', async () => {
  const laptop = { ...env, GITHUB_ACTIONS: '', GITHUB_OUTPUT: '', GITHUB_STATE: '' };
  const bake = () => run('make', ['ami-base'], { cwd: folder, env: laptop });
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
    const mirror = `mirror=${sandboxEnv('MIRROR')}`;
    const variables = ['-var', start, '-var', 'ami_prefix=twice', '-var', mirror];
    const build = ['build', `-only=${ami}.*`, ...variables, '.'];
    const stdout = await run('packer', build, { cwd: join(folder, 'packer'), env });
    const id = /^us-east-1: (ami-[0-9a-f]{17})$/m.exec(stdout)?.[1] ?? '';
    expect((await image(id)).State).toBe('available');
  },
);
