/** Prints a build's log: capped, long lines cut, and nothing in it taken as a command by the runner. */

import { type FileHandle, open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import type { Workflow } from '../github/workflow-commands.ts';

/** How much of one AMI's log is printed, in characters; the file has all of it. */
const consoleLimit = 4 * 1024 * 1024;
const tailBytes = 64 * 1024;
const maxLine = 4096;

/** Prints text as whole lines, each cut at a maximum length, until the limit is reached. */
export class ConsolePrinter {
  readonly #print: (line: string) => void;
  readonly #limit: number;
  #line = '';
  #cut = false;
  #printed = 0;

  constructor(print: (line: string) => void, limit: number = consoleLimit) {
    this.#print = print;
    this.#limit = limit;
  }

  /** True if the limit has been reached, so that the rest is only in the file. */
  get full(): boolean {
    return this.#printed >= this.#limit;
  }

  write(text: string): void {
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1 && !this.full; end = text.indexOf('\n', from)) {
      this.#add(text, from, end);
      this.#flush();
      from = end + 1;
    }
    if (!this.full) this.#add(text, from, text.length);
  }

  end(): void {
    if (this.#line !== '') this.#flush();
  }

  #add(text: string, from: number, to: number): void {
    const room = maxLine - this.#line.length;
    if (to - from > room) this.#cut = true;
    if (room > 0) this.#line += text.slice(from, Math.min(to, from + room));
  }

  #flush(): void {
    const line = this.#cut ? `${this.#line} … (line cut)` : this.#line;
    this.#printed += line.length + 1;
    this.#print(line);
    this.#line = '';
    this.#cut = false;
  }
}

/** Prints a finished log in a group of its own: all of it, or its beginning and its end. */
export async function printLog(
  path: string,
  title: string,
  workflow: Workflow,
  limit = consoleLimit,
): Promise<void> {
  const file = await open(path, 'r');
  // Read first, then print without awaiting: another build's group must not start in the middle of this one.
  try {
    const { size } = await file.stat();
    const parts =
      size <= limit
        ? [[0, size]]
        : [
            [0, limit - tailBytes],
            [size - tailBytes, size],
          ];
    const texts = await Promise.all(parts.map(([from = 0, to = 0]) => readPart(file, from, to)));
    workflow.startGroup(title);
    workflow.stopCommands();
    for (const [index, text] of texts.entries()) {
      if (index > 0) workflow.print(`… ${size - limit} bytes are left out here; the full log is ${path}`);
      const printer = new ConsolePrinter((line) => workflow.print(line), Number.POSITIVE_INFINITY);
      printer.write(text);
      printer.end();
    }
    workflow.resumeCommands();
    workflow.endGroup();
  } finally {
    await file.close();
  }
}

async function readPart(file: FileHandle, from: number, to: number): Promise<string> {
  const buffer = Buffer.alloc(to - from);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
  return new StringDecoder('utf8').end(buffer.subarray(0, bytesRead));
}
