import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { extractZipEntry, listZip } from '../../../src/tools/zip.ts';
import { makeZip } from '../../helpers/zip.ts';
import { temporaryFolder } from './fakes.ts';

const small = fileURLToPath(new URL('../../fixtures/hashicorp/small.zip', import.meta.url));

describe("an archive by Go's own writer", () => {
  test('is listed', async () => {
    expect(await listZip(small)).toMatchObject([
      { name: 'LICENSE.txt', size: 4800, method: 8 },
      { name: 'packer', size: 32, method: 8 },
    ]);
  });

  test('gives the one file asked for, executable', async () => {
    const target = path.join(await temporaryFolder(), 'packer');
    await extractZipEntry(small, await entryNamed(small, 'packer'), target, 0o755);
    expect(await readFile(target, 'utf8')).toBe("#!/bin/sh\necho 'Packer v1.16.0'\n");
    expect((await stat(target)).mode & 0o777).toBe(0o755);
  });

  test('is refused wherever it is cut off', async () => {
    const whole = await readFile(small);
    const file = path.join(await temporaryFolder(), 'cut.zip');
    for (let length = 0; length < whole.length; length += 7) {
      await writeFile(file, whole.subarray(0, length));
      await expect(listZip(file)).rejects.toThrow(/not a zip archive, or cut off|lies outside|ends at byte/);
    }
  });
});

describe('archives in general', () => {
  test('stored, empty and large files come out as they went in', async () => {
    const folder = await temporaryFolder();
    const large = Buffer.alloc(3_000_000, 'abcdefgh');
    const file = path.join(folder, 'a.zip');
    const files = { stored: Buffer.from('as it is'), empty: Buffer.alloc(0), large };
    await writeFile(file, makeZip(files, { stored: ['stored', 'empty'] }));
    for (const [name, content] of Object.entries(files)) {
      await extractZipEntry(file, await entryNamed(file, name), path.join(folder, name), 0o644);
      expect(content.equals(await readFile(path.join(folder, name)))).toBe(true);
    }
  });

  test('a comment at the end is allowed', async () => {
    const file = path.join(await temporaryFolder(), 'a.zip');
    await writeFile(file, makeZip({ a: Buffer.from('1') }, { comment: 'x'.repeat(60_000) }));
    expect(await listZip(file)).toMatchObject([{ name: 'a' }]);
  });

  test('damaged content is told', async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, 'a.zip');
    const zip = makeZip({ a: Buffer.from('content') }, { stored: ['a'] });
    zip.write('C', zip.indexOf('content'));
    await writeFile(file, zip);
    const extraction = extractZipEntry(file, await entryNamed(file, 'a'), path.join(folder, 'a'), 0o644);
    await expect(extraction).rejects.toThrow('a is damaged: its size or CRC-32 is wrong');
  });

  test('an existing file is never written over', async () => {
    const folder = await temporaryFolder();
    const target = path.join(folder, 'packer');
    await writeFile(target, 'mine');
    await expect(extractZipEntry(small, await entryNamed(small, 'packer'), target, 0o755)).rejects.toThrow(
      'EEXIST',
    );
    expect(await readFile(target, 'utf8')).toBe('mine');
  });

  test('what claims to be smaller than it is does not fill the disk', async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, 'bomb.zip');
    await writeFile(file, makeZip({ a: Buffer.alloc(5_000_000) }));
    const entry = { ...(await entryNamed(file, 'a')), size: 1000 };
    const target = path.join(folder, 'a');
    await expect(extractZipEntry(file, entry, target, 0o644)).rejects.toThrow('larger than the archive says');
    expect((await stat(target)).size).toBeLessThanOrEqual(1000);
  });
});

async function entryNamed(file: string, name: string) {
  const entry = (await listZip(file)).find((each) => each.name === name);
  if (entry === undefined) throw new Error(`no ${name} in ${file}`);
  return entry;
}
