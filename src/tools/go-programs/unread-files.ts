/**
 * Files among Go sources that no build reads: tests, their data, Markdown, licences, GitHub's and Docker's files. One counts all
 * the same if a Makefile or a `go:embed` names it. The copy that is built lacks the others, so a build that reads one fails.
 */

import { readFile } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';

const unreadFolders = new Set(['testdata', '.github']);
const unreadFiles =
  /_test\.go$|\.(md|markdown)$|^(licen[cs]e|copying|notice|patents)([._-].*)?$|^(.*\.)?(docker|container)file(\..*)?$|^\.dockerignore$/i;
const makefiles = /^(gnu)?makefile$|\.mk$/i;

/** Tells the unread files of a folder. @param names its regular files, relative, with forward slashes. */
export async function findUnreadFiles(
  folder: string,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const candidates = names.filter(isCandidate);
  if (candidates.length === 0) return new Set();
  const patterns: RegExp[] = [];
  for (const name of names) {
    const read = () => readFile(join(folder, name), 'utf8');
    if (makefiles.test(basename(name))) patterns.push(...wordsOf(await read()));
    else if (name.endsWith('.go') && !name.endsWith('_test.go'))
      patterns.push(...embedsOf(await read(), posix.dirname(name)));
  }
  return new Set(candidates.filter((name) => !patterns.some((pattern) => pattern.test(name))));
}

function isCandidate(name: string): boolean {
  const folders = name.split('/').slice(0, -1);
  return folders.some((part) => unreadFolders.has(part)) || unreadFiles.test(posix.basename(name));
}

/** A Makefile's words as patterns of a path, its end, or a folder in it: `testdata`, `docs/*.md`. */
function wordsOf(text: string): RegExp[] {
  const words = new Set(
    text.split(/[\s"'`$(){}:;=|<>&,]+/).map((word) => word.replace(/^(\.\/)+|\/+$/g, '')),
  );
  return [...words]
    .filter((word) => /[a-z*]/i.test(word))
    .map((word) => new RegExp(`(^|/)${toPattern(word)}($|/)`));
}

/** The patterns of `//go:embed`, which name files and whole folders below that of their Go file (package embed). */
function embedsOf(text: string, folder: string): RegExp[] {
  return [...text.matchAll(/^\s*\/\/go:embed\s+(.+)$/gm)].flatMap(([, patterns = '']) =>
    [...patterns.matchAll(/"([^"]*)"|`([^`]*)`|(\S+)/g)].map(([, quoted, raw, bare]) => {
      const pattern = posix.join(folder, (quoted ?? raw ?? bare ?? '').replace(/^all:/, ''));
      return new RegExp(pattern === '.' ? '' : `^${toPattern(pattern)}($|/)`);
    }),
  );
}

/** `*` and `?` stand for characters within a name; any other character for itself. */
function toPattern(glob: string): string {
  return glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
}
