// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** What a variable's type makes of its value, which is what counts. */

import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../helpers/folders.ts';
import { itemOf, planOf } from '../../helpers/planning.ts';

interface Variable {
  readonly inner: string;
  /** In a variables file. */
  readonly value?: string;
  readonly file?: string;
}

const v = (inner: string): Variable => ({ inner });

async function planWith({ inner, value, file = 'v.auto.pkrvars.hcl' }: Variable, step: string) {
  const folder = temporaryFolder({
    'x.pkr.hcl': `variable "v" {
  ${inner}
}
source "amazon-ebs" "x" {
  ami_name   = "x"
  source_ami = "ami-1"
}
build {
  sources = ["amazon-ebs.x"]
  provisioner "shell" {
    ${step}
  }
}
`,
    ...(value === undefined ? {} : { [file]: value }),
    'a.sh': 'echo a\n',
    'b.sh': 'echo b\n',
  });
  const item = itemOf(await planOf(folder), 'x');
  const files = item.fingerprintInputs.map(({ name }) => name).filter((name) => name.endsWith('.sh'));
  return {
    files,
    why: item.why,
    fingerprint: item.fingerprint,
    always: item.why[0]?.startsWith('always built') === true,
  };
}

// Packer 1.16.0 gives var.v another value, or makes another text of it.
test.each<[string, Variable, Variable]>([
  [
    'the default of an optional attribute',
    v('type = object({ a = optional(string, "small") })\n  default = {}'),
    v('type = object({ a = optional(string, "large") })\n  default = {}'),
  ],
  [
    'the type of an attribute',
    v('type = object({ a = string })\n  default = { a = 1, b = 2 }'),
    v('type = object({ a = number })\n  default = { a = 1, b = 2 }'),
  ],
  [
    'an attribute of the type',
    v('type = object({ a = string })\n  default = { a = 1, b = 2 }'),
    v('type = object({ a = string, b = string })\n  default = { a = 1, b = 2 }'),
  ],
  [
    'a list of one type or a tuple',
    v('type = list(any)\n  default = ["a", 1]'),
    v('type = tuple([string, number])\n  default = ["a", 1]'),
  ],
  [
    'a map of one type or an object',
    v('type = map(any)\n  default = { a = "x", b = 1 }'),
    v('type = any\n  default = { a = "x", b = 1 }'),
  ],
  [
    'a digit of a text that becomes a long number',
    v('type = number\n  default = "9007199254740993"'),
    v('type = number\n  default = "9007199254740992"'),
  ],
  [
    'the type of a text that becomes a long number',
    v('type = number\n  default = "9007199254740993"'),
    v('type = string\n  default = "9007199254740993"'),
  ],
  [
    'an element of a set of objects',
    v('type = set(object({ a = string }))\n  default = [{ a = "x" }, { a = "y" }]'),
    v('type = set(object({ a = string }))\n  default = [{ a = "x" }, { a = "z" }]'),
  ],
])('%s counts', async (_what, one, two) => {
  const step = 'inline = [jsonencode(var.v)]';
  const [first, second] = [await planWith(one, step), await planWith(two, step)];
  expect([first.always, second.always]).toEqual([false, false]);
  expect(second.fingerprint).not.toBe(first.fingerprint);
});

// The values differ in digits that floating point does not hold.
test.each<[string, Variable]>([
  ['a default', v('default = 9007199254740993')],
  [
    'a variables file in JSON',
    { inner: 'default = 1', value: '{ "v": 9007199254740993 }', file: 'v.auto.pkrvars.json' },
  ],
  ['a number in a list', v('type = list(number)\n  default = [1.00000000000000000001]')],
])(
  'a number in %s that is too long to be computed with makes the AMI always built',
  async (_what, variable) => {
    const { always, why } = await planWith(variable, 'inline = ["${jsonencode(var.v)}"]');
    expect(always).toBe(true);
    expect(why[0]).toMatch(/var\.v has a number of too many digits/);
  },
);

const choose = (test: string): string => `script = ${test} ? "a.sh" : "b.sh"`;

// The file that Packer 1.16.0 uploads is among them.
test.each<[string, Variable, string, readonly string[]]>([
  ['a list that equals no tuple', v('type = list(string)\n  default = []'), 'var.v == []', ['a.sh', 'b.sh']],
  ['a map that equals no object', v('type = map(string)\n  default = {}'), 'var.v != {}', ['a.sh', 'b.sh']],
  ['a list that is no text', v('type = list(string)\n  default = []'), 'var.v == ""', ['b.sh']],
  [
    "a value that is converted to the default's type",
    { inner: 'default = "0"', value: 'v = 1' },
    'var.v == "1"',
    ['a.sh'],
  ],
  [
    "a value of type any that is converted to the default's type",
    { inner: 'type = any\n  default = "0"', value: 'v = 1' },
    'var.v == "1"',
    ['a.sh'],
  ],
  [
    "an object that is converted to the default's type",
    { inner: 'default = { on = "0" }', value: 'v = { on = 1, off = 2 }' },
    'var.v.on == "1" && length(var.v) == 1',
    ['a.sh'],
  ],
  [
    'an attribute that is converted to its type',
    v('type = object({ on = string })\n  default = { on = 1 }'),
    'var.v.on == "1"',
    ['a.sh'],
  ],
  ['texts that are true', v('default = "true"'), 'alltrue([var.v, "1"])', ['a.sh']],
])('the script that is chosen by %s counts', async (_what, variable, condition, expected) => {
  expect((await planWith(variable, choose(condition))).files).toEqual(expected);
});
