/**
 * Parses Packer's `-machine-readable` output as it comes: `timestamp,target,type,data...`, where commas in data are
 * `%!(PACKER_COMMA)` and line ends `\n`. Memory is bounded: a long line is passed on in pieces.
 * Source: MachineReadableUi.Machine in packer/ui.go, Packer 1.16.0.
 */

export type PackerEvent =
  /** Text for people; `raw` is output outside the format, such as a crash. A line may come in pieces. */
  | {
      readonly kind: 'text';
      readonly level: 'say' | 'message' | 'error' | 'raw';
      readonly text: string;
      readonly begins: boolean;
      readonly ends: boolean;
    }
  /** A field of a finished artifact, such as `id`, `builder-id`, `string`, `files-count` or `end`. */
  | { readonly kind: 'artifact'; readonly target: string; readonly field: string; readonly value: string }
  /** Why a build failed. */
  | { readonly kind: 'error'; readonly target: string; readonly message: string };

type TextLevel = Extract<PackerEvent, { kind: 'text' }>['level'];

/** Longest piece of a line that is kept in memory, in characters. */
export const maxPiece = 64 * 1024;

const comma = '%!(PACKER_COMMA)';

export class MachineReadableParser {
  readonly #emit: (event: PackerEvent) => void;
  /** The part of the last line that has not been passed on yet. */
  #rest = '';
  /** Set while further pieces of a line are expected; a level of `null` drops them. */
  #open: { readonly level: TextLevel } | { readonly level: null } | undefined;

  constructor(emit: (event: PackerEvent) => void) {
    this.#emit = emit;
  }

  push(chunk: string): void {
    const text = this.#rest + chunk;
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      this.#line(text.slice(from, end), true);
      from = end + 1;
    }
    let rest = text.slice(from);
    while (rest.length > maxPiece) {
      const cut = cutPoint(rest, maxPiece);
      this.#line(rest.slice(0, cut), false);
      rest = rest.slice(cut);
    }
    this.#rest = rest;
  }

  /** Call at the end of the output: a last line without a line end counts as a line. */
  end(): void {
    if (this.#rest !== '' || this.#open !== undefined) this.#line(this.#rest, true);
    this.#rest = '';
  }

  #line(piece: string, ends: boolean): void {
    if (this.#open !== undefined) {
      const { level } = this.#open;
      if (level !== null) this.#text(level, piece, false, ends);
      if (ends) this.#open = undefined;
      return;
    }
    const level = this.#begin(piece, ends);
    if (!ends) this.#open = { level };
  }

  /** Handles a line's first piece. Gives the level of its further pieces, or null if they are not needed. */
  #begin(piece: string, ends: boolean): TextLevel | null {
    const line = /^\d+,([^,]*),([a-z-]+),/.exec(piece);
    if (line === null) {
      this.#text('raw', piece, true, ends);
      return 'raw';
    }
    const [head, target = '', type] = line;
    const data = piece.slice(head.length);
    switch (type) {
      case 'ui': {
        const [level, text] = split(data);
        const known = level === 'say' || level === 'message' || level === 'error' ? level : 'message';
        this.#text(known, decode(text), true, ends);
        return known;
      }
      case 'artifact': {
        const [, rest] = split(data);
        const [field, value] = split(rest);
        this.#emit({ kind: 'artifact', target, field, value: decode(value) });
        return null;
      }
      case 'error':
        this.#emit({ kind: 'error', target, message: decode(data) });
        return null;
      default:
        return null;
    }
  }

  #text(level: TextLevel, text: string, begins: boolean, ends: boolean): void {
    const decoded = begins || level === 'raw' ? text : decode(text);
    this.#emit({ kind: 'text', level, text: decoded, begins, ends });
  }
}

function decode(data: string): string {
  return data
    .replaceAll(comma, ',')
    .replaceAll('\\r\\n', '\n')
    .replaceAll('\\n', '\n')
    .replaceAll('\\r', '\n');
}

function split(data: string): [string, string] {
  const at = data.indexOf(',');
  return at === -1 ? [data, ''] : [data.slice(0, at), data.slice(at + 1)];
}

/** Where to cut a long line so that no escape sequence and no character is split: at most `limit`. */
function cutPoint(text: string, limit: number): number {
  const torn = /(?:%[^%]{0,15}|\\r?\\?|[\uD800-\uDBFF])$/.exec(text.slice(limit - comma.length, limit));
  return torn === null ? limit : limit - torn[0].length;
}
