/** An unchanged folder of three AMIs: this action, which finds them, against bare `packer build`, which builds them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templates } from '../__tests__/e2e/small.ts';
import { part } from '../sandbox/parts/index.ts';
import { createResult, type Result, requireSuccess, timeProcess } from './measure.ts';

const rounds = 5;
const log = { info: (line: string) => console.log(line) };

export async function measureReuse(root: string): Promise<Result[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'ami-action-bench-'));
  try {
    const workspace = join(scratch, 'workspace');
    await mkdir(join(workspace, 'packer'), { recursive: true });
    const files = templates({ one: 'echo one', two: 'echo two', three: 'echo three' });
    for (const [name, text] of Object.entries(files)) await writeFile(join(workspace, name), text);
    const env = {
      ...process.env,
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: scratch,
      RUNNER_TOOL_CACHE: join(scratch, 'tools'),
      PACKER_PLUGIN_PATH: join(scratch, 'plugins'),
      INPUT_AMI: 'all',
      INPUT_TEMPLATES: 'packer',
      INPUT_MIRROR: process.env['MIRROR'],
      'INPUT_PACKER-KEY': process.env['PACKER_KEY'],
      'INPUT_AMI-PREFIX': `bench-${process.pid}`,
    };
    const action = { file: process.execPath, args: [join(root, 'dist/index.js')], cwd: workspace, env };
    requireSuccess(await timeProcess(action), 'the first build');
    const ours: number[] = [];
    for (let round = 0; round < rounds; round++)
      ours.push(requireSuccess(await timeProcess(action), 'the action').seconds);

    const packer = join(await part('packer', log), 'packer');
    const plugin = join(await part('plugin-amazon', log), 'packer-plugin-amazon');
    const install = ['plugins', 'install', '--path', plugin, 'github.com/hashicorp/amazon'];
    requireSuccess(await timeProcess({ file: packer, args: install, env }), 'packer plugins install');
    const bare = await timeProcess({
      file: packer,
      args: ['build', '-color=false', '-var', `ami_prefix=bare-${process.pid}`, '.'],
      cwd: join(workspace, 'packer'),
      env,
    });
    const { seconds } = requireSuccess(bare, 'packer build');
    return [
      createResult('an unchanged matrix of three, whole process', 's', 2, ours),
      createResult('the same by bare packer build', 's', null, [seconds]),
      createResult(
        'the action / bare packer build',
        'ratio',
        null,
        ours.map((item) => item / seconds),
      ),
    ];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
