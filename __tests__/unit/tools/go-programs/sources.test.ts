/** The sources of the Go programs: their digest, copy and place. */
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { copySources, digestSources, locateSources } from '../../../../src/tools/go-programs/sources.ts';
import { temporaryFolder } from '../../../helpers/folders.ts';

let folder: string;
const settings = { GOTOOLCHAIN: 'go1.26.0' };
const digest = () => digestSources(folder, settings);
const write = async (name: string, text: string): Promise<void> => {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
};

beforeEach(async () => {
  folder = temporaryFolder();
  await writeFile(join(folder, 'Makefile'), 'build-linux:\n');
  await mkdir(join(folder, 'cmd'));
  await writeFile(join(folder, 'cmd', 'main.go'), 'package main\n');
});

describe('changes of the sources that matter', () => {
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
    ['a file beside tests', () => write('cmd/testdata.go', '')],
  ])('the digest of the sources changes with %s', async (_what, change) => {
    const before = await digest();
    await change();
    expect(await digest()).not.toBe(before);
  });

  test("the digest of the sources changes with Go's version", async () => {
    expect(await digestSources(folder, { GOTOOLCHAIN: 'go1.26.1' })).not.toBe(await digest());
  });
});

describe('changes of the sources that do not matter', () => {
  test.each<[string, () => Promise<void>]>([
    [
      'the output of a build',
      () => mkdir(join(folder, 'bin')).then(() => writeFile(join(folder, 'bin', 'x'), '')),
    ],
    [
      "git's own files",
      () => mkdir(join(folder, '.git')).then(() => writeFile(join(folder, '.git', 'HEAD'), '')),
    ],
    ['a test', () => write('cmd/main_test.go', 'package main\n')],
    ['data of tests', () => write('cmd/testdata/deep/x.json', '{}')],
    ['Markdown', () => write('docs/README.md', '# x\n')],
    ['a licence', () => write('LICENSE', 'MIT\n')],
    ['GitHub’s files', () => write('.github/workflows/ci.yml', '')],
    ['a Dockerfile', () => write('build/Dockerfile.amd64', 'FROM scratch\n')],
    ['an empty folder', async () => void (await mkdir(join(folder, 'empty')))],
  ])('the digest of the sources does not change with %s', async (_what, change) => {
    const before = await digest();
    await change();
    expect(await digest()).toBe(before);
  });

  test('the digest of the sources does not change with their folder', async () => {
    const copy = join(temporaryFolder(), 'copy');
    await copySources(folder, copy);
    expect(await digestSources(copy, settings)).toBe(await digest());
  });
});

test.each<[string, string, Readonly<Record<string, string>>]>([
  ['a Makefile names', 'README.md', { Makefile: 'build-linux:\n\tcp ./README.md bin/\n' }],
  ['a Makefile’s pattern names', 'docs/x.md', { Makefile: 'build-linux:\n\tcp docs/*.md bin/\n' }],
  [
    'a Makefile names by its folder',
    'cmd/testdata/a/b.json',
    { Makefile: 'build-linux:\n\tcat cmd/testdata/a/*\n' },
  ],
  [
    'a go:embed names',
    'cmd/LICENSE',
    { 'cmd/main.go': 'package main\n\n//go:embed x.txt LICENSE\nvar s string\n' },
  ],
  [
    'a go:embed names by its folder',
    'cmd/testdata/a/b.json',
    { 'cmd/main.go': '//go:embed "all:testdata"\n' },
  ],
  ['a go:embed’s pattern names', 'cmd/web/x.md', { 'cmd/main.go': '//go:embed web/*\n' }],
])('what %s counts, although no other build reads such a file', async (_what, name, files) => {
  for (const [file, text] of Object.entries(files)) await write(file, text);
  const before = await digest();
  await write(name, 'one');
  const one = await digest();
  expect(one).not.toBe(before);
  const copy = join(temporaryFolder(), 'copy');
  await copySources(folder, copy);
  expect(await readFile(join(copy, name), 'utf8')).toBe('one');
});

test('a copy of the sources holds exactly what the digest covers', async () => {
  await mkdir(join(folder, 'bin'));
  await mkdir(join(folder, '.git'));
  await symlink('Makefile', join(folder, 'GNUmakefile'));
  await write('README.md', '');
  await write('testdata/x', '');
  const copy = join(temporaryFolder(), 'copy');
  await copySources(folder, copy);
  expect((await readdir(copy)).sort()).toEqual(['GNUmakefile', 'Makefile', 'cmd', 'testdata']);
  expect(await readdir(join(copy, 'testdata'))).toEqual([]);
});

test.each(['../outside.go', '/etc/passwd', 'cmd/../../outside.go'])(
  'a link out of the sources to %s is refused',
  async (target) => {
    await symlink(target, join(folder, 'link.go'));
    await expect(digest()).rejects.toThrow(`link.go leads out of the sources, to ${target}`);
  },
);

describe('locateSources', () => {
  test('sources in the workspace are preferred to those in the action', async () => {
    const action = temporaryFolder();
    await mkdir(join(action, 'agent'));
    await writeFile(join(action, 'agent', 'Makefile'), '');
    const workspace = temporaryFolder();
    expect(await locateSources('agent', workspace, action)).toBe(join(action, 'agent'));
    await mkdir(join(workspace, 'agent'));
    await writeFile(join(workspace, 'agent', 'Makefile'), '');
    expect(await locateSources('agent', workspace, action)).toBe(join(workspace, 'agent'));
  });

  test('sources that do not exist are an error that names both candidates', async () => {
    await expect(locateSources('agent', '/w', '/a')).rejects.toThrow(
      'there is no folder /w/agent and no folder /a/agent',
    );
  });

  test('a folder without a Makefile is an error that says what it needs', async () => {
    await mkdir(join(folder, 'agent'));
    await expect(locateSources('agent', folder, '/a')).rejects.toThrow(
      `${folder}/agent has no Makefile; it needs one with the target build-linux`,
    );
  });
});
