/** The Go programs and act's own cache server, in real workflow runs. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { part } from '../../../sandbox/parts/index.ts';
import { run } from '../../../sandbox/process.ts';
import { Repository } from '../../e2e/act.ts';
import { root } from '../../e2e/step.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

/** Two consecutive jobs, each with an empty tool cache, as on two runners. */
const workflow = (program: string): string => `
on: push
jobs:
  first:
    runs-on: ubuntu-latest
    steps:
      - run: '"${process.execPath}" --no-warnings "${program}"'
  second:
    needs: first
    runs-on: ubuntu-latest
    steps:
      - run: '"${process.execPath}" --no-warnings "${program}"'
`;

/** The path of a cached folder is part of its key, so both jobs have the tool cache at the same path. */
const program = (toolCache: string): string => `
import { rm } from 'node:fs/promises';
import { createToolContext } from '${root}/src/tools/context.ts';
import { provideGoPrograms } from '${root}/src/tools/go-programs/go-programs.ts';
const print = (line) => console.log(line);
const log = { debug: print, info: print, notice: print, warning: print, error: print };
const binaries = { kind: 'folder', path: 'tools/carrierarr' };
const request = { binaries, workspace: '${root}', actionRoot: '${root}', mirror: null, sealingKey: null };
const env = { ...process.env, RUNNER_TOOL_CACHE: '${toolCache}' };
await rm(env.RUNNER_TOOL_CACHE, { recursive: true, force: true });
const { origin } = await provideGoPrograms(request, createToolContext(log, env));
console.log('origin: ' + origin);
`;

test("act's cache server passes the Go programs from one job to the next", async () => {
  const folder = temporaryFolder();
  await writeFile(join(folder, 'binaries.mjs'), program(join(folder, 'tools')));
  const repository = await Repository.create({
    '.github/workflows/bake.yml': workflow(join(folder, 'binaries.mjs')),
  });
  const act = join(await part('act', { info: (line) => console.log(line) }), 'act');
  const server = ['--cache-server-addr', '127.0.0.1', '--cache-server-path', join(folder, 'cache')];
  const args = ['push', '--platform', 'ubuntu-latest=-self-hosted', ...server];
  const stdout = await run(act, args, { cwd: repository.folder }).finally(() => repository.close());
  const origins = [...stdout.matchAll(/\[bake\.yml\/(\w+)\s*\].*origin: (\S+)/g)].map((m) => m.slice(1));
  expect(origins).toEqual([
    ['first', 'built'],
    ['second', 'actions-cache'],
  ]);
});
