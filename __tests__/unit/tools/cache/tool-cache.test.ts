/** The tool cache: concurrent runs, damaged entries, killed runs. */
import { chmod, mkdir, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type EntryId, ToolCache } from '../../../../src/tools/cache/tool-cache.ts';
import { temporaryFolder } from '../../../helpers/folders.ts';
import { memoryLog } from '../../../helpers/log.ts';

const id: EntryId = { tool: 'ami-action-packer', version: '1.16.0', arch: process.arch };
let root: string;
let log: ReturnType<typeof memoryLog>;
let toolCache: ToolCache;

beforeEach(async () => {
  root = temporaryFolder();
  log = memoryLog();
  toolCache = new ToolCache(root, log);
});

async function fill(folder: string): Promise<void> {
  await mkdir(join(folder, 'sub'));
  await writeFile(join(folder, 'packer'), 'program', { mode: 0o755 });
  await writeFile(join(folder, 'sub', 'file'), 'file');
}

describe('an entry of the tool cache', () => {
  test('an entry of the tool cache is found where it was put, and nothing else is left', async () => {
    expect(await toolCache.find(id)).toBeNull();
    const folder = await toolCache.put(id, fill);
    expect(folder).toBe(join(root, 'ami-action-packer', '1.16.0', process.arch));
    expect(await toolCache.find(id)).toBe(folder);
    expect(await readdir(root)).toEqual(['ami-action-packer']);
    expect(log.lines).toEqual([]);
  });

  test('an entry that could not be filled does not exist', async () => {
    const failure = toolCache.put(id, async (folder) => {
      await fill(folder);
      throw new Error('wrong hash');
    });
    await expect(failure).rejects.toThrow('wrong hash');
    expect(await toolCache.find(id)).toBeNull();
    expect(await readdir(root)).toEqual([]);
  });

  test('of several runs that put the same entry, the first one wins', async () => {
    const put = (n: number) => toolCache.put(id, (folder) => writeFile(join(folder, 'packer'), `${n}`));
    const folders = await Promise.all([1, 2, 3, 4, 5, 6].map(put));
    expect(new Set(folders).size).toBe(1);
    expect(await toolCache.find(id)).toBe(folders[0]);
    expect(await readdir(root)).toEqual(['ami-action-packer']);
  });
});

describe('a damaged entry is removed, with a notice', () => {
  test.each<[string, (folder: string) => Promise<void>, RegExp]>([
    [
      'a file was changed',
      (f) => writeFile(join(f, 'packer'), 'Program'),
      /packer has SHA-256 \w{64}, recorded as \w{64}/,
    ],
    ['a file is cut off', (f) => writeFile(join(f, 'packer'), ''), /packer has SHA-256/],
    ['a file is missing', (f) => rm(join(f, 'sub', 'file')), /sub\/file is missing/],
    ['a file was added', (f) => writeFile(join(f, 'sub', 'new'), ''), /sub\/new was added later/],
    ['it is no longer executable', (f) => chmod(join(f, 'packer'), 0o644), /packer is no longer executable/],
    ['it has no record', (f) => rm(join(f, '.ami-action.json')), /it cannot be read/],
    ['its record is cut off', (f) => writeFile(join(f, '.ami-action.json'), '{"tool":'), /it cannot be read/],
    ['a file is a link to nowhere', (f) => symlink('nowhere', join(f, 'link')), /it cannot be read/],
    [
      'its record is incomplete',
      (f) => writeFile(join(f, '.ami-action.json'), '{"files":{"packer":null}}'),
      /it cannot be read/,
    ],
    ['its record is null', (f) => writeFile(join(f, '.ami-action.json'), 'null'), /it cannot be read/],
  ])('an entry is removed, with a notice, if %s', async (_what, damage, fault) => {
    const folder = await toolCache.put(id, fill);
    await damage(folder);
    expect(await toolCache.find(id)).toBeNull();
    expect(log.lines).toEqual([expect.stringMatching(fault)]);
    expect(await readdir(root, { recursive: true })).toEqual([
      'ami-action-packer',
      join('ami-action-packer', '1.16.0'),
    ]);
    const again = await toolCache.put(id, fill);
    expect(await readFile(join(again, 'packer'), 'utf8')).toBe('program');
  });

  test('an entry that was moved to another name is removed', async () => {
    const folder = await toolCache.put({ ...id, version: '1.15.0' }, fill);
    const moved = new ToolCache(join(root, 'elsewhere'), log);
    await mkdir(dirname(moved.folderOf(id)), { recursive: true });
    await rename(folder, moved.folderOf(id));
    await rename(`${folder}.complete`, `${moved.folderOf(id)}.complete`);
    expect(await moved.find(id)).toBeNull();
    expect(log.lines[0]).toContain('its record is that of ami-action-packer 1.15.0');
  });

  test('a damaged entry that is found only when another replaces it is removed', async () => {
    await mkdir(toolCache.folderOf(id), { recursive: true });
    await writeFile(join(toolCache.folderOf(id), 'half'), '');
    const folder = await toolCache.put(id, fill);
    expect(await readdir(folder)).toEqual(['.ami-action.json', 'packer', 'sub']);
  });
});

test('an entry that a killed run did not mark as complete is not found, but the next run completes it', async () => {
  const folder = await toolCache.put(id, fill);
  await rm(`${folder}.complete`);
  expect(await toolCache.find(id)).toBeNull();
  expect(await toolCache.put(id, (stage) => writeFile(join(stage, 'packer'), 'other'))).toBe(folder);
  expect(await toolCache.find(id)).toBe(folder);
  expect(await readFile(join(folder, 'packer'), 'utf8')).toBe('program');
  expect(log.lines).toEqual([]);
});

test('temporary folders of killed runs are removed, those of running ones are not', async () => {
  const [old, young] = [await toolCache.createTemporaryFolder(), await toolCache.createTemporaryFolder()];
  const hours = (n: number) => new Date(Date.now() - n * 3_600_000);
  await utimes(old, hours(7), hours(7));
  await utimes(young, hours(1), hours(1));
  await writeFile(join(root, '.ami-action-mine'), '');
  await toolCache.put(id, fill);
  expect((await readdir(root)).sort()).toEqual(
    ['.ami-action-mine', basename(young), 'ami-action-packer'].sort(),
  );
});

test('a tool cache that cannot be written is an error that names the variable to set', async () => {
  const file = join(root, 'file');
  await writeFile(file, '');
  await expect(new ToolCache(file, log).put(id, fill)).rejects.toThrow(
    /cannot be written .*: set RUNNER_TOOL_CACHE to a folder/,
  );
});
