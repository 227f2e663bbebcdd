/** Rules of the house that no linter knows, each from the text of one file. */

/** Whether a file says in its first sentence what it is: a `/**` comment in TypeScript, a docstring in Python, whose scripts may have no ending. */
export function hasHeader(name: string, text: string): boolean {
  const body = text.replace(/^#!.*\n/, '');
  return !name.endsWith('.ts')
    ? /^(#.*\n)*"""\S/.test(body)
    : /^(\/\/.*\n|\/\* biome-ignore.*\n|\n)*\/\*\*\s+(?!\*\/)\S/.test(body);
}

/** A `private` member that could have been a `#private` one; a constructor has no such form. */
export function privateMembers(text: string): string[] {
  return [...text.matchAll(/^\s*private (?!constructor\b).*/gm)].map(([line]) => line.trim());
}

/** Tests that pass by failing, or at the second try. */
export function flatteringTests(text: string): string[] {
  return [...text.matchAll(/\b(?:test|it)\.failing\b|\bjest\.retryTimes\b/g)].map(([call]) => call);
}

/** A type by `import('./a.ts').A` or a module by `require('./a.ts')`, which hide an import from the linter. */
export function hiddenImports(text: string): string[] {
  return [...text.matchAll(/(?<!await )(?<![?:] )\bimport\('\.[^']*'\)|\brequire\('\.[^']*'\)/g)].map(
    ([call]) => call,
  );
}

/** A title that is read alone in a log needs a subject and a verb, so that one of fewer than four words is no sentence. */
const fewestWords = 4;

/** A title that begins so has its subject in a `describe`. Verbs that are a noun as well (counts, names, reads) are not among them. */
const withoutSubject =
  /^(?:is|does|has|was|never|refuses|takes|gives|makes|writes|opens|says|asks|tells|puts|replaces|finds|keeps|removes)\s/;

/** The titles of a test file that are no sentence. A placeholder of `test.each` counts as one word. */
export function shortTitles(text: string): string[] {
  const title = /^\s*test(?:\.each\((?:[^()]|\([^()]*\))*\))?\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gm;
  return [...text.matchAll(title)]
    .map(([, , words = '']) => words)
    .filter((words) => words.trim().split(/\s+/).length < fewestWords || withoutSubject.test(words));
}
