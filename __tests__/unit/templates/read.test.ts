// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** Recipes, refusals and values of variables, as folders of templates are read. */

import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigurationError } from '../../../src/errors.ts';
import { readTemplates } from '../../../src/templates/read.ts';
import { selectRecipes } from '../../../src/templates/select.ts';
import type { ReadOptions } from '../../../src/templates/templates.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { fixtures } from '../../helpers/planning.ts';

const read = (folder: string, options: ReadOptions = {}) =>
  readTemplates(folder, { env: {}, displayName: 'packer', ...options });
const fixture = (name: string, options: ReadOptions = {}) => read(join(fixtures, name), options);

const ebs = (name: string): string =>
  `source "amazon-ebs" "${name}" {\n  ami_name = "${name}"\n  source_ami = "ami-1"\n}\n`;

async function messageOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof ConfigurationError)) throw new Error('no ConfigurationError was thrown');
  return error.message;
}

describe('recipes', () => {
  test('a recipe of a build with one source has the name of the build', async () => {
    const { recipes } = await fixture('parent-and-child');
    expect(recipes.map(({ name, only }) => ({ name, only }))).toEqual([
      { name: 'base', only: 'base.amazon-ebs.base' },
      { name: 'child', only: 'child.amazon-ebs.child' },
    ]);
  });

  test('recipes of several sources, unnamed builds, local names and other builders have names of their own', async () => {
    const { recipes } = await fixture('one-build-many-sources');
    expect(recipes.map(({ name, only, foreign }) => [name, only, foreign === null])).toEqual([
      ['fleet.small', 'fleet.amazon-ebs.small', true],
      ['fleet.big', 'fleet.amazon-ebs.big', true],
      ['small', 'amazon-ebs.small', true],
      ['image', 'docker.image', false],
      ['huge', 'amazon-ebs.huge', true],
    ]);
  });

  test('two recipes of the same name are called by their -only patterns', async () => {
    const folder = temporaryFolder({
      'x.pkr.hcl': `${ebs('x')}source "docker" "x" {}\nbuild {\n  sources = ["amazon-ebs.x", "docker.x"]\n}\n`,
    });
    const { recipes } = await read(folder);
    expect(recipes.map(({ name }) => name)).toEqual(['amazon-ebs.x', 'docker.x']);
  });

  // Each of them was given to `packer validate -only` of Packer 1.16.0, which took the build.
  test.each([
    ['a*[b]', 'a\\*\\[b\\].amazon-ebs.x'],
    ['api (prod)', 'api (prod).amazon-ebs.x'],
    ['../x', '../x.amazon-ebs.x'],
    ['a,b', 'a?b.amazon-ebs.x'],
    ['a{c}!?', 'a\\{c\\}\\!\\?.amazon-ebs.x'],
  ])('the build %j is selected by the -only pattern %j', async (name, only) => {
    const text = `${ebs('x')}build {\n  name = "${name}"\n  sources = ["amazon-ebs.x"]\n}\n`;
    const { recipes } = await read(temporaryFolder({ 'x.pkr.hcl': text }));
    expect(recipes.map((recipe) => [recipe.name, recipe.only])).toEqual([[name, only]]);
  });

  test('a build whose name holds the time is called by its source', async () => {
    const text = `${ebs('x')}build {\n  name = "b-\${timestamp()}"\n  sources = ["amazon-ebs.x"]\n}\n`;
    const templates = await read(temporaryFolder({ 'x.pkr.hcl': text }), { ami: ['x'] });
    expect(templates.recipes).toMatchObject([{ name: 'x', only: '*.amazon-ebs.x', foreign: null }]);
  });

  test('builds that Packer builds only together refuse nobody else', async () => {
    const twice = `${ebs('x')}${ebs('y')}build {\n  sources = ["amazon-ebs.x", "amazon-ebs.y"]\n}\nbuild {\n  sources = ["amazon-ebs.x"]\n}\n`;
    const templates = await read(temporaryFolder({ 'x.pkr.hcl': twice }), { ami: ['y'] });
    expect(selectRecipes(templates, ['y']).map(({ only }) => only)).toEqual(['amazon-ebs.y']);
    expect(() => selectRecipes(templates, 'all')).toThrow(
      /amazon-ebs\.x cannot be built: Packer's -only=amazon-ebs\.x matches several builds; give the builds names of their own/,
    );
  });

  test('the amazon plugin may have another name', async () => {
    const folder = temporaryFolder({
      'x.pkr.hcl': `${ebs('x').replace('amazon-ebs', 'aws-ebs')}build {\n  sources = ["aws-ebs.x"]\n}\n`,
      'v.pkr.hcl':
        'packer {\n  required_plugins {\n    aws = {\n      version = ">= 1"\n      source = "github.com/hashicorp/amazon"\n    }\n  }\n}\n',
    });
    expect((await read(folder, { ami: 'all' })).recipes).toMatchObject([
      { name: 'x', only: 'aws-ebs.x', foreign: null },
    ]);
  });

  test("names of a build's sources from variables make recipes", async () => {
    const folder = temporaryFolder({
      'x.pkr.hcl': `
variable "names" { type = list(string) }
locals { refs = [for name in var.names : "source.amazon-ebs.\${name}"] }
${ebs('a')}${ebs('b')}${ebs('c')}
build {
  name    = "all"
  sources = local.refs
}`,
    });
    const { recipes } = await read(folder, { variables: { names: ['a', 'b', 'c'] } });
    expect(recipes.map(({ name }) => name)).toEqual(['all.a', 'all.b', 'all.c']);
  });

  test('a selection reports all its wrong names at once, with the names there are', async () => {
    const templates = await fixture('one-build-many-sources');
    expect(() => selectRecipes(templates, ['small', 'nosuch', 'image'])).toThrow(
      /there is no "nosuch" in packer; there are: fleet\.small, fleet\.big, small, huge\n.*image cannot be built: it is built by docker/,
    );
    expect(selectRecipes(templates, 'all').map(({ name }) => name)).not.toContain('image');
    expect(selectRecipes(templates, ['huge', 'small']).map(({ name }) => name)).toEqual(['small', 'huge']);
  });
});

describe('refusals', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['a folder without templates', { 'readme.md': '' }, /no \*\.pkr\.hcl/],
    [
      'a JSON template',
      { 'x.pkr.hcl': '', 'y.pkr.json': '{}' },
      /packer\/y\.pkr\.json: JSON templates are not supported/,
    ],
    ['a folder without a build', { 'x.pkr.hcl': ebs('x') }, /no build block/],
    [
      'a build of an unknown source',
      { 'x.pkr.hcl': `${ebs('x')}build {\n  sources = ["amazon-ebs.y"]\n}\n` },
      /there is no source amazon-ebs\.y; did you mean "amazon-ebs\.x"\?/,
    ],
    [
      'a source that is declared twice',
      { 'x.pkr.hcl': ebs('x'), 'y.pkr.hcl': ebs('x') },
      /packer\/y\.pkr\.hcl:1:1: the source amazon-ebs\.x is declared twice/,
    ],
    [
      'a local that is declared twice',
      { 'x.pkr.hcl': 'locals {\n  a = 1\n}\n', 'y.pkr.hcl': 'locals {\n  a = 2\n}\n' },
      /local "a" is declared twice, first at packer\/x\.pkr\.hcl:2/,
    ],
    [
      'an unknown block',
      { 'x.pkr.hcl': 'resource "a" "b" {\n}\n' },
      /Packer has no top-level block "resource"/,
    ],
    ['a build without sources', { 'x.pkr.hcl': 'build {\n}\n' }, /the build names no source/],
    [
      'a build whose sources come from the clock',
      { 'x.pkr.hcl': 'build {\n  sources = [timestamp()]\n}\n' },
      /sources are not known/,
    ],
  ])('%s is refused', async (_what, files, expected) => {
    expect(await messageOf(read(temporaryFolder(files)))).toMatch(expected);
  });

  test('syntax errors of all files are reported at once', async () => {
    const message = await messageOf(
      read(temporaryFolder({ 'x.pkr.hcl': 'a = = 1\n', 'y.pkr.hcl': 'b {\n' })),
    );
    expect(message).toMatch(/packer\/x\.pkr\.hcl:1:\d+: this is not HCL/);
    expect(message).toMatch(/packer\/y\.pkr\.hcl:\d+:\d+: this is not HCL/);
  });

  test('a refusal of a JSON template is located at its file', async () => {
    const refusal = read(temporaryFolder({ 'x.pkr.json': '{}' }));
    await expect(refusal).rejects.toMatchObject({ problems: [{ location: { file: 'packer/x.pkr.json' } }] });
  });

  test('a template of the old format is named', async () => {
    const message = await messageOf(read(temporaryFolder({ 'x.json': '{"builders": []}', 'y.json': '{}' })));
    expect(message).toMatch(/^packer\/x\.json: JSON templates are not supported/);
  });

  test('a folder of other builders only says which there are', async () => {
    const text = 'source "docker" "x" {}\nbuild {\n  sources = ["docker.x"]\n}\n';
    const reading = read(temporaryFolder({ 'x.pkr.hcl': text }), { ami: 'all' });
    expect(await messageOf(reading)).toBe('packer has no amazon-ebs build; there are: docker.x');
  });

  test('duplicates are reported with both places, all at once', async () => {
    const a = 'variable "a" {}\nlocals {\n  b = 1\n}\n';
    const message = await messageOf(
      read(temporaryFolder({ 'x.pkr.hcl': a + ebs('x'), 'y.pkr.hcl': a + ebs('x') })),
    );
    for (const [what, place, first] of [
      ['variable "a"', 'y.pkr.hcl:1:1', 'x.pkr.hcl:1'],
      ['local "b"', 'y.pkr.hcl:3:3', 'x.pkr.hcl:3'],
      ['source amazon-ebs.x', 'y.pkr.hcl:5:1', 'x.pkr.hcl:5'],
    ]) {
      expect(message).toContain(
        `packer/${place}: the ${what} is declared twice, first at packer/${first}; if the files`,
      );
    }
  });

  test('a missing folder is refused', async () => {
    expect(await messageOf(read('/nonexistent/folder'))).toMatch(/cannot be read/);
  });

  test('a value for a variable that the templates do not declare is refused', async () => {
    const named = [
      { input: 'k3s-version', variable: 'k3s_version', value: 'v2', isDefault: false },
      { input: 'nebula-version', variable: 'nebula_version', value: '1', isDefault: false },
    ];
    const message = await messageOf(fixture('parent-and-child', { named, variables: { colour: 'red' } }));
    expect(message).toMatch(/Input k3s-version: packer declares no variable "k3s_version"/);
    expect(message).toMatch(/Input variables: packer declares no variable "colour"/);
    expect(message).not.toMatch(/Input nebula/);
  });
});

describe('what Packer is given', () => {
  const alternatives = {
    'packer/a.pkr.hcl': `${ebs('a')}variable "x" {\n  default = "a"\n}\nbuild {\n  sources = ["amazon-ebs.a"]\n}\n`,
    'packer/b.pkr.hcl': `${ebs('b')}variable "x" {\n  default = "b"\n}\nbuild {\n  sources = ["amazon-ebs.b"]\n}\n`,
    'packer/v.auto.pkrvars.hcl': 'x = "auto"\n',
  };

  test('a single file is read alone, without the variables files beside it', async () => {
    const root = temporaryFolder(alternatives);
    const templates = await read(join(root, 'packer/a.pkr.hcl'), { displayName: 'packer/a.pkr.hcl' });
    expect(templates).toMatchObject({
      folder: join(root, 'packer'),
      cwd: join(root, 'packer'),
      packerTarget: 'a.pkr.hcl',
    });
    expect(templates.recipes.map(({ name }) => name)).toEqual(['a']);
    expect(templates.variables.value('x')).toBe('a');
    expect(templates.recipes[0]?.source.file).toBe('packer/a.pkr.hcl');
  });

  test('relative paths start in the working folder', async () => {
    const script = '  provisioner "shell" {\n    script = "scripts/x.sh"\n  }\n';
    const files = { 'packer/x.pkr.hcl': `${ebs('x')}build {\n  sources = ["amazon-ebs.x"]\n${script}}\n` };
    const root = temporaryFolder({ ...files, 'scripts/x.sh': 'true\n' });
    const folder = join(root, 'packer');
    const templates = await read(folder, { ami: 'all', cwd: root });
    expect(templates).toMatchObject({ cwd: root, packerTarget: 'packer' });
    expect(await messageOf(read(folder, { ami: 'all' }))).toMatch(
      /x\.pkr\.hcl:8:14: script is "scripts\/x\.sh", and there is no/,
    );
  });
});

describe('values of variables', () => {
  const files = {
    'x.pkr.hcl': `${ebs('x')}build {\n  sources = ["amazon-ebs.x"]\n}\nvariable "a" {\n  type = string\n  default = "default"\n}\nvariable "list" {\n  type = list(string)\n  default = []\n}\nvariable "home" {\n  default = env("HOME")\n}\nvariable "number" {\n  type = number\n  default = 1\n}\n`,
  };

  test.each<[string, ReadOptions, Record<string, string>, unknown]>([
    ['its default', {}, {}, 'default'],
    ['the environment before its default', { env: { PKR_VAR_a: 'env' } }, {}, 'env'],
    [
      'a variables file before the environment',
      { env: { PKR_VAR_a: 'env' } },
      { 'v.auto.pkrvars.hcl': 'a = "file"\n' },
      'file',
    ],
    [
      'a JSON file before an HCL file',
      {},
      { 'z.auto.pkrvars.hcl': 'a = "hcl"\n', 'a.auto.pkrvars.json': '{"a": "json"}' },
      'json',
    ],
    [
      'the later of two files',
      {},
      { '1.auto.pkrvars.hcl': 'a = "1"\n', '2.auto.pkrvars.hcl': 'a = "2"\n' },
      '2',
    ],
    [
      'an input before all others',
      { variables: { a: 'given' } },
      { 'v.auto.pkrvars.hcl': 'a = "file"\n' },
      'given',
    ],
    [
      'its default where Packer does not load the variables file by itself',
      {},
      { 'v.pkrvars.hcl': 'a = "file"\n' },
      'default',
    ],
  ])('a variable takes its value from %s', async (_what, options, more, expected) => {
    expect((await read(temporaryFolder({ ...files, ...more }), options)).variables.value('a')).toBe(expected);
  });

  test('variables files that are named win over those that Packer finds, the last over all', async () => {
    const folder = temporaryFolder({
      ...files,
      'v.auto.pkrvars.hcl': 'a = "auto"\nnumber = 2\nlist = ["auto"]\n',
      'one.pkrvars.hcl': 'a = "one"\nnumber = 3\n',
      'two.pkrvars.json': '{"a": "two"}',
    });
    const varFiles = ['one.pkrvars.hcl', 'two.pkrvars.json'].map((displayName) => ({
      path: join(folder, displayName),
      displayName,
    }));
    const { variables, varFiles: paths } = await read(folder, { varFiles });
    expect(['a', 'number', 'list'].map((name) => variables.value(name))).toEqual(['two', 3, ['auto']]);
    expect(paths).toEqual(varFiles.map(({ path }) => path));
    expect((await read(folder, { varFiles, variables: { a: 'input' } })).variables.value('a')).toBe('input');
  });

  test('a list in the environment is read as HCL, and env() gives a default', async () => {
    const { variables } = await read(temporaryFolder(files), {
      env: { PKR_VAR_list: '["a", "b"]', HOME: '/home/x' },
    });
    expect(variables.value('list')).toEqual(['a', 'b']);
    expect(variables.value('home')).toBe('/home/x');
  });

  test('a value is converted to the type of its variable', async () => {
    const { variables } = await read(temporaryFolder(files), { variables: { a: 550, number: '12' } });
    expect(variables.value('a')).toBe('550');
    expect(variables.value('number')).toBe(12);
  });

  test('an input at its default leaves the variable to the templates, but fills in an empty region', async () => {
    const named = [
      { input: 'aws-region', variable: 'aws_region', value: 'eu-west-1', isDefault: true },
      { input: 'nebula-version', variable: 'nebula_version', value: '0.0.0', isDefault: true },
    ];
    expect((await fixture('parent-and-child', { named })).providedVariables).toEqual({});
    const empty = { ...files, 'r.pkr.hcl': 'variable "aws_region" {\n  default = ""\n}\n' };
    const { providedVariables } = await read(temporaryFolder(empty), { named });
    expect(providedVariables).toEqual({ aws_region: 'eu-west-1' });
  });
});
