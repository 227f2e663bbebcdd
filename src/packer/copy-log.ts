/** Follows Packer's output to its end: a readable log into a file, and what matters into the progress tracker. */

import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import { type DiskOptions, DiskWatch } from './full-disk.ts';
import { MachineReadableParser } from './machine-readable.ts';
import type { ProgressTracker } from './progress-tracker.ts';
import { tail } from './tail.ts';

export interface CopyLogOptions extends DiskOptions {
  /** How often a silent output is looked at. */
  readonly pollMs: number;
  /** Gets the readable log as it comes, where it is shown live. */
  readonly live: ((text: string) => void) | null;
}

export interface CopyLogRequest {
  /** Packer's output, which it is still writing. */
  readonly output: string;
  /** Settles when Packer has ended. */
  readonly ended: Promise<unknown>;
  /** Where the readable log goes. */
  readonly log: string;
  readonly tracker: ProgressTracker;
  /** Called after each part of the output that the tracker has taken. */
  readonly onProgress: () => void;
  /** Called when Packer hangs on a full disk. */
  readonly onStalled: () => void;
}

/**
 * Copies until Packer has ended. A log that can't be written does not fail the build: gives the first error, or null.
 * Rejects if Packer's output can't be read.
 */
export async function copyLog(
  { output, ended, log, tracker, onProgress, onStalled }: CopyLogRequest,
  options: CopyLogOptions,
): Promise<string | null> {
  const { pollMs, live } = options;
  // Packer writes its output there, and its temporary files.
  const disk = new DiskWatch(dirname(output), options);
  let fault: string | null = null;
  const onWriteError = (error: unknown): null => {
    fault ??= messageOf(error);
    return null;
  };
  const file: FileHandle | null = await open(log, 'w', 0o600).catch(onWriteError);
  try {
    let text = '';
    const parser = new MachineReadableParser((event) => {
      tracker.take(event);
      if (event.kind === 'text') text += event.ends ? `${event.text}\n` : event.text;
    });
    const flush = async () => {
      if (text === '') return;
      live?.(text);
      const part = text;
      text = '';
      if (fault === null) await file?.appendFile(part).catch(onWriteError);
    };
    const wait = async () => {
      await delay(pollMs);
      if (await disk.isStalled()) onStalled();
    };
    await tail(output, { ended, wait }, (chunk) => {
      disk.onOutput();
      parser.push(chunk);
      onProgress();
      return flush();
    });
    parser.end();
    await flush();
    return fault;
  } finally {
    await file?.close();
  }
}
