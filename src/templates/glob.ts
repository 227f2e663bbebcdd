/** Matches the patterns of `fileset`, as the Go package doublestar does that Packer 1.16.0 uses. */

/** Returns a test of paths with forward slashes, or null for a pattern that is not supported. */
export function globMatcher(pattern: string): ((path: string) => boolean) | null {
  const sources = pattern.split('/').map((part, index, parts) => {
    const isLast = index === parts.length - 1;
    if (part === '**') return isLast ? '.*' : '(?:[^/]+/)*';
    const source = translatePart(part);
    return source === null ? null : `${source}${isLast ? '' : '/'}`;
  });
  if (sources.includes(null)) return null;
  const expression = new RegExp(`^${sources.join('')}$`, 's');
  return (path) => expression.test(path);
}

/** A regular expression for the part of a pattern between two slashes. */
function translatePart(part: string): string | null {
  if (part.includes('**') || part === '..' || part === '.' || part.includes('\\')) return null;
  const tokens = part.match(/\*|\?|\[\^?[^\]^[]+\]|\{[^{}[\]*?]*\}|[^*?[\]{}]+|./gs) ?? [];
  const sources = tokens.map(translateToken);
  return sources.includes(null) ? null : sources.join('');
}

function translateToken(token: string): string | null {
  if (token === '*') return '[^/]*';
  if (token === '?') return '[^/]';
  if (token.length > 2 && token.startsWith('[')) return token;
  if (token.length > 1 && token.startsWith('{')) return translateAlternatives(token);
  return '[]{}'.includes(token) ? null : escapeRegExp(token);
}

function translateAlternatives(token: string): string {
  return `(?:${token.slice(1, -1).split(',').map(escapeRegExp).join('|')})`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
