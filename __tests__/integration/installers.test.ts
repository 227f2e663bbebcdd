/** What the installers of the shipped templates refuse: the functions of their libraries, by real bash, curl and gpg. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../helpers/folders.ts';
import { startServer } from './tools/server.ts';

const root = join(import.meta.dirname, '../..');
const libraries = ['common', 'gpu-worker'].map((name) => `. ${root}/packer/${name}/lib.sh`).join('; ');

/** Runs a line of an installer. The build's folder is `folder`, and nothing may be put below /etc. */
function install(line: string, mirror: string, folder: string): Promise<{ code: number; error: string }> {
  const guard = 'install() { echo "installs $*" >&2; exit 9; }';
  const child = spawn(
    'bash',
    ['-euo', 'pipefail', '-c', `${libraries}; BUILD_DIR=${folder}; ${guard}; ${line}`],
    {
      env: { ...process.env, MIRROR: mirror, HOME: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let error = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? -1, error })));
}

test('an installer keeps a download only if it has the SHA-256 that was resolved', async () => {
  const [server, folder] = [await startServer(), temporaryFolder()];
  server.on('/example.com/file', 'content');
  const sha256 = createHash('sha256').update('content').digest('hex');
  const fetch = (expected: string) =>
    install(`fetch https://example.com/file '${expected}' ${folder}/file`, server.url, folder);
  expect(await fetch('a'.repeat(64))).toEqual({
    code: 1,
    error: `error: https://example.com/file has SHA-256 ${sha256}, but ${'a'.repeat(64)} was expected\n`,
  });
  expect(await fetch('')).toMatchObject({ code: 1, error: expect.stringContaining('no SHA-256 is known') });
  expect(await readdir(folder)).toEqual([]);
  expect(await fetch(sha256)).toEqual({ code: 0, error: '' });
  expect(await readdir(folder)).toEqual(['file']);
});

test('a repository is trusted by the key of the pinned fingerprint alone', async () => {
  const [server, folder] = [await startServer(), temporaryFolder()];
  const key = await readFile(join(root, '__tests__/fixtures/hashicorp/72D7468F.asc'));
  server.on('/example.com/key', key);
  const fingerprint = 'C874011F0AB405110D02105534365D9472D7468F';
  const trust = (pinned: string) =>
    install(`apt_key https://example.com/key ${pinned} x`, server.url, folder);
  const other = 'A'.repeat(40);
  expect(await trust(other)).toMatchObject({
    code: 1,
    error: expect.stringContaining(
      `the key at https://example.com/key has the fingerprint '${fingerprint}', but ${other} is pinned`,
    ),
  });
  expect(await trust(fingerprint)).toMatchObject({
    code: 9,
    error: expect.stringMatching(/^installs .*keyrings/m),
  });
});
