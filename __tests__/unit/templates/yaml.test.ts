/** yamldecode(): what is computed reads as `packer console` of Packer 1.16.0 prints it, and the rest is left to Packer. */
import { beforeAll, expect, test } from '@jest/globals';
import { fromJson } from '../../../src/templates/evaluate/json.ts';
import { decodeYaml, loadYaml } from '../../../src/templates/evaluate/yaml.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { itemOf, planOf } from '../../helpers/planning.ts';

beforeAll(loadYaml);

test('maps, lists, words, whole numbers and quoted texts are computed', () => {
  const text = `# images
ami: ami-0123456789abcdef0
size: 20
fast: true
none:
"quoted key": 'it''s'
escaped: "a\\tb"
scripts:
  - ../sh/a.sh
  - {name: b, path: /opt/b}
list: [1, two]
`;
  expect(decodeYaml(text)).toEqual(
    fromJson({
      ami: 'ami-0123456789abcdef0',
      size: 20,
      fast: true,
      none: null,
      'quoted key': "it's",
      escaped: 'a\tb',
      scripts: ['../sh/a.sh', { name: 'b', path: '/opt/b' }],
      list: [1, 'two'],
    }),
  );
});

test.each([
  'a: yes',
  'a: Off',
  'a: TRUE',
  'a: 0x10',
  'a: 010',
  'a: 1_000',
  'a: 1.5',
  'a: 2020-01-02',
  'a: ~',
  'a: !!str 1',
])('%s is left to Packer', (text) => expect(() => decodeYaml(text)).toThrow());

test.each([
  'a: &x 1\nb: *x',
  'a: |\n  x\n',
  'a: one\n  two',
  'a: 1\na: 2',
  'a: b\n---\nc: d',
  'a: [',
  '1: a',
  '<<: {a: b}',
])('%j is left to Packer', (text) => expect(() => decodeYaml(text)).toThrow());

test('a source image that a YAML file of the folder names is known to the plan', async () => {
  const folder = temporaryFolder({
    'images.yaml': 'ubuntu:\n  id: ami-0123456789abcdef0\n',
    'x.pkr.hcl': `
locals { images = yamldecode(file("images.yaml")) }
source "amazon-ebs" "x" {
  ami_name   = "x"
  source_ami = local.images.ubuntu.id
}
build { sources = ["source.amazon-ebs.x"] }
`,
  });
  expect(itemOf(await planOf(folder), 'x')).toMatchObject({
    sourceAmi: 'ami-0123456789abcdef0',
    why: ['no image of it exists in us-east-1'],
  });
});
