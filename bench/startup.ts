/** Start-up of the action until its first line, against a node that does nothing. */
import { join } from 'node:path';
import { type Result, result, time } from './measure.ts';

const pairs = 15;

export async function startup(root: string): Promise<Result[]> {
  const ratios: number[] = [];
  const action = {
    file: process.execPath,
    args: [join(root, 'dist/index.js')],
    env: { ...process.env, INPUT_AMI: 'all' },
    cwd: root,
    untilFirstLine: true,
  };
  const empty = { file: process.execPath, args: ['-e', ''] };
  await time(empty);
  await time(action);
  for (let pair = 0; pair < pairs; pair++) {
    const nothing = await time(empty);
    const ours = await time(action);
    ratios.push(ours.firstLine / nothing.seconds);
  }
  return [result('start-up until the first line / an empty node', 'ratio', 3, ratios)];
}
