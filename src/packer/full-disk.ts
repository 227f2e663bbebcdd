/** Detects a Packer that hangs because the disk under its output is full. */

import { statfs } from 'node:fs/promises';

export interface DiskOptions {
  /** Bytes that can still be written below a folder. */
  readonly freeBytes: (folder: string) => Promise<number>;
  /** How long the disk must have been full and Packer silent, in milliseconds, before Packer counts as hung. */
  readonly fullDiskMs: number;
  readonly now: () => number;
}

/**
 * Detects a Packer that hangs on a full disk. Measured on Packer 1.16.0: when the parent process can't write a child's output
 * it stops reading, and the child blocks forever, ignoring SIGTERM.
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

/** Bytes that this process can still write; only root may use what the file system keeps in reserve. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bfree, bsize } = await statfs(folder);
  return (process.getuid?.() === 0 ? bfree : bavail) * bsize;
}
