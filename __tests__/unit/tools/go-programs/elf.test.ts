/** The headers of ELF files. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readElf, requireLinuxProgram } from '../../../../src/tools/go-programs/elf.ts';
import { makeElf } from '../../../helpers/elf.ts';
import { temporaryFolder } from '../../../helpers/folders.ts';

async function fileOf(content: Buffer): Promise<string> {
  const file = join(temporaryFolder(), 'worker-agent');
  await writeFile(file, content);
  return file;
}

describe('readElf', () => {
  test('readElf reads the architecture of a static program', async () => {
    expect(await readElf(await fileOf(makeElf({ machine: 62 })))).toEqual({
      arch: 'amd64',
      interpreter: null,
    });
    expect(await readElf(await fileOf(makeElf({ machine: 183 })))).toEqual({
      arch: 'arm64',
      interpreter: null,
    });
  });

  test('readElf reads the linker of a dynamically linked program', async () => {
    const interpreter = '/lib64/ld-linux-x86-64.so.2';
    expect(await readElf(await fileOf(makeElf({ machine: 62, interpreter })))).toEqual({
      arch: 'amd64',
      interpreter,
    });
  });

  test('readElf reads the architecture of the Node that runs this test', async () => {
    if (process.platform !== 'linux') return expect(await readElf(process.execPath)).toBeNull();
    const arch = process.arch === 'x64' ? 'amd64' : 'arm64';
    return expect(await readElf(process.execPath)).toMatchObject({
      arch,
      interpreter: expect.stringContaining('ld-linux'),
    });
  });
});

describe('requireLinuxProgram', () => {
  test.each([
    [
      'a script',
      Buffer.from('#!/bin/sh\necho hello, this is a script that is longer than a header of 64 bytes\n'),
    ],
    ['an empty file', Buffer.alloc(0)],
    ['a truncated header', makeElf({ machine: 62 }).subarray(0, 40)],
    ['a Mach-O file', Buffer.concat([Buffer.from('cffaedfe07000001', 'hex'), Buffer.alloc(100)])],
    ['a 32-bit program', makeElf({ machine: 3, bits: 32 })],
    ['a FreeBSD program', makeElf({ machine: 62, abi: 9 })],
    ['an object file', makeElf({ machine: 62, type: 1 })],
  ])('%s is refused as Linux program', async (_what, content) => {
    const file = await fileOf(content);
    await expect(requireLinuxProgram(file, 'amd64', 'the agent')).rejects.toThrow(
      'the agent is not a Linux program',
    );
  });

  test('a program for another architecture is refused with its architecture', async () => {
    const arm = await fileOf(makeElf({ machine: 183 }));
    await expect(requireLinuxProgram(arm, 'amd64', 'x')).rejects.toThrow(
      'is built for linux/arm64: it must be built for linux/amd64 (GOOS=linux GOARCH=amd64)',
    );
    const riscv = await fileOf(makeElf({ machine: 243 }));
    await expect(requireLinuxProgram(riscv, 'amd64', 'x')).rejects.toThrow(
      'is built for another architecture',
    );
  });
});
