import { createWriteStream } from 'node:fs';
import { chmod, type FileHandle, open } from 'node:fs/promises';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';

/** One file of a zip archive. Sizes are in bytes. */
export interface ZipEntry {
  /** As the archive spells it; a folder's name ends in a slash. */
  readonly name: string;
  readonly size: number;
  readonly compressedSize: number;
  readonly crc32: number;
  readonly method: number;
  /** Offset of the entry's local header. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * The entries of a zip archive, by its central directory. Read here because containers often lack `unzip`, and because one
 * named file is all that is wanted: no path of the archive is ever written to. Zip64, encryption and
 * spanned archives are refused. Format: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
 */
export async function listZip(file: string): Promise<ZipEntry[]> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const tail = await readAt(handle, Math.max(0, size - 65_557), Math.min(size, 65_557));
    const end = lastIndexOf(tail, END_SIGNATURE);
    if (end < 0 || end + 22 > tail.length)
      throw new Error('no end of central directory: it is not a zip archive, or cut off');
    const count = tail.readUInt16LE(end + 10);
    const length = tail.readUInt32LE(end + 12);
    const offset = tail.readUInt32LE(end + 16);
    if (count === 0xffff || offset === 0xffffffff)
      throw new Error('it is a Zip64 archive, which is not supported');
    if (offset + length > size) throw new Error('its central directory lies outside of it');
    return parseDirectory(await readAt(handle, offset, length), count);
  } finally {
    await handle.close();
  }
}

/** Writes one entry to the new file `target` with `mode`; size and CRC-32 must be what the archive says. */
export async function extractZipEntry(
  file: string,
  entry: ZipEntry,
  target: string,
  mode: number,
): Promise<void> {
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw new Error(`${entry.name}: compression method ${entry.method}`);
  const handle = await open(file, 'r');
  try {
    const header = await readAt(handle, entry.offset, 30);
    if (header.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new Error(`${entry.name}: no local header`);
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const end = start + entry.compressedSize - 1;
    const source =
      entry.compressedSize === 0 ? emptyStream() : handle.createReadStream({ start, end, autoClose: false });
    let size = 0;
    let sum = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        sum = crc32(chunk, sum);
        if (size > entry.size) return done(new Error(`${entry.name} is larger than the archive says`));
        done(null, chunk);
      },
    });
    const inflate = entry.method === DEFLATED ? createInflateRaw() : new PassThrough();
    await pipeline(source, inflate, meter, createWriteStream(target, { flags: 'wx', mode }));
    if (size !== entry.size || sum !== entry.crc32)
      throw new Error(`${entry.name} is damaged: its size or CRC-32 is wrong`);
    await chmod(target, mode);
  } finally {
    await handle.close();
  }
}

function parseDirectory(directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) {
      throw new Error(`its central directory is damaged at entry ${index + 1} of ${count}`);
    }
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    if ((directory.readUInt16LE(at + 8) & 1) !== 0) throw new Error(`${name} is encrypted`);
    entries.push({
      name,
      method: directory.readUInt16LE(at + 10),
      crc32: directory.readUInt32LE(at + 16),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length)
    throw new Error(`it ends at byte ${position + bytesRead}, before a header that it announces`);
  return buffer;
}

function lastIndexOf(buffer: Buffer, signature: number): number {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return buffer.lastIndexOf(bytes);
}

function emptyStream(): PassThrough {
  const stream = new PassThrough();
  stream.end();
  return stream;
}
