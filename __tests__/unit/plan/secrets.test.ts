// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** Secrets are no leaves: neither a value nor a digest of one leaves the run. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { messageOf } from '../../../src/errors.ts';
import { inputsFromTags } from '../../../src/plan/fingerprint-tags.ts';
import { plannedRow } from '../../../src/report/ami-report.ts';
import { readTemplates } from '../../../src/templates/read.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { copyFixture, fingerprintsOf, itemOf, type PlanSettings, planOf } from '../../helpers/planning.ts';

const fingerprintKey = 'k'.repeat(32);
/** The only secret that is read is the child's `token`. */
const withToken = (token: string, key: string | null = null): PlanSettings => ({
  variables: { token },
  request: { fingerprintKey: key },
});

test('a sensitive variable is in no fingerprint, and the plan says which', async () => {
  const folder = copyFixture('parent-and-child');
  expect(await fingerprintsOf(folder, withToken('0451'))).toEqual(
    await fingerprintsOf(folder, withToken('0452')),
  );
  expect((await planOf(folder, withToken('0451'))).secrets).toEqual({ uncounted: ['token'], guessable: [] });
});

test('with a key a sensitive variable counts for the AMIs that read it, and another key counts as well', async () => {
  const folder = copyFixture('parent-and-child');
  const before = await fingerprintsOf(folder, withToken('0451', fingerprintKey));
  const other = await fingerprintsOf(folder, withToken('0452', fingerprintKey));
  expect(other['base']).toBe(before['base']);
  expect(other['child']).not.toBe(before['child']);
  const otherKey = await fingerprintsOf(folder, withToken('0451', 'x'.repeat(32)));
  expect(otherKey['child']).not.toBe(before['child']);
  const { secrets } = await planOf(folder, withToken('0451', fingerprintKey));
  expect(secrets).toEqual({ uncounted: [], guessable: [] });
});

test.each([null, fingerprintKey])(
  'no digest of a secret is in a report, a tag or a lock, with the key %j',
  async (key) => {
    const folder = copyFixture('parent-and-child');
    const plan = await planOf(folder, withToken('0451', key));
    const item = itemOf(plan, 'child');
    const tags = item.decision === 'build' ? item.tags : {};
    const written = JSON.stringify([plannedRow(item, 'us-east-1'), tags, plan.lock]);
    const digests = ['0451', '"0451"'].map((text) => createHash('sha256').update(text).digest('hex'));
    const own = item.fingerprintInputs.filter(({ secret }) => secret).map(({ digest }) => digest);
    expect(own).toHaveLength(key === null ? 0 : 1);
    for (const digest of [...digests, ...own]) expect(written).not.toContain(digest);
    expect(written).not.toContain('0451');
  },
);

test('a variable that is only named like a secret counts, is not shown, and the plan says so', async () => {
  const folder = temporaryFolder({
    'x.pkr.hcl': `
variable "db_password" { default = "0451" }
source "amazon-ebs" "x" {
  ami_name   = "x"
  source_ami = "ami-1"
  user_data  = var.db_password
}
build { sources = ["source.amazon-ebs.x"] }
`,
  });
  const plan = await planOf(folder);
  expect(plan.secrets).toEqual({ uncounted: [], guessable: ['db_password'] });
  expect(JSON.stringify(plannedRow(itemOf(plan, 'x'), 'us-east-1'))).not.toContain('0451');
  const other = await fingerprintsOf(folder, { variables: { db_password: '0452' } });
  expect(other['x']).not.toBe(itemOf(plan, 'x').fingerprint);
});

/** Templates in which `declared` is at the top and `read` is an expression that goes into the image. */
const recipe = (declared: string, read: string): string => `
${declared}
source "amazon-ebs" "x" {
  ami_name   = "x"
  source_ami = "ami-1"
  user_data  = ${read}
}
build { sources = ["source.amazon-ebs.x"] }
`;

/** All that a plan of the AMI `x` writes down: its name, tags, row of the report and lock. */
async function writtenBy(folder: string, settings: PlanSettings = {}): Promise<string> {
  const plan = await planOf(folder, settings);
  const item = itemOf(plan, 'x');
  const tags = item.decision === 'build' ? [item.tags, inputsFromTags(item.tags)] : [];
  return JSON.stringify([plannedRow(item, 'us-east-1'), tags, plan.lock]);
}

test.each(['true', '"true"', '"1"', '!false', 'true == true'])(
  'a variable with sensitive = %s is a secret',
  async (sensitive) => {
    const text = recipe(`variable "s" {\n default = "0451"\n sensitive = ${sensitive}\n}`, 'var.s');
    const folder = temporaryFolder({ 'x.pkr.hcl': text });
    expect((await planOf(folder)).secrets.uncounted).toEqual(['s']);
    for (const key of [null, fingerprintKey])
      expect(await writtenBy(folder, { request: { fingerprintKey: key } })).not.toContain('0451');
  },
);

test.each(['false', '"false"', '!true'])('a variable with sensitive = %s is no secret', async (sensitive) => {
  const text = recipe(`variable "s" {\n default = "0451"\n sensitive = ${sensitive}\n}`, 'var.s');
  expect((await planOf(temporaryFolder({ 'x.pkr.hcl': text }))).secrets.uncounted).toEqual([]);
});

test('a sensitive local counts by the key only, and no digest of it is written', async () => {
  const folderWith = (value: string): string =>
    temporaryFolder({
      'x.pkr.hcl': recipe(`local "x" {\n expression = "${value}"\n sensitive = true\n}`, 'local.x'),
    });
  const [one, two] = ['hunter2', 'hunter3'].map(folderWith);
  if (one === undefined || two === undefined) throw new Error('there are two folders');
  expect(await fingerprintsOf(one)).toEqual(await fingerprintsOf(two));
  expect((await planOf(one)).secrets.uncounted).toEqual(['local.x']);
  const keyed = { request: { fingerprintKey } };
  expect(await fingerprintsOf(one, keyed)).not.toEqual(await fingerprintsOf(two, keyed));
  const digest = createHash('sha256').update('"hunter2"').digest();
  for (const settings of [{}, keyed]) {
    const written = await writtenBy(one, settings);
    for (const part of [digest.toString('hex'), digest.subarray(0, 6).toString('base64url'), 'hunter2'])
      expect(written).not.toContain(part);
  }
});

test('where the whole workspace counts, files that set secrets do not, and what they set counts as before', async () => {
  const files = {
    'x.pkr.hcl': `
variable "db" {
  sensitive = true
}
variable "plain" {}
source "amazon-ebs" "x" {
  ami_name   = "x"
  source_ami = "ami-1"
  user_data  = "\${var.db} \${var.plain} \${local.t}"
}
build {
  sources = ["source.amazon-ebs.x"]
  provisioner "shell-local" {
    inline = ["./pack"]
  }
}
`,
    't.pkr.hcl': 'local "t" {\n expression = "hunter2"\n sensitive = true\n}\n',
    's.auto.pkrvars.hcl': 'db="hunter2"\nplain="a"\n',
    'other.pkrvars.json': '{"db":"hunter2"}',
    more: 'x',
    pack: '#!/bin/sh\n',
  };
  const folder = temporaryFolder(files);
  const varFiles = [{ path: join(temporaryFolder({ v: 'db="hunter2"\n' }), 'v'), displayName: 'v' }];
  const written = await writtenBy(folder, { varFiles });
  const { x } = await fingerprintsOf(folder, { varFiles });
  const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
  expect(written).toContain('"name":"pack"');
  for (const name of ['t.pkr.hcl', 's.auto.pkrvars.hcl', 'other.pkrvars.json', 'v']) {
    expect(written).not.toContain(`"${name}"`);
  }
  for (const text of Object.values(files).filter((content) => content.includes('hunter2')))
    expect(written).not.toContain(digestOf(text));
  const secret = temporaryFolder({ ...files, 's.auto.pkrvars.hcl': 'db="hunter3"\nplain="a"\n' });
  expect((await fingerprintsOf(secret, { varFiles }))['x']).toBe(x);
  const plain = temporaryFolder({ ...files, 's.auto.pkrvars.hcl': 'db="hunter2"\nplain="b"\n' });
  expect((await fingerprintsOf(plain, { varFiles }))['x']).not.toBe(x);
});

test('a message about a path that holds a secret does not show it', async () => {
  const text = recipe(
    'variable "s" {\n default = "hunter2"\n sensitive = true\n}',
    'file("u/${var.s}")\n user_data_file = "s/${var.s}.sh"',
  );
  const reading = readTemplates(temporaryFolder({ 'x.pkr.hcl': text }), { env: {}, ami: 'all' });
  const message = await reading.then(
    () => '',
    (error: unknown) => messageOf(error),
  );
  expect(message).toContain('file() reads "u/<sensitive>"');
  expect(message).toContain('user_data_file is "s/<sensitive>.sh"');
  expect(message).not.toContain('hunter2');
});

test('a path that holds a secret is not written, and what lies there counts', async () => {
  const files = {
    'x.pkr.hcl': recipe(
      'variable "s" {\n default = "hunter2"\n sensitive = true\n}',
      'join("", concat([file("u/plain"), file("u/${var.s}")], [for f in fileset(".", "s/${var.s}*") : file(f)]))',
    ),
    'u/plain': 'p',
    'u/hunter2': 'a',
    's/hunter2.sh': 'b',
  };
  const before = temporaryFolder(files);
  for (const key of [null, fingerprintKey]) {
    const written = await writtenBy(before, { request: { fingerprintKey: key } });
    expect(written).toContain('"name":"u/plain"');
    expect(written).not.toContain('hunter2');
    const digest = createHash('sha256').update('s/hunter2.sh').digest('hex');
    expect(written).not.toContain(digest);
  }
  const { x } = await fingerprintsOf(before);
  expect((await fingerprintsOf(temporaryFolder({ ...files, 'u/hunter2': 'z' })))['x']).not.toBe(x);
  expect((await fingerprintsOf(temporaryFolder({ ...files, 's/hunter2.sh': 'z' })))['x']).not.toBe(x);
});
