/** What is wrong at a place of a template, in words that follow `file:line:column: `. */

import type { Problem } from '../errors.ts';

/** A place in a template's text. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export function problemAt(file: string, { line, column }: Place, message: string): Problem {
  return { message: `${file}:${line}:${column}: ${message}`, location: { file, line, column } };
}

/** Says where something was declared first, and what to do if files of one folder are alternatives. */
export function describeDuplicate(
  what: string,
  file: string,
  first: { readonly file: string; readonly line: number },
): string {
  const advice =
    file === first.file ? '' : '; if the files are alternatives, name one of them in the input templates';
  return `the ${what} is declared twice, first at ${first.file}:${first.line}${advice}`;
}

/** Names that are listed where none is near. */
const maxListed = 12;

/** `; did you mean "x"?` for a misspelt name, else the names there are. */
export function suggest(name: string, known: Iterable<string>): string {
  const names = [...known].sort();
  const limit = Math.max(1, Math.floor(name.length / 3));
  const [nearest] = names
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  if (nearest !== undefined) return `; did you mean ${JSON.stringify(nearest.candidate)}?`;
  if (names.length > maxListed) return '';
  return `; there are: ${names.join(', ') || 'none'}`;
}

/** Letters to insert, remove or replace; two neighbours that are swapped count once. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (rows[i - 1]?.[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (rows[i - 1]?.[j - 1] ?? 0) + cost,
          swapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
