/** Hashes of files. */

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const bufferBytes = 512 * 1024;

/** SHA-256 of a file, hex in lower case. Every run hashes programs of 150 MB, so all reads share one buffer. */
export async function sha256File(file: string): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafeSlow(bufferBytes);
  const handle = await open(file, 'r');
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, bufferBytes);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
