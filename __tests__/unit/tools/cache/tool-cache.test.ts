import { chmod, mkdir, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type EntryId, ToolCache } from '../../../../src/tools/cache/tool-cache.ts';
import { temporaryFolder } from '../../../helpers/folders.ts';
import { type MemoryLog, memoryLog } from '../../../helpers/log.ts';

const id: EntryId = { tool: 'ami-action-packer', version: '1.16.0', arch: process.arch };
let root: string;
let log: MemoryLog;
let store: ToolCache;

beforeEach(async () => {
  root = temporaryFolder();
  log = memoryLog();
  store = new ToolCache(root, log);
});

async function fill(folder: string): Promise<void> {
  await mkdir(join(folder, 'sub'));
  await writeFile(join(folder, 'packer'), 'program', { mode: 0o755 });
  await writeFile(join(folder, 'sub', 'file'), 'file');
}

describe('an entry', () => {
  test('is found where it was put, and leaves nothing else', async () => {
    expect(await store.find(id)).toBeNull();
    const folder = await store.put(id, fill);
    expect(folder).toBe(join(root, 'ami-action-packer', '1.16.0', process.arch));
    expect(await store.find(id)).toBe(folder);
    expect(await readdir(root)).toEqual(['ami-action-packer']);
    expect(log.lines).toEqual([]);
  });

  test('is not there if it could not be filled', async () => {
    const failure = store.put(id, async (folder) => {
      await fill(folder);
      throw new Error('wrong hash');
    });
    await expect(failure).rejects.toThrow('wrong hash');
    expect(await store.find(id)).toBeNull();
    expect(await readdir(root)).toEqual([]);
  });

  test('is one of the first comer, of any number that put it at once', async () => {
    const put = (n: number) => store.put(id, (folder) => writeFile(join(folder, 'packer'), `${n}`));
    const folders = await Promise.all([1, 2, 3, 4, 5, 6].map(put));
    expect(new Set(folders).size).toBe(1);
    expect(await store.find(id)).toBe(folders[0]);
    expect(await readdir(root)).toEqual(['ami-action-packer']);
  });
});

describe('a damaged entry is thrown away, with a notice', () => {
  test.each<[string, (folder: string) => Promise<void>, RegExp]>([
    [
      'a file was changed',
      (f) => writeFile(join(f, 'packer'), 'Program'),
      /packer has SHA-256 \w{64}, recorded was \w{64}/,
    ],
    ['a file is cut off', (f) => writeFile(join(f, 'packer'), ''), /packer has SHA-256/],
    ['a file is missing', (f) => rm(join(f, 'sub', 'file')), /sub\/file is missing/],
    [
      'a file was added',
      (f) => writeFile(join(f, 'sub', 'new'), ''),
      /sub\/new was not there when it was made/,
    ],
    ['it is no longer executable', (f) => chmod(join(f, 'packer'), 0o644), /packer is no longer executable/],
    ['it has no record', (f) => rm(join(f, '.ami-action.json')), /it cannot be read/],
    ['its record is cut off', (f) => writeFile(join(f, '.ami-action.json'), '{"tool":'), /it cannot be read/],
    ['a file is a link to nowhere', (f) => symlink('nowhere', join(f, 'link')), /it cannot be read/],
    ['its record is null', (f) => writeFile(join(f, '.ami-action.json'), 'null'), /it cannot be read/],
  ])('%s', async (_what, damage, fault) => {
    const folder = await store.put(id, fill);
    await damage(folder);
    expect(await store.find(id)).toBeNull();
    expect(log.lines).toEqual([expect.stringMatching(fault)]);
    expect(await readdir(root, { recursive: true })).toEqual([
      'ami-action-packer',
      join('ami-action-packer', '1.16.0'),
    ]);
    const again = await store.put(id, fill);
    expect(await readFile(join(again, 'packer'), 'utf8')).toBe('program');
  });

  test('and so is one that was moved to another name', async () => {
    const folder = await store.put({ ...id, version: '1.15.0' }, fill);
    const moved = new ToolCache(join(root, 'elsewhere'), log);
    await mkdir(dirname(moved.folderOf(id)), { recursive: true });
    await rename(folder, moved.folderOf(id));
    await rename(`${folder}.complete`, `${moved.folderOf(id)}.complete`);
    expect(await moved.find(id)).toBeNull();
    expect(log.lines[0]).toContain('its record is that of ami-action-packer 1.15.0');
  });

  test('also when it comes to light only as another takes its place', async () => {
    await mkdir(store.folderOf(id), { recursive: true });
    await writeFile(join(store.folderOf(id), 'half'), '');
    const folder = await store.put(id, fill);
    expect(await readdir(folder)).toEqual(['.ami-action.json', 'packer', 'sub']);
  });
});

test('an entry that its run did not live to mark as complete is not found, and taken up by the next', async () => {
  const folder = await store.put(id, fill);
  await rm(`${folder}.complete`);
  expect(await store.find(id)).toBeNull();
  expect(await store.put(id, (stage) => writeFile(join(stage, 'packer'), 'other'))).toBe(folder);
  expect(await store.find(id)).toBe(folder);
  expect(await readFile(join(folder, 'packer'), 'utf8')).toBe('program');
  expect(log.lines).toEqual([]);
});

test('what a run that died has left is swept up, and what another is at is not', async () => {
  const [old, young] = [await store.temporary(), await store.temporary()];
  const hours = (n: number) => new Date(Date.now() - n * 3_600_000);
  await utimes(old, hours(7), hours(7));
  await utimes(young, hours(1), hours(1));
  await writeFile(join(root, '.ami-action-mine'), '');
  await store.put(id, fill);
  expect((await readdir(root)).sort()).toEqual(
    ['.ami-action-mine', basename(young), 'ami-action-packer'].sort(),
  );
});

test('a tool cache that cannot be written names the variable to set', async () => {
  const file = join(root, 'file');
  await writeFile(file, '');
  await expect(new ToolCache(file, log).put(id, fill)).rejects.toThrow(
    /cannot be written .*: set RUNNER_TOOL_CACHE to a folder/,
  );
});
