/** The text inside quotes and heredocs, as HCL's specification (hclsyntax/spec.md) defines it. */

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** The value of a quoted string: `\n`, `\uNNNN`, `$${` and the like are resolved. */
export function unescapeString(raw: string): string {
  return raw.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|([$%])\4\{/gs,
    (whole, short?: string, long?: string, letter?: string, mark?: string) => {
      const code = short ?? long;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      return mark === undefined ? (escapes[letter ?? ''] ?? whole) : `${mark}{`;
    },
  );
}

/** The value of a heredoc's text, which has no backslash escapes: only `$${` and `%%{` are resolved. */
export function unescapeTemplate(raw: string): string {
  return raw.replaceAll('$${', '${').replaceAll('%%{', '%{');
}

/**
 * Removes the smallest indentation of all lines from each line, as `<<-` does; a blank line has no say in it and keeps its
 * blanks (flushHeredocTemplateParts in hclsyntax/parser_template.go of HCL 2.24).
 * @param pieces the literal texts of the heredoc, null for an interpolation between them
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
    const dedented = lines.map((line, index) => {
      const indentation = line.length - line.trimStart().length;
      const isBlank = index < lines.length - 1 && indentation === line.length;
      return (index > 0 || atLineStart) && !isBlank ? line.slice(Math.min(least, indentation)) : line;
    });
    atLineStart = lines.at(-1) === '' && lines.length > 1;
    return dedented.join('\n');
  });
}

/** Calls `visit` with the text at each line's start, up to an interpolation; `isWhole`: the line has none. */
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
