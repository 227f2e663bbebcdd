/** Hashes of files' contents: streamed, several at a time, each file once a run however often it is asked for. */

import { createHash, hash } from 'node:crypto';
import { type BigIntStats, closeSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { toBuffer } from './byte-paths.ts';

/** What of a file reaches the machine: its bytes, or what Packer's shell provisioner makes of a script's lines. */
export type ContentForm = 'bytes' | 'unix-lines';

/** A file to hash. */
export interface HashRequest {
  /** A byte path. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly form: ContentForm;
  /** Of form, device, inode, size and times: a file that is written to gets another. */
  readonly key: string;
}

/** A request without the file's other facts, of which a tree of 100,000 files would fill the memory. */
export function createHashRequest(path: string, stat: BigIntStats, form: ContentForm): HashRequest {
  const { dev, ino, size, mtimeNs, ctimeNs } = stat;
  return { path, size: Number(size), form, key: `${form} ${dev},${ino},${size},${mtimeNs},${ctimeNs}` };
}

/** Files that are read at a time. */
const readersAtOnce = 4;

/** Files up to this size, in bytes, are read in one call: that is faster than a stream. */
const smallSize = 64 * 1024;

/** Bytes of each reader's buffer. */
const chunkSize = 1024 * 1024;

export class ContentHasher {
  /** SHA-256 in hex, by the requests' keys. */
  readonly #known = new Map<string, string>();

  /** The SHA-256 of each file in hex, in their order. */
  async hash(requests: readonly HashRequest[]): Promise<string[]> {
    const hashes = Array<string>(requests.length).fill('');
    const large: number[] = [];
    for (const [index, request] of requests.entries()) {
      const known = this.#known.get(request.key);
      if (known !== undefined) hashes[index] = known;
      else if (request.size > smallSize) large.push(index);
      else hashes[index] = this.#remember(request, hashSmall(request));
    }
    const next = large.values();
    const reader = async (): Promise<void> => {
      const buffer = Buffer.allocUnsafe(chunkSize);
      for (const index of next) {
        const request = requests[index];
        if (request === undefined) return;
        hashes[index] = this.#remember(request, await hashLarge(request, buffer));
      }
    };
    await Promise.all(Array.from({ length: Math.min(readersAtOnce, large.length) }, reader));
    return hashes;
  }

  #remember(request: HashRequest, digest: string): string {
    this.#known.set(request.key, digest);
    return digest;
  }
}

/** Of one reader at a time, so that a tree of 100,000 files leaves nothing behind to collect. */
const smallBuffer = Buffer.allocUnsafe(smallSize);

function hashSmall({ path, form }: HashRequest): string {
  const file = openSync(toBuffer(path), 'r');
  try {
    let length = 0;
    for (;;) {
      const bytesRead = readSync(file, smallBuffer, length, smallSize - length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    const content = smallBuffer.subarray(0, length);
    if (form === 'bytes') return hash('sha256', content);
    const lines = new UnixLines();
    return createHash('sha256').update(lines.convert(content)).update(lines.end()).digest('hex');
  } finally {
    closeSync(file);
  }
}

async function hashLarge({ path, form }: HashRequest, buffer: Buffer): Promise<string> {
  const sum = createHash('sha256');
  const lines = form === 'bytes' ? null : new UnixLines();
  const file = await open(toBuffer(path));
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      sum.update(lines === null ? chunk : lines.convert(chunk));
    }
  } finally {
    await file.close();
  }
  return sum.update(lines?.end() ?? '').digest('hex');
}

const [lineFeed, carriageReturn] = [0x0a, 0x0d];

/**
 * Converts a script as Packer uploads it (UnixReader in provisioner/shell/unix_reader.go of Packer 1.16.0): a line ends in
 * LF instead of CRLF, and the last one always ends.
 */
class UnixLines {
  /** The last byte so far: a CR, which is held back until it is known what follows, or any other. */
  #last = lineFeed;

  convert(chunk: Buffer): Buffer {
    if (chunk.length === 0) return chunk;
    const held = this.#last === carriageReturn ? '\r' : '';
    const text = held + chunk.toString('latin1');
    this.#last = chunk.at(-1) ?? this.#last;
    const whole = this.#last === carriageReturn ? text.slice(0, -1) : text;
    return Buffer.from(whole.replaceAll('\r\n', '\n'), 'latin1');
  }

  end(): string {
    return this.#last === lineFeed ? '' : '\n';
  }
}
