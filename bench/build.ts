/** This action's three AMIs against bare `packer build` of the same three, Packer being installed for both. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { part } from '../sandbox/parts/index.ts';
import type { Report } from '../src/report/report.ts';
import { createResult, type Result, requireSuccess, timeProcess } from './measure.ts';

/** A pair takes seven minutes on two cores, nearly all of it the driver's compilation; PAIRS asks for fewer or more. */
const pairs = Number(process.env['PAIRS'] ?? 3);
const log = { info: (line: string) => console.log(line) };

/** Two recipes never meet: each run has a prefix of its own, or the second would find the first one's images. */
let runs = 0;
const prefix = (): string => `bench-${process.pid}-${runs++}`;

export async function measureBuild(root: string): Promise<Result[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'ami-action-bench-'));
  try {
    const env = {
      ...process.env,
      RUNNER_TOOL_CACHE: join(scratch, 'tools'),
      RUNNER_TEMP: scratch,
      PACKER_PLUGIN_PATH: join(scratch, 'plugins'),
    };
    const packer = join(await part('packer', log), 'packer');
    const plugin = join(await part('plugin-amazon', log), 'packer-plugin-amazon');
    const install = ['plugins', 'install', '--path', plugin, 'github.com/hashicorp/amazon'];
    requireSuccess(await timeProcess({ file: packer, args: install, env }), 'packer plugins install');
    requireSuccess(
      await timeProcess({ file: 'make', args: ['build-linux'], cwd: join(root, 'tools/carrierarr'), env }),
      'make build-linux',
    );

    const ours = async (ami: string) => {
      const inputs = {
        INPUT_AMI: ami,
        INPUT_MIRROR: process.env['MIRROR'],
        'INPUT_PACKER-KEY': process.env['PACKER_KEY'],
        'INPUT_AMI-PREFIX': prefix(),
      };
      const command = { file: process.execPath, args: [join(root, 'dist/index.js')], cwd: root };
      const run = requireSuccess(await timeProcess({ ...command, env: { ...env, ...inputs } }), 'the action');
      const path = /^report: (.+)$/m.exec(run.output)?.[1];
      if (path === undefined) throw new Error(`the action named no report:\n${run.output}`);
      const report = JSON.parse(await readFile(path, 'utf8')) as Report;
      const slowest = Math.max(...report.amis.map(({ durationSeconds }) => durationSeconds ?? 0));
      return { seconds: run.seconds, slowest };
    };
    const bare = async (): Promise<number> => {
      const variables = join(scratch, 'bare.pkrvars.json');
      await writeFile(
        variables,
        JSON.stringify({ ami_prefix: prefix(), download_mirror: process.env['MIRROR'] }),
      );
      const args = ['build', '-color=false', `-var-file=${variables}`, '.'];
      const run = await timeProcess({ file: packer, args, cwd: join(root, 'packer'), env });
      return requireSuccess(run, 'packer build').seconds;
    };

    await ours('base'); // installs the tools
    const againstBare: number[] = [];
    const againstSlowest: number[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const theirs = await bare();
      const { seconds, slowest } = await ours('all');
      console.log(
        `  bare ${theirs.toFixed(1)} s, action ${seconds.toFixed(1)} s, its slowest AMI ${slowest} s`,
      );
      againstBare.push(seconds / theirs);
      againstSlowest.push(seconds / slowest);
    }
    return [
      createResult('three AMIs by the action / by bare packer build', 'ratio', 1.05, againstBare),
      createResult('three AMIs at once / the slowest of them', 'ratio', 1.1, againstSlowest),
    ];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
