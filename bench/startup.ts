/** Start-up of the action until its first line, against a node that does nothing. */
import { join } from 'node:path';
import { createResult, type Result, timeProcess } from './measure.ts';

const pairs = 15;

export async function measureStartup(root: string): Promise<Result[]> {
  const ratios: number[] = [];
  const action = {
    file: process.execPath,
    args: [join(root, 'dist/index.js')],
    env: { ...process.env, INPUT_AMI: 'all' },
    cwd: root,
    untilFirstLine: true,
  };
  const empty = { file: process.execPath, args: ['-e', ''] };
  await timeProcess(empty);
  await timeProcess(action);
  for (let pair = 0; pair < pairs; pair++) {
    const nothing = await timeProcess(empty);
    const ours = await timeProcess(action);
    ratios.push(ours.firstLine / nothing.seconds);
  }
  return [createResult('start-up until the first line / an empty node', 'ratio', 3, ratios)];
}
