/** The rules that `make lint` adds to those of Biome. */
import { expect, test } from '@jest/globals';
import { hasHeader, privateMembers, shortTitles } from '../../../tools/source-rules.ts';

test.each([
  ['a.ts', '/** What it is. */\nimport a;\n', true],
  ['a.ts', '#!/usr/bin/env node\n// biome-ignore-all lint/x: why\n/**\n * What it is.\n */\n', true],
  ['a.ts', "import { a } from 'b';\n/** What a is. */\n", false],
  ['a.ts', '// What it is.\nconst a = 1;\n', false],
  ['a.ts', '/** */\n', false],
  ['a.py', '"""What it is."""\nimport a\n', true],
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
