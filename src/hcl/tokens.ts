/** The tokens of one file: what is left of it without comments and layout. */

import type { Node } from 'web-tree-sitter';

export class TokenList {
  readonly #text: string;
  /** Start and end of each token, in order of the file; a whole string or heredoc is one token. */
  readonly #tokens: { readonly start: number; readonly end: number }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** Adds a node as a token and returns its text. */
  add(node: Node): string {
    // Each property of a node is a call into the parser.
    const token = { start: node.startIndex, end: node.endIndex };
    this.#tokens.push(token);
    return this.#text.slice(token.start, token.end);
  }

  /** Adds a node as one token, whatever tokens `read` adds for what is inside it. */
  addWhole<T>(node: Node, read: () => T): T {
    this.add(node);
    const count = this.#tokens.length;
    const result = read();
    this.#tokens.length = count;
    return result;
  }

  /**
   * The tokens between two offsets, one a line. The inside of a string is never touched. Two texts with the same tokens
   * mean the same.
   */
  canonical({ start, end }: { readonly start: number; readonly end: number }): string {
    const lines: string[] = [];
    for (let index = this.#firstFrom(start); index < this.#tokens.length; index += 1) {
      const token = this.#tokens[index];
      if (token === undefined || token.start >= end) break;
      lines.push(this.#text.slice(token.start, token.end));
    }
    return lines.join('\n');
  }

  /** Index of the first token that starts at `start` or later, by binary search. */
  #firstFrom(start: number): number {
    let low = 0;
    let high = this.#tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#tokens[middle]?.start ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
