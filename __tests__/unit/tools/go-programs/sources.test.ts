import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { copySources, locateSources, sourcesDigest } from '../../../../src/tools/go-programs/sources.ts';
import { temporaryFolder } from '../../../helpers/folders.ts';

let folder: string;
const digest = () => sourcesDigest(folder, { GOVERSION: 'go1.26.0' });

beforeEach(async () => {
  folder = temporaryFolder();
  await writeFile(join(folder, 'Makefile'), 'build-linux:\n');
  await mkdir(join(folder, 'cmd'));
  await writeFile(join(folder, 'cmd', 'main.go'), 'package main\n');
});

describe('the digest changes with', () => {
  test.each<[string, () => Promise<void>]>([
    ['a file', () => writeFile(join(folder, 'cmd', 'main.go'), 'package main \n')],
    ["a file's name", async () => writeFile(join(folder, 'cmd', 'other.go'), '')],
    ['an executable bit', () => chmod(join(folder, 'Makefile'), 0o755)],
    ['a file that git may ignore', () => writeFile(join(folder, '.env'), 'A=1')],
    [
      'a bin folder below another',
      () => mkdir(join(folder, 'cmd', 'bin')).then(() => writeFile(join(folder, 'cmd', 'bin', 'x.go'), '')),
    ],
    ['a link', () => symlink('main.go', join(folder, 'cmd', 'link.go'))],
  ])('%s', async (_what, change) => {
    const before = await digest();
    await change();
    expect(await digest()).not.toBe(before);
  });

  test("Go's version", async () => {
    expect(await sourcesDigest(folder, { GOVERSION: 'go1.26.1' })).not.toBe(await digest());
  });
});

describe('the digest does not change with', () => {
  test.each<[string, () => Promise<void>]>([
    ['what was built', () => mkdir(join(folder, 'bin')).then(() => writeFile(join(folder, 'bin', 'x'), ''))],
    ['git', () => mkdir(join(folder, '.git')).then(() => writeFile(join(folder, '.git', 'HEAD'), ''))],
    ['an empty folder', async () => void (await mkdir(join(folder, 'empty')))],
  ])('%s', async (_what, change) => {
    const before = await digest();
    await change();
    expect(await digest()).toBe(before);
  });

  test('the place that the sources lie at', async () => {
    const copy = join(temporaryFolder(), 'copy');
    await copySources(folder, copy);
    expect(await sourcesDigest(copy, { GOVERSION: 'go1.26.0' })).toBe(await digest());
  });
});

test('a copy holds what the digest covers, and nothing else', async () => {
  await mkdir(join(folder, 'bin'));
  await mkdir(join(folder, '.git'));
  await symlink('Makefile', join(folder, 'GNUmakefile'));
  const copy = join(temporaryFolder(), 'copy');
  await copySources(folder, copy);
  expect((await readdir(copy)).sort()).toEqual(['GNUmakefile', 'Makefile', 'cmd']);
});

test.each(['../outside.go', '/etc/passwd', 'cmd/../../outside.go'])(
  'a link that leads out is refused: %s',
  async (target) => {
    await symlink(target, join(folder, 'link.go'));
    await expect(digest()).rejects.toThrow(`link.go leads out of the sources, to ${target}`);
  },
);

describe('locateSources', () => {
  test('takes the workspace before the action', async () => {
    const action = temporaryFolder();
    await mkdir(join(action, 'agent'));
    await writeFile(join(action, 'agent', 'Makefile'), '');
    const workspace = temporaryFolder();
    expect(await locateSources('agent', workspace, action)).toBe(join(action, 'agent'));
    await mkdir(join(workspace, 'agent'));
    await writeFile(join(workspace, 'agent', 'Makefile'), '');
    expect(await locateSources('agent', workspace, action)).toBe(join(workspace, 'agent'));
  });

  test('names both places where there is none', async () => {
    await expect(locateSources('agent', '/w', '/a')).rejects.toThrow(
      'there is no folder /w/agent and no folder /a/agent',
    );
  });

  test('says what a folder without a Makefile lacks', async () => {
    await mkdir(join(folder, 'agent'));
    await expect(locateSources('agent', folder, '/a')).rejects.toThrow(
      `${folder}/agent has no Makefile; it must have one with the target build-linux`,
    );
  });
});
