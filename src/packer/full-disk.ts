/** A full disk under Packer's output. */

import { statfs } from 'node:fs/promises';

export interface DiskOptions {
  readonly freeBytes: (folder: string) => Promise<number>;
  /** How long the disk has to be full, with nothing heard of Packer, in milliseconds. */
  readonly fullDiskMs: number;
  readonly now: () => number;
}

/**
 * Tells when Packer hangs for want of space. Measured on Packer 1.16.0: its outer process stops reading the inner one for good
 * once it could not write what that one said, and the inner one then waits for ever, deaf to SIGTERM.
 */
export class DiskWatch {
  readonly #folder: string;
  readonly #options: DiskOptions;
  #fullSince: number | null = null;

  constructor(folder: string, options: DiskOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  onOutput(): void {
    this.#fullSince = null;
  }

  async isStalled(): Promise<boolean> {
    const { freeBytes, fullDiskMs, now } = this.#options;
    if ((await freeBytes(this.#folder)) > 0) {
      this.#fullSince = null;
      return false;
    }
    this.#fullSince ??= now();
    return now() - this.#fullSince >= fullDiskMs;
  }
}

/** What this process can still write there; root alone has what a file system keeps in reserve. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bfree, bsize } = await statfs(folder);
  return (process.getuid?.() === 0 ? bfree : bavail) * bsize;
}
