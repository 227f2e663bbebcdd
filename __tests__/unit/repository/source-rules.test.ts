/** The rules that `make lint` adds to those of Biome. */
import { expect, test } from '@jest/globals';
import {
  flatteringTests,
  hasHeader,
  hiddenImports,
  privateMembers,
  shortTitles,
} from '../../../tools/source-rules.ts';

test.each([
  ['a.ts', '/** What it is. */\nimport a;\n', true],
  ['a.ts', '#!/usr/bin/env node\n// biome-ignore-all lint/x: why\n/**\n * What it is.\n */\n', true],
  ['a.ts', "import { a } from 'b';\n/** What a is. */\n", false],
  ['a.ts', '// What it is.\nconst a = 1;\n', false],
  ['a.ts', '/** */\n', false],
  ['a.py', '"""What it is."""\nimport a\n', true],
  ['bin/a', '#!/usr/bin/python3\n"""What it is."""\nimport a\n', true],
  ['a.py', 'import a\n"""What it is."""\n', false],
])('a header of %s is a sentence at its top: %j is %s', (name, text, expected) => {
  expect(hasHeader(name, text)).toBe(expected);
});

test('a private member is found, a private constructor is none', () => {
  expect(privateMembers('class A {\n  private constructor() {}\n  private a = 1;\n  #b = 2;\n}\n')).toEqual([
    'private a = 1;',
  ]);
});

test('a title of fewer than four words is found, below a table too', () => {
  const text = `
test('all six', () => {});
test('all six are resolved at once', () => {});
  test.each([
    ['a', () => f(1)],
  ])('%s is refused', () => {});
  test.each(cases)("%s isn't taken for another", () => {});
`;
  expect(shortTitles(text)).toEqual(['all six', '%s is refused']);
});

test('a title that begins with its verb is found, one that begins with a noun like a verb is not', () => {
  const text = "test('refuses what is not a list', f);\n  test('names that are taken are refused', f);\n";
  expect(shortTitles(text)).toEqual(['refuses what is not a list']);
});

test('a test that passes by failing or at a second try is found', () => {
  const text = "test.failing('one is two', () => {});\njest.retryTimes(3);\ntest('one is one', () => {});\n";
  expect(flatteringTests(text)).toEqual(['test.failing', 'jest.retryTimes']);
});

test.each<[string, string, readonly string[]]>([
  ['a type by import()', "export type A = import('./a.ts').A;", ["import('./a.ts')"]],
  ['a module by require', "const a = require('./a.ts');", ["require('./a.ts')"]],
  ['a module that is loaded when it is needed', "const { a } = await import('./a.ts');", []],
  ['one of two modules', "await (post ? import('./a.ts') : import('./b.ts'));", []],
])('%s is a hidden import, or none', (_case, text, found) => {
  expect(hiddenImports(text)).toEqual(found);
});
