/** Matches the patterns of `fileset`, as the Go package doublestar does that Packer 1.16.0 uses. */

import { posix } from 'node:path';

/** The files of a folder. */
interface Listing {
  list(folder: string): string[] | null;
}

/**
 * Sorted paths of the regular files that match, relative to `folder`; null for a pattern that is not supported, and where
 * links lead in a circle. Packer joins folder and pattern to one pattern.
 */
export function matchFiles(files: Listing, folder: string, pattern: string): string[] | null {
  const parts = posix.normalize(pattern).split('/');
  const fixed = parts.findIndex(isGlob);
  const depth = fixed === -1 ? parts.length - 1 : fixed;
  const base = posix.join(folder, ...parts.slice(0, depth));
  const matches = globMatcher(parts.slice(depth).join('/'));
  if (matches === null || isGlob(folder)) return null;
  const found = files.list(base)?.filter(matches) ?? null;
  return found?.map((name) => posix.relative(folder, posix.join(base, name))).sort() ?? null;
}

export function isGlob(pattern: string): boolean {
  return /[*?[{\\]/.test(pattern);
}

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
