/** Collects what is wrong with the inputs, so that the user gets all of it at once. */

import { ConfigurationError, type Problem } from '../errors.ts';

export class ProblemCollector {
  readonly #problems: Problem[] = [];

  get isEmpty(): boolean {
    return this.#problems.length === 0;
  }

  /** Records what is wrong with an input, in words that follow its name: `is empty`. */
  add(input: string, message: string): void {
    this.#problems.push({ message: `Input ${input}: ${message}` });
  }

  /** The value that `read` returns; undefined after its ConfigurationError, which is recorded. Other errors are passed on. */
  attempt<T>(input: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      return this.#record(input, error);
    }
  }

  /** Like attempt, for a value that takes time. */
  async attemptAsync<T>(input: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      return this.#record(input, error);
    }
  }

  /** Everything recorded. */
  get list(): readonly Problem[] {
    return this.#problems;
  }

  #record(input: string, error: unknown): undefined {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const { message } of error.problems) this.add(input, message);
  }
}
