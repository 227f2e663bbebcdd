/** Programs that do not run. */

/** An ELF file with a header and an interpreter, and nothing else. */
export function makeElf({
  machine,
  interpreter,
  bits = 64,
  abi = 0,
  type = 2,
}: {
  machine: number;
  interpreter?: string;
  bits?: 32 | 64;
  abi?: number;
  type?: number;
}): Buffer {
  const header = Buffer.alloc(64);
  header.write('\x7fELF', 'latin1');
  header[4] = bits === 64 ? 2 : 1;
  header[5] = 1;
  header[6] = 1;
  header[7] = abi;
  header.writeUInt16LE(type, 16);
  header.writeUInt16LE(machine, 18);
  header.writeBigUInt64LE(64n, 32);
  header.writeUInt16LE(56, 54);
  if (interpreter === undefined) return header;
  header.writeUInt16LE(1, 56);
  const segment = Buffer.alloc(56);
  segment.writeUInt32LE(3, 0);
  segment.writeBigUInt64LE(120n, 8);
  segment.writeBigUInt64LE(BigInt(interpreter.length + 1), 32);
  return Buffer.concat([header, segment, Buffer.from(`${interpreter}\0`)]);
}
