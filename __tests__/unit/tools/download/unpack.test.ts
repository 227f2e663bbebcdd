/** Files out of real archives, whole and damaged. */
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Archive, extractFiles } from '../../../../src/tools/download/unpack.ts';
import { temporaryFolder } from '../../../helpers/folders.ts';
import { makeZip } from '../../../helpers/zip.ts';

const small = fileURLToPath(new URL('../../../fixtures/hashicorp/small.zip', import.meta.url));
const all = (names: readonly string[]) => names;
let folder: string;
let target: string;

beforeEach(async () => {
  folder = temporaryFolder();
  target = join(folder, 'target');
  await mkdir(target);
});

async function archiveOf(content: Buffer, kind: Archive['kind'] = 'zip'): Promise<Archive> {
  const file = join(folder, 'archive');
  await writeFile(file, content);
  return { path: file, kind, displayName: 'https://example.com/a' };
}

describe("an archive by Go's own writer", () => {
  test('one file of a Go archive is extracted, executable, and nothing else is left', async () => {
    const archive = await archiveOf(await readFile(small));
    const asked: string[] = [];
    const extracted = await extractFiles(archive, target, (names) => {
      asked.push(...names);
      return ['packer'];
    });
    expect(asked).toEqual(['LICENSE.txt', 'packer']);
    expect(extracted).toEqual([join(target, 'packer')]);
    expect(await readFile(join(target, 'packer'), 'utf8')).toBe("#!/bin/sh\necho 'Packer v1.16.0'\n");
    expect((await stat(join(target, 'packer'))).mode & 0o777).toBe(0o755);
    expect(await readdir(target)).toEqual(['packer']);
    expect((await readdir(folder)).sort()).toEqual(['archive', 'target']);
  });

  test('a Go archive is refused wherever it is cut off, and nothing is extracted', async () => {
    const whole = await readFile(small);
    for (const length of [0, 1, 30, 100, 200, 300, whole.length - 1]) {
      const archive = await archiveOf(whole.subarray(0, length));
      await expect(extractFiles(archive, target, all)).rejects.toMatchObject({
        name: 'ConfigurationError',
        message: expect.stringMatching(
          /^https:\/\/example\.com\/a cannot be unpacked: .*unzip' failed with exit code/,
        ),
      });
    }
    expect(await readdir(target)).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['archive', 'target']);
  });
});

test('stored, empty and large files are extracted unchanged', async () => {
  const files = {
    stored: Buffer.from('as it is'),
    empty: Buffer.alloc(0),
    'sub/large': Buffer.alloc(3_000_000, 'abcdefgh'),
  };
  const zip = makeZip(files, { stored: ['stored', 'empty'], comment: 'x'.repeat(60_000) });
  await extractFiles(await archiveOf(zip), target, all);
  expect((await readdir(target)).sort()).toEqual(['empty', 'large', 'stored']);
  for (const [name, content] of Object.entries(files)) {
    expect(content.equals(await readFile(join(target, basename(name))))).toBe(true);
  }
});

test('an archive with damaged content is an error', async () => {
  const zip = makeZip({ a: Buffer.from('content') }, { stored: ['a'] });
  zip.write('C', zip.indexOf('content'));
  await expect(extractFiles(await archiveOf(zip), target, all)).rejects.toThrow(
    /cannot be unpacked: .*unzip' failed/,
  );
  expect(await readdir(target)).toEqual([]);
});

test('neither a link nor its target is extracted from an archive', async () => {
  const packed = join(folder, 'packed');
  await mkdir(join(folder, 'outside'));
  await copyFile(small, join(folder, 'outside', 'secret'));
  await mkdir(packed);
  await writeFile(join(packed, 'a'), '');
  await symlink(join(folder, 'outside', 'secret'), join(packed, 'b'));
  await symlink(join(folder, 'outside'), join(packed, 'c'));
  const archive = await archiveOf(execFileSync('tar', ['-czf', '-', '-C', packed, '.']), 'tar');
  expect(await extractFiles(archive, target, all)).toEqual([join(target, 'a')]);
});

test.each(['zip', 'tar'] as const)(
  'a missing program for a %s is an error that names its package',
  async (kind) => {
    const archive = await archiveOf(await readFile(small), kind);
    const before = process.env['PATH'];
    process.env['PATH'] = target;
    try {
      const name = kind === 'zip' ? 'unzip' : 'tar';
      await expect(extractFiles(archive, target, all)).rejects.toMatchObject({
        name: 'ConfigurationError',
        message: expect.stringContaining(
          `${name} is not on the PATH of this runner: install the package ${name} before`,
        ),
      });
    } finally {
      process.env['PATH'] = before;
    }
  },
);
