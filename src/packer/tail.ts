/** Reads a file that another process is still writing; unlike with a pipe, the writer never waits for the reader. */

import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

export interface TailOptions {
  /** Settles when nothing more will be written. */
  readonly ended: Promise<unknown>;
  /** Waits before the end of the file is looked at again. */
  readonly wait: () => Promise<void>;
}

const chunkBytes = 64 * 1024;

/** Passes the file's text on in order, in chunks of at most 64 KiB, until the writer has ended and everything is read. */
export async function tail(
  path: string,
  { ended, wait }: TailOptions,
  take: (text: string) => void | Promise<void>,
): Promise<void> {
  let hasEnded = false;
  const onEnd = () => {
    hasEnded = true;
  };
  ended.then(onEnd, onEnd);
  const file = await open(path, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const buffer = Buffer.alloc(chunkBytes);
    for (let position = 0; ; ) {
      // Asked before reading, so that nothing written before the end is missed.
      const isLast = hasEnded;
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, position);
      position += bytesRead;
      if (bytesRead > 0) {
        const text = decoder.write(buffer.subarray(0, bytesRead));
        if (text !== '') await take(text);
      } else if (isLast) {
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
