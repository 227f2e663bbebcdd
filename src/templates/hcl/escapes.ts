/** The text inside quotes and heredocs, as HCL's specification reads it. */

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** What stands between two quotes, with `\n`, `\uNNNN`, `$${` and the like resolved. */
export function unescapeString(raw: string): string {
  return unescapeTemplate(
    raw.replace(
      /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gs,
      (whole, short?: string, long?: string, one?: string) => {
        const code = short ?? long;
        if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
        return escapes[one ?? ''] ?? whole;
      },
    ),
  );
}

/** A heredoc knows no backslash; `$${` and `%%{` stand for themselves in both. */
export function unescapeTemplate(raw: string): string {
  return raw.replaceAll('$${', '${').replaceAll('%%{', '%{');
}

/**
 * What `<<-` does: the smallest indentation of all lines is taken from each.
 * `pieces` are the literal texts between interpolations; a line begins where one begins or after a newline in one.
 */
export function removeIndentation(pieces: readonly (string | null)[]): (string | null)[] {
  let least = Number.POSITIVE_INFINITY;
  visitLineStarts(pieces, (line, isWhole) => {
    const indentation = line.length - line.trimStart().length;
    if (indentation < line.length || !isWhole) least = Math.min(least, indentation);
  });
  if (!Number.isFinite(least)) return [...pieces];
  let atLineStart = true;
  return pieces.map((piece) => {
    if (piece === null) {
      atLineStart = false;
      return null;
    }
    const lines = piece.split('\n');
    const cut = lines.map((line, index) =>
      index > 0 || atLineStart ? line.slice(Math.min(least, line.length - line.trimStart().length)) : line,
    );
    atLineStart = lines.at(-1) === '' && lines.length > 1;
    return cut.join('\n');
  });
}

function visitLineStarts(
  pieces: readonly (string | null)[],
  visit: (line: string, isWhole: boolean) => void,
): void {
  let atLineStart = true;
  for (const piece of pieces) {
    if (piece !== null) {
      const lines = piece.split('\n');
      lines.forEach((line, index) => {
        const last = index === lines.length - 1;
        if (index > 0 || atLineStart) visit(line, !last || line === '');
      });
      atLineStart = lines.length > 1 && lines.at(-1) === '';
    } else {
      if (atLineStart) visit('', false);
      atLineStart = false;
    }
  }
}
