/** The headers of ELF files. */

import { open } from 'node:fs/promises';
import { ConfigurationError } from '../../errors.ts';

/** Where an ELF file runs, according to its headers. */
export interface ElfFacts {
  /** In the words of GOARCH; null for any other machine. */
  readonly arch: 'amd64' | 'arm64' | null;
  /** The path of its dynamic linker; null if it is statically linked. */
  readonly interpreter: string | null;
}

const machines: Readonly<Record<number, 'amd64' | 'arm64'>> = { 62: 'amd64', 183: 'arm64' };
const abiSysv = 0;
const abiLinux = 3;
const typeExecutable = 2;
const typeShared = 3;
const segmentInterpreter = 3;

/**
 * Reads the headers of a 64-bit little-endian ELF file; null for anything else (a script, a Mach-O or PE file, a 32-bit one).
 * Format: elf(5); System V ABI, "Object files".
 */
export async function readElf(file: string): Promise<ElfFacts | null> {
  const handle = await open(file, 'r');
  try {
    // Go's and C's linkers write the program headers right after the file header.
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16_384), 0, 16_384, 0);
    return parseElf(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Throws a ConfigurationError, with what the file is instead, unless it is a Linux program for `arch`. */
export async function requireLinuxProgram(
  file: string,
  arch: 'amd64' | 'arm64',
  displayName: string,
): Promise<ElfFacts> {
  const facts = await readElf(file);
  if (facts === null) {
    throw new ConfigurationError(
      `${displayName} is not a Linux program: it must be a 64-bit ELF executable for linux/${arch}`,
    );
  }
  if (facts.arch !== arch) {
    const platform = facts.arch === null ? 'another architecture' : `linux/${facts.arch}`;
    throw new ConfigurationError(
      `${displayName} is built for ${platform}: it must be built for linux/${arch} (GOOS=linux GOARCH=${arch})`,
    );
  }
  return facts;
}

function parseElf(head: Buffer): ElfFacts | null {
  const magic = head.length >= 64 && head.readUInt32BE(0) === 0x7f454c46;
  if (!magic || head[4] !== 2 || head[5] !== 1) return null;
  const abi = head[7];
  const type = head.readUInt16LE(16);
  if ((abi !== abiSysv && abi !== abiLinux) || (type !== typeExecutable && type !== typeShared)) return null;
  return { arch: machines[head.readUInt16LE(18)] ?? null, interpreter: readInterpreter(head) };
}

function readInterpreter(head: Buffer): string | null {
  const table = Number(head.readBigUInt64LE(32));
  const size = head.readUInt16LE(54);
  const count = head.readUInt16LE(56);
  for (let index = 0; index < count; index++) {
    const at = table + index * size;
    if (at + 56 > head.length) return null;
    if (head.readUInt32LE(at) !== segmentInterpreter) continue;
    const start = Number(head.readBigUInt64LE(at + 8));
    const end = start + Number(head.readBigUInt64LE(at + 32));
    return head.toString('latin1', start, Math.min(end, head.length)).replace(/\0.*$/s, '');
  }
  return null;
}
