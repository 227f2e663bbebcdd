// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** The parser of HCL files: canonical text and syntax errors. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ConfigurationError } from '../../../src/errors.ts';
import { parseHcl } from '../../../src/hcl/parse.ts';
import { fixtures } from '../../helpers/planning.ts';

const templates = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.pkr.hcl'),
);

async function canonical(text: string): Promise<string> {
  const file = await parseHcl('x.pkr.hcl', text);
  return file.canonical({ start: 0, end: text.length });
}

async function problemsOf(text: string) {
  const error: unknown = await parseHcl('packer/x.pkr.hcl', text).catch((thrown: unknown) => thrown);
  if (!(error instanceof ConfigurationError)) throw new Error('no ConfigurationError was thrown');
  return error.problems;
}

test.each(templates)('the fixture %s is parsed', async (name) => {
  const file = await parseHcl(name, readFileSync(join(fixtures, name), 'utf8'));
  expect(file.body.blocks.length).toBeGreaterThan(0);
});

test('comments and layout do not change the canonical text', async () => {
  const plain = 'a "x" {\n  b = [1, 2]\n  c = "d"\n}\n';
  const spread = '# one\na "x" { // two\n\n  b = [ 1, /* { */ 2 ]\n  c   =    "d"\n}\n';
  expect(await canonical(spread)).toBe(await canonical(plain));
  expect(await canonical(plain.replaceAll('\n', '\r\n'))).toBe(await canonical(plain));
});

test('a heredoc keeps its CRLF, as in Packer, and all else of a file does not', async () => {
  const heredoc = 'a = <<EOT\none\nEOT\n';
  expect(await canonical(heredoc.replaceAll('\n', '\r\n'))).not.toBe(await canonical(heredoc));
  const { body } = await parseHcl(
    'x.pkr.hcl',
    'a = <<EOT\r\none\r\nEOT\r\nb = [\r\n  1, # x\r\n  "y",\r\n]\r\n',
  );
  expect(body.attributes.map(({ value }) => value)).toMatchObject([
    { parts: [{ text: 'one\r\n' }] },
    { items: [{ value: 1 }, { value: 'y' }] },
  ]);
});

test.each([
  ['blanks in a string', 'a = "x  y"\n', 'a = "x y"\n'],
  ['blanks between interpolations', 'a = "${b} ${c}"\n', 'a = "${b}${c}"\n'],
  ['blanks in a heredoc', 'a = <<EOT\n  x\nEOT\n', 'a = <<EOT\n x\nEOT\n'],
  ['what looks like a comment in a heredoc', 'a = <<EOT\n# x\nEOT\n', 'a = <<EOT\n# y\nEOT\n'],
  ['the indentation mark of a heredoc', 'a = <<-EOT\n x\nEOT\n', 'a = <<EOT\n x\nEOT\n'],
  ['an operator', 'a = b + c\n', 'a = b - c\n'],
  ['parentheses', 'a = (b + c) * d\n', 'a = b + c * d\n'],
  ['an ellipsis', 'a = f(b...)\n', 'a = f(b)\n'],
  ['a splat', 'a = b[*].c\n', 'a = b.*.c\n'],
  ['an index', 'a = b.0.c\n', 'a = b.1.c\n'],
  ['the condition of a for', 'a = [for x in y : x if x]\n', 'a = [for x in y : x]\n'],
])('the canonical text differs by %s', async (_what, text, changed) => {
  expect(await canonical(text)).not.toBe(await canonical(changed));
});

test('the canonical text of a block holds only that block', async () => {
  const text = 'a {\n  x = 1\n}\nb {\n  y = 2\n}\n';
  const file = await parseHcl('x.pkr.hcl', text);
  const [, second] = file.body.blocks;
  if (second === undefined) throw new Error('no second block');
  expect(file.canonical(second)).toBe('b\n{\ny\n=\n2\n}');
});

test('a syntax error names file, line and column', async () => {
  const [problem] = await problemsOf('source "amazon-ebs" "x" {\n  ami_name = = "y"\n}\n');
  expect(problem?.message).toMatch(/^packer\/x\.pkr\.hcl:2:\d+: this is not HCL: /);
  expect(problem?.location).toEqual({ file: 'packer/x.pkr.hcl', line: 2, column: expect.any(Number) });
});

test.each(['a = \n', 'a {\n', 'a = "x\n', '}\n', 'a = [1, 2\nb = 3\n'])(
  'the text %j is refused',
  async (text) => {
    expect((await problemsOf(text)).length).toBeGreaterThan(0);
  },
);
