/** Short commands, and their end with the run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createToolContext } from '../../../src/tools/context.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { memoryLog } from '../../helpers/log.ts';
import { until } from '../../helpers/wait-for.ts';

const { env } = process;

function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.startsWith('Z') === false;
  } catch {
    return false;
  }
}

const context = createToolContext(memoryLog(), env);
const kinds = [
  ['a short command', context.run],
  ['a command with others', context.runGroup],
] as const;

test.each(kinds)('%s gives its exit code and both outputs, in its folder and environment', async (_, run) => {
  const folder = temporaryFolder({ marker: '' });
  const script = 'ls; echo "$WORD" >&2; printf "%s|" "$@"; exit 3';
  const options = { cwd: folder, env: { PATH: env['PATH'], WORD: 'é' } };
  expect(await run('sh', ['-c', script, 'x', 'a b', '"c"'], options)).toEqual({
    exitCode: 3,
    stdout: 'marker\na b|"c"|',
    stderr: 'é\n',
  });
});

test.each(kinds)('%s that is not there is told apart from one that fails', async (_, run) => {
  await expect(run('no-such-program', [], {})).rejects.toMatchObject({
    code: 'ENOENT',
    message: 'no-such-program is not on the PATH',
  });
});

test('a cancelled run ends a command with every process that it has started, and starts no other', async () => {
  const folder = temporaryFolder();
  const cancel = new AbortController();
  const { runGroup: run } = createToolContext(memoryLog(), env, cancel.signal);
  const pids = join(folder, 'pids');
  const script = `trap '' TERM INT; bash -c 'trap "" TERM INT; echo $$ >>${pids}; sleep 60' & echo $$ >>${pids}; wait`;
  const ended = run('bash', ['-c', script], {});
  ended.catch(() => {});
  const listed = () => {
    try {
      return readFileSync(pids, 'utf8').trim().split('\n').map(Number);
    } catch {
      return [];
    }
  };
  await until(() => listed().length === 2);
  cancel.abort();
  await expect(ended).rejects.toThrow('cancelled');
  await until(() => !listed().some(isAlive));
  await expect(run('true', [], {})).rejects.toThrow('cancelled');
});
