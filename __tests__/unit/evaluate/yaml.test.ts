/** yamldecode(): what is computed reads as `packer console` of Packer 1.16.0 prints it, and the rest is left to Packer. */
import { beforeAll, expect, test } from '@jest/globals';
import { fromJson } from '../../../src/evaluate/json.ts';
import { Unknown } from '../../../src/evaluate/values.ts';
import { decodeYaml, loadYaml } from '../../../src/evaluate/yaml.ts';
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

test.each(['yes', 'Off', 'TRUE', '~', '1.5', '1_000', '2020-01-02', '22.04.202608060'])(
  'the value %s is left to Packer, and the value beside it is known',
  (value) => {
    const decoded = decodeYaml(`a: ${value}\nb: ami-0123456789abcdef0`);
    expect(decoded).toEqual(
      new Map<string, unknown>([
        ['a', expect.any(Unknown)],
        ['b', 'ami-0123456789abcdef0'],
      ]),
    );
  },
);

test.each(['a: 0x10', 'a: 010', 'a: -0b2', 'a: .nan', 'a: !!str 1'])(
  '%s is left to Packer as a whole, which may refuse it',
  (text) => expect(() => decodeYaml(text)).toThrow(),
);

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
