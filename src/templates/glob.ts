/** The patterns of `fileset`, as the Go package doublestar of Packer 1.16.0 reads them. */

/** A test of a path with forward slashes, or null for a pattern that is not understood. */
export function globMatcher(pattern: string): ((path: string) => boolean) | null {
  const source = pattern
    .split('/')
    .map((part, index, parts) => {
      const last = index === parts.length - 1;
      if (part === '**') return last ? '.*' : '(?:[^/]+/)*';
      const translated = translate(part);
      return translated === null ? null : `${translated}${last ? '' : '/'}`;
    })
    .reduce<string | null>((whole, part) => (whole === null || part === null ? null : whole + part), '');
  if (source === null) return null;
  const expression = new RegExp(`^${source}$`, 's');
  return (path) => expression.test(path);
}

function translate(part: string): string | null {
  if (part.includes('**') || part === '..' || part === '.' || part.includes('\\')) return null;
  let source = '';
  for (const [token] of part.matchAll(/\*|\?|\[\^?[^\]^[]+\]|\{[^{}[\]*?]*\}|[^*?[\]{}]+|./gs)) {
    if (token === '*') source += '[^/]*';
    else if (token === '?') source += '[^/]';
    else if (token.length > 2 && token.startsWith('[')) source += token;
    else if (token.length > 1 && token.startsWith('{')) source += alternatives(token);
    else if ('[]{}'.includes(token)) return null;
    else source += literal(token);
  }
  return source;
}

function alternatives(token: string): string {
  return `(?:${token.slice(1, -1).split(',').map(literal).join('|')})`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
