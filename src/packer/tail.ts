/** Reads a file that another process is still writing, by position, so that the writer never waits for the reader. */

import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

export interface TailOptions {
  /** Resolves when nothing more will be written. */
  readonly ended: Promise<unknown>;
  /** How long to wait for more at the end of the file. */
  readonly wait: () => Promise<void>;
}

const chunkBytes = 64 * 1024;

/** Hands the file's text on in order, in chunks of at most 64 KiB, until the writer has ended and all is read. */
export async function tail(
  path: string,
  { ended, wait }: TailOptions,
  take: (text: string) => void | Promise<void>,
): Promise<void> {
  let over = false;
  const end = () => {
    over = true;
  };
  ended.then(end, end);
  const file = await open(path, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const buffer = Buffer.alloc(chunkBytes);
    for (let position = 0; ; ) {
      // Asked before reading: what was written before the end is then surely seen.
      const last = over;
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, position);
      position += bytesRead;
      if (bytesRead > 0) {
        const text = decoder.write(buffer.subarray(0, bytesRead));
        if (text !== '') await take(text);
      } else if (last) {
        const rest = decoder.end();
        if (rest !== '') await take(rest);
        return;
      } else {
        await wait();
      }
    }
  } finally {
    await file.close();
  }
}
