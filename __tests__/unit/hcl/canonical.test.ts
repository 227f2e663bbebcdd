// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** What HCL says, whatever it looks like. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { ConfigurationError } from '../../../src/errors.ts';
import { canonicalBlock } from '../../../src/hcl/canonical.ts';
import { parseHcl } from '../../../src/hcl/parse.ts';
import { fixtures } from '../../helpers/planning.ts';
import { seedsOf } from '../../helpers/seeds.ts';

/** What the blocks of a text say, and its tokens. */
async function read(text: string): Promise<{ readonly says: string; readonly tokens: string }> {
  const file = await parseHcl('x.pkr.hcl', text);
  const { start, end, line, column } = { start: 0, end: text.length, line: 1, column: 1 };
  const says = canonicalBlock({ type: '', labels: [], body: file.body, start, end, line, column });
  return { says, tokens: file.canonical({ start, end }) };
}

const saysOf = async (text: string): Promise<string> => (await read(text)).says;

test.each([
  [
    'comments and layout',
    'a "x" {\n  b = [1, 2]\n}\n',
    '# one\na "x" { // two\n\n b =   [ 1, /* { */ 2 ]\n}\n',
  ],
  ['line ends', 'a {\n b = 1\n}\n', 'a {\r\n b = 1\r\n}\r\n'],
  ['a trailing comma', 'a = [1, 2]\n', 'a = [\n  1,\n  2,\n]\n'],
  ['a trailing comma of an object', 'a = { b = 1 }\n', 'a = {\n  b = 1,\n}\n'],
  ['the order of attributes', 'a {\n b = 1\n c = 2\n}\n', 'a {\n c = 2\n b = 1\n}\n'],
  ['an attribute before or after a block', 'a {\n b = 1\n c {}\n}\n', 'a {\n c {}\n b = 1\n}\n'],
  ['the order of an object', 'a = { b = 1, "c" = 2 }\n', 'a = { c : 2, b : 1 }\n'],
  ['the indentation under <<-', 'a = <<-E\n   x\n     y\n   E\n', 'a = <<-E\n  x\n    y\nE\n'],
  ['the mark of a heredoc', 'a = <<E\nx\nE\n', 'a = <<EOT\nx\nEOT\n'],
  ['how a string is quoted', 'a = "x\\ny\\n"\n', 'a = <<E\nx\ny\nE\n'],
  ['how a character is written', 'a = "\\u0041"\n', 'a = "A"\n'],
  ['quotes of a label', 'a "x" {}\n', 'a x {}\n'],
  ['needless parentheses', 'a = (b)\n', 'a = b\n'],
])('a text says the same whatever %s', async (_what, text, other) => {
  expect(await saysOf(other)).toBe(await saysOf(text));
});

test.each([
  ['blanks in a string', 'a = "x  y"\n', 'a = "x y"\n'],
  ['blanks between interpolations', 'a = "${b} ${c}"\n', 'a = "${b}${c}"\n'],
  ['blanks in a heredoc', 'a = <<EOT\n  x\nEOT\n', 'a = <<EOT\n x\nEOT\n'],
  ['a line that is blank under <<-', 'a = <<-E\n    x\n   \n    E\n', 'a = <<-E\n    x\n  \n    E\n'],
  ['what looks like a comment in a heredoc', 'a = <<EOT\n# x\nEOT\n', 'a = <<EOT\n# y\nEOT\n'],
  ['the indentation mark of a heredoc', 'a = <<-EOT\n x\nEOT\n', 'a = <<EOT\n x\nEOT\n'],
  ['a strip marker', 'a = "x ${~ b} y"\n', 'a = "x ${ b} y"\n'],
  ['what stands beside a strip marker', 'a = "${~ b} ${1}"\n', 'a = "${~ b} ${2}"\n'],
  ['an operator', 'a = b + c\n', 'a = b - c\n'],
  ['parentheses', 'a = (b + c) * d\n', 'a = b + c * d\n'],
  ['parentheses round a test', 'a = (b || c) && d\n', 'a = b || c && d\n'],
  ['an ellipsis', 'a = f(b...)\n', 'a = f(b)\n'],
  ['a splat', 'a = b[*].c\n', 'a = b.*.c\n'],
  ['an index', 'a = b.0.c\n', 'a = b.1.c\n'],
  ['a key that is evaluated', 'a = { (b) = 1 }\n', 'a = { b = 1 }\n'],
  ['a number in a template', 'a = "${b + 1}"\n', 'a = "${b + 2}"\n'],
  ['a long number', 'a = 12345678901234567890\n', 'a = 12345678901234567891\n'],
  ['a string and a number', 'a = "1"\n', 'a = 1\n'],
  ['an escaped interpolation', 'a = "$${x}"\n', 'a = "$\\u0024{x}"\n'],
  ['the condition of a for', 'a = [for x in y : x if x]\n', 'a = [for x in y : x]\n'],
  ['the shape of a for', 'a = [for x in y : x]\n', 'a = {for x in y : x => x}\n'],
  ['the order of blocks', 'a {}\nb {}\n', 'b {}\na {}\n'],
  ['the order of a list', 'a = [1, 2]\n', 'a = [2, 1]\n'],
  ['the later of two equal keys', 'a = { b = 1, b = 2 }\n', 'a = { b = 2, b = 1 }\n'],
])('a text says something else with %s', async (_what, text, changed) => {
  expect(await saysOf(changed)).not.toBe(await saysOf(text));
});

test('the lines of a heredoc are those of Packer, which keeps the blanks of a blank line', async () => {
  // As `packer console` of Packer 1.16.0 prints it.
  const says = await saysOf('a = <<-E\n      a\n   \n\n          b\n        c\n    \n    E\n');
  expect(says).toContain(JSON.stringify('a\n   \n\n    b\n  c\n    \n'));
});

const shipped = fileURLToPath(new URL('../../../packer', import.meta.url));
const texts = [shipped, fixtures].flatMap((root) => {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pkr.hcl'))
    .map((name) => readFileSync(join(root, name), 'utf8'));
});

/** Numbers from 0 to 1 (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('a random character that changes the tokens changes what a text says', async () => {
  const seeds = seedsOf(300);
  let compared = 0;
  for (const seed of seeds) {
    const random = createRandom(seed);
    const text = texts[Math.floor(random() * texts.length)] ?? '';
    const at = Math.floor(random() * text.length);
    const letters = '01az_"$%{}()[]<>-+*/.,:?!&|=~# \n\\';
    const letter = letters[Math.floor(random() * letters.length)] ?? '';
    const changed = `${text.slice(0, at)}${letter}${text.slice(at + (random() < 0.5 ? 1 : 0))}`;
    const before = await read(text);
    const after = await read(changed).catch((error: unknown) => {
      if (error instanceof ConfigurationError) return null;
      throw error;
    });
    // Blanks, commas, parentheses and comments may mean nothing; the cases above are about those that do.
    const isLayout = changed.replace(/[\s,()#]/g, '') === text.replace(/[\s,()#]/g, '');
    if (after === null || isLayout || after.tokens === before.tokens) continue;
    compared += 1;
    if (after.says !== before.says) continue;
    throw new Error(
      `seed ${seed} says the same: ${text.slice(at - 60, at)}⟦${letter}⟧${text.slice(at, at + 60)}`,
    );
  }
  expect(compared).toBeGreaterThan(seeds.length / 20);
});
