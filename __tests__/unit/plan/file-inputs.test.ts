/** Files as inputs of a fingerprint. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder, writeFiles } from '../../helpers/folders.ts';
import { fingerprintsOf, itemOf, planOf } from '../../helpers/planning.ts';
import { template } from '../../helpers/workspaces.ts';

const shell = (script: string) => `provisioner "shell" {\n    script = ${script}\n  }`;

test.each<[string, string]>([
  ["a plugin's provisioner", template('provisioner "ansible" {\n    playbook_file = "playbook.yml"\n  }')],
  ['a command on this machine', template('provisioner "shell-local" {\n    inline = ["make"]\n  }')],
  [
    'a file that appears during the build',
    template('provisioner "file" {\n    source = "made"\n    destination = "/x"\n    generated = true\n  }'),
  ],
  [
    'a dynamic provisioner of unknown type',
    template(
      'dynamic "provisioner" {\n    for_each = [timestamp()]\n    labels = [provisioner.value]\n    content {\n    }\n  }',
    ),
  ],
])('%s makes the whole workspace an input', async (_what, text) => {
  const folder = temporaryFolder({
    'x.pkr.hcl': text,
    t: '${file("x")}',
    'any.txt': 'one\n',
    'playbook.yml': '',
  });
  const before = await planOf(folder);
  expect(itemOf(before, 'x').notes[0]).toMatch(
    /^the whole workspace counts as input, because of .* \(packer\/x\.pkr\.hcl:\d+\); the input reads bounds it$/,
  );
  writeFiles(folder, { 'any.txt': 'two\n' });
  expect(itemOf(await planOf(folder), 'x').fingerprint).not.toBe(itemOf(before, 'x').fingerprint);
});

test('an uploaded folder counts with all its files and links, and a circle of links ends', async () => {
  const folder = temporaryFolder({
    'x.pkr.hcl': template(
      'provisioner "file" {\n    source = "${path.root}/up/"\n    destination = "/x"\n  }',
    ),
    'up/a/b.txt': 'one\n',
    'else/c.txt': 'one\n',
  });
  symlinkSync('../else', join(folder, 'up/link'));
  symlinkSync('..', join(folder, 'up/a/circle'));
  const before = await fingerprintsOf(folder);
  mkdirSync(join(folder, 'up/empty'));
  const withEmpty = await fingerprintsOf(folder);
  expect(withEmpty).not.toEqual(before);
  writeFiles(folder, { 'else/c.txt': 'two\n' });
  expect(await fingerprintsOf(folder)).not.toEqual(withEmpty);
});

test('a script outside the templates folder is an input', async () => {
  const outer = temporaryFolder({
    'in/x.pkr.hcl': template(shell('"${path.root}/../s.sh"')),
    's.sh': 'one\n',
  });
  const before = await fingerprintsOf(join(outer, 'in'), { workspace: outer });
  writeFiles(outer, { 's.sh': 'two\n' });
  expect(await fingerprintsOf(join(outer, 'in'), { workspace: outer })).not.toEqual(before);
});

test('a relative script is found from where Packer runs, a file of file() from the templates folder', async () => {
  const outer = temporaryFolder({
    'in/x.pkr.hcl': template(
      `${shell('"s.sh"')}\n  provisioner "file" {\n    content = file("c.txt")\n    destination = "/c"\n  }`,
    ),
    's.sh': 'one\n',
    'in/c.txt': 'one\n',
  });
  const folder = join(outer, 'in');
  const inputs = itemOf(await planOf(folder, { cwd: outer }), 'x').fingerprintInputs;
  const files = inputs.filter(({ kind }) => kind === 'file').map(({ name, value }) => [name, value]);
  expect(files).toEqual(
    expect.arrayContaining([
      ['../s.sh', null],
      ['c.txt', null],
    ]),
  );
  expect(inputs.find(({ name }) => name === '../s.sh')?.digest).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  'timestamp()',
  'uuidv4()',
  'legacy_isotime("2006")',
  'bcrypt("x")',
  'consul_key("x")',
  'vault("secret/x", "y")',
  'aws_secretsmanager("x", null)',
  'aws_secretsmanager_raw("x")',
  'data.amazon-secretsmanager.s.value',
])(
  '%s makes an AMI always built wherever it reaches the machine, and not in names, tags or post-processors',
  async (value) => {
    const secret =
      'data "amazon-secretsmanager" "s" {\n  name = "s"\n}\nlocals {\n  changing = VALUE\n}\n'.replace(
        'VALUE',
        value,
      );
    const whyOf = async (text: string) => {
      const folder = temporaryFolder({
        'x.pkr.hcl': text,
        t: `\${${value.startsWith('data') ? 'x' : value}}`,
      });
      return itemOf(await planOf(folder), 'x').why.join();
    };
    for (const step of [
      'environment_vars = ["X=${local.changing}"]\n    inline = ["true"]',
      'inline = [format("%s-%s", "a", local.changing)]',
      'inline = [false ? "a" : upper(local.changing)]',
      'inline = [templatefile("t", { x = local.changing })]',
    ]) {
      expect(await whyOf(template(`provisioner "shell" {\n    ${step}\n  }`, secret))).toMatch(
        /^always built: .* \(packer\/x\.pkr\.hcl:\d+\) is another at each build$/,
      );
    }
    const userData = template('', secret).replace(
      'source_ami =',
      'user_data = local.changing\n  source_ami =',
    );
    expect(await whyOf(userData)).toMatch(/^always built: /);
    const label = template(
      'post-processor "manifest" {\n    custom_data = { x = local.changing }\n  }',
      secret,
    ).replace(
      'source_ami =',
      'ami_description = local.changing\n  tags = { x = local.changing }\n  source_ami =',
    );
    if (!value.startsWith('data')) expect(await whyOf(label)).toBe('no image of it exists in us-east-1');
  },
);
