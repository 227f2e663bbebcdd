/** The files that the input `reads` names. */

import { posix, resolve } from 'node:path';
import type { Problem } from '../errors.ts';
import type { Files } from './files.ts';
import { globMatcher, isGlob, matchFiles } from './glob.ts';

/** Absolute paths of what paths and globs, relative to the workspace, name; and those that name nothing. */
export function findExtraReads(
  patterns: readonly string[],
  workspace: string,
  files: Files,
): { readonly paths: readonly string[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const paths = patterns.flatMap((pattern) => {
    const path = resolve(workspace, pattern);
    if (files.kindOf(path) !== null) return [path];
    const found = isGlob(pattern) ? matchFiles(files, workspace, pattern) : [];
    const why =
      isGlob(pattern) && globMatcher(posix.normalize(pattern)) === null
        ? 'is not a pattern of *, ?, **, [abc] and {a,b}'
        : 'names no file in the workspace';
    if (found === null || found.length === 0) {
      problems.push({ message: `Input reads: ${JSON.stringify(pattern)} ${why}` });
    }
    return (found ?? []).map((name) => resolve(workspace, name));
  });
  return { paths, problems };
}
