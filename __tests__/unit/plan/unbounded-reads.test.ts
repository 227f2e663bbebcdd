// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** What no fingerprint can hold makes an AMI always built; what has no say in an image does not. */

import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../helpers/folders.ts';
import { itemOf, planOf } from '../../helpers/planning.ts';
import { provisioner } from '../../helpers/workspaces.ts';

const template = (step: string, more = '', inSource = ''): string =>
  `source "amazon-ebs" "x" {\n  ami_name   = "x-{{timestamp}}"\n  source_ami = "ami-1"\n${inSource}\n}\n` +
  `${more}\nbuild {\n  sources = ["amazon-ebs.x"]\n  ${step}\n}\n`;
const shell = (body: string): string => provisioner('shell', body);
const echo = (text: string): string => shell(`inline = ["echo ${text}"]`);

async function whyOf(text: string, more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const folder = temporaryFolder({ 'x.pkr.hcl': text, ...more });
  return itemOf(await planOf(folder), 'x').why;
}

test.each([
  ['isotime in a command', template(echo('{{isotime}}')), '{{isotime}}'],
  ['timestamp in a command', template(echo('{{ timestamp }}')), '{{timestamp}}'],
  ['uuid in user data', template('', '', 'user_data = "{{uuid}}"'), '{{uuid}}'],
  ['an argument in a pipe', template(echo('{{ isotime | lower }}')), '{{isotime}}'],
  [
    'isotime beside what is not known',
    template(
      shell('inline = ["{{isotime}} ${data.http.y.body}"]'),
      'data "http" "y" {\n  url = "https://example.com"\n}',
    ),
    '{{isotime}}',
  ],
  [
    'a local of it',
    template(shell('inline = [local.t]'), 'locals {\n  t = "a {{isotime}} ${md5("")}"\n}'),
    '{{isotime}}',
  ],
  [
    'a variable of it',
    template(shell('inline = [var.t]'), 'variable "t" {\n  default = "{{uuid}}"\n}'),
    '{{uuid}}',
  ],
  ['a file of it', template(shell('inline = [file("t")]')), '{{uuid}}'],
  ['the id of the build', template(echo('${build.ID}')), 'build.ID'],
  ['the run of Packer', template(echo('${build.PackerRunUUID}')), 'build.PackerRunUUID'],
  ['the id by a function', template(echo('{{ build `ID` }}')), '{{build `ID`}}'],
])(
  'a value that Packer renders anew at each build makes the AMI always built: %s',
  async (_what, text, name) => {
    const why = await whyOf(text, { t: '{{uuid}}' });
    const reasons = why.filter((reason) => reason.endsWith(' is another at each build'));
    expect(reasons).toEqual([expect.stringMatching(/^always built: .* \(packer\/x\.pkr\.hcl:\d+\)/)]);
    expect(reasons[0]).toContain(name);
  },
);

test.each([
  ['in names and tags', template('', '', 'tags = { t = "{{isotime}}" }')],
  [
    'in the tags of a dynamic block',
    template(
      '',
      '',
      'dynamic "tag" {\n    for_each = { t = timestamp() }\n    content {\n      key = tag.key\n      value = tag.value\n    }\n  }',
    ),
  ],
  [
    'as the path of a script',
    template(shell('execute_command = "{{ .Vars }} sh {{ .Path }}"\n    inline = ["ls"]')),
  ],
  ['of the connection', template(echo('${build.User}'))],
  [
    'in error-cleanup-provisioner, of whose build comes no image',
    template(
      'error-cleanup-provisioner "shell-local" {\n    inline = ["echo ${timestamp()} {{isotime}}"]\n  }',
    ),
  ],
])('what Packer renders %s does not make the AMI always built', async (_what, text) => {
  expect(await whyOf(text)).toEqual(['no image of it exists in us-east-1']);
});

test('error-cleanup-provisioner does not count', async () => {
  const text = template('error-cleanup-provisioner "shell-local" {\n    inline = ["make"]\n  }');
  const item = itemOf(await planOf(temporaryFolder({ 'x.pkr.hcl': text })), 'x');
  expect(item.notes).toEqual([]);
});

test.each([
  [
    'in the path of a script',
    template(shell('script = csvdecode(file("l.yaml"))[0].s')),
    'script of the provisioner shell',
  ],
  ['named by the clock', template(shell('script = "${timestamp()}.sh"')), 'script of the provisioner shell'],
  ['rendered by Packer', template(shell('script = "{{ user `x` }}.sh"')), 'script of the provisioner shell'],
  [
    'of a data source',
    template(shell('script = data.http.x.body'), 'data "http" "x" {\n  url = "https://example.com"\n}'),
    'script of the provisioner shell',
  ],
  ['of an unknown function', template(shell('script = pick("a.sh", "b.sh")')), 'the function pick()'],
  ['of file()', template(shell('inline = [file(csvdecode(file("l.yaml"))[0].s)]')), 'file()'],
  ['in a rendered text', template(shell('inline = [templatefile("t", {})]')), 'templatefile()'],
  [
    'of an override',
    template(shell('inline = ["ls"]\n    override = csvdecode(file("l.yaml"))')),
    'override',
  ],
])('a path that is not known before the build makes the AMI always built: %s', async (_what, text, what) => {
  const why = await whyOf(text, { 'l.yaml': 's: /x\n', t: '${file /* of the host */ ("n.txt")}' });
  expect(why[0]).toMatch(/^always built: /);
  expect(why.join('\n')).toContain(`${what} (packer/x.pkr.hcl:`);
  expect(why.join('\n')).toContain('list the files that it reads in the input reads');
});

test.each([
  ['after a brace', '${jsonencode({ a = { b = 1 }, c = timestamp() })}'],
  ['before a comment', '%{ if /* now */ timestamp\n# of the\n() != "" }x%{ endif }'],
  ['of Packer', '{{ isotime }}'],
])('a rendered text that calls the clock makes the AMI always built: %s', async (_what, text) => {
  const why = await whyOf(template(shell('inline = [templatefile("t", {})]')), { t: text });
  expect(why[0]).toMatch(
    /^always built: a function that t calls \(packer\/x\.pkr\.hcl:\d+\) is another at each build$/,
  );
});

test('a rendered text that only speaks of files and the clock bounds what is read', async () => {
  const text = 'the file (see below) has a timestamp(1), ${jsonencode({ a = { b = 1 } })}';
  expect(await whyOf(template(shell('inline = [templatefile("t", {})]')), { t: text })).toEqual([
    'no image of it exists in us-east-1',
  ]);
});

test('the folder that Packer runs in counts where a command says its path, and not where a path begins with it', async () => {
  const fingerprintsOf = async (step: string): Promise<Set<string>> => {
    const files = { 'x.pkr.hcl': template(step), 's.sh': '', 'site.yml': '' };
    const folders = [temporaryFolder(files), temporaryFolder(files)];
    const plans = await Promise.all(folders.map((folder) => planOf(folder)));
    return new Set(plans.map((plan) => itemOf(plan, 'x').fingerprint));
  };
  const local = (command: string): string => `provisioner "shell-local" {\n    inline = ["${command}"]\n  }`;
  expect((await fingerprintsOf(echo('${path.cwd}'))).size).toBe(2);
  expect((await fingerprintsOf(local('echo ${abspath(".")} > v'))).size).toBe(2);
  expect((await fingerprintsOf(shell('script = "${path.cwd}/s.sh"'))).size).toBe(1);
  const ansible = 'provisioner "ansible" {\n    playbook_file = "${path.cwd}/site.yml"\n  }';
  expect((await fingerprintsOf(ansible)).size).toBe(1);
});
