/** Packer's own evaluation of templates, by the program of sandbox/go/packer-evaluate. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { part } from '../../sandbox/parts/index.ts';

/** An expression's value as JSON, or why Packer refuses it. */
export type PackerResult = { readonly value: unknown } | { readonly error: string };

export interface PackerEvaluation {
  readonly results: readonly PackerResult[];
  /** Hash of all that the provisioners would send or run; absent where Packer refuses the templates. */
  readonly sent?: string;
  readonly error?: string;
}

export class PackerEvaluator {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;
  readonly #lines: Interface;

  private constructor(executable: string) {
    this.#process = spawn(executable, { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#lines = createInterface({ input: this.#process.stdout });
    this.#answers = this.#lines[Symbol.asyncIterator]();
  }

  static async start(): Promise<PackerEvaluator> {
    const log = { info: (line: string) => console.log(line) };
    return new PackerEvaluator(join(await part('packer-evaluate', log), 'packer-evaluate'));
  }

  /** @param cwd where Packer runs, and the templates' folder */
  async evaluate(cwd: string, expressions: readonly string[] = []): Promise<PackerEvaluation> {
    this.#process.stdin.write(`${JSON.stringify({ cwd, folder: '.', expressions })}\n`);
    const { value, done } = await this.#answers.next();
    if (done === true) throw new Error('packer-evaluate ended');
    return JSON.parse(value) as PackerEvaluation;
  }

  stop(): void {
    this.#lines.close();
    this.#process.kill();
  }
}
