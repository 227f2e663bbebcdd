/** Plans against fake publishers and a fake account. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../helpers/folders.ts';
import {
  builtFrom,
  fakeQueries,
  fixtures,
  hash,
  itemOf,
  planOf,
  planWithImages,
} from '../../helpers/planning.ts';

const templates = join(fixtures, 'parent-and-child');
const sourceImages = join(fixtures, 'source-images');

test('an AMI that does not exist is built, named by its fingerprint', async () => {
  const plan = await planOf(templates);
  const base = itemOf(plan, 'base');
  expect(base).toMatchObject({
    decision: 'build',
    only: 'base.amazon-ebs.base',
    amiName: `acme-base-${base.fingerprint.slice(0, 12)}`,
    why: ['no image of it exists in us-east-1'],
    alwaysBuilt: false,
    sourceAmi: 'ami-parameter',
    baseAmi: null,
    runVariables: ['run_tags', 'ami_tags', 'go_programs_dir'],
    versions: { nebula: '1.9.0' },
    variables: {
      source_ami: 'ami-parameter',
      fingerprint: base.fingerprint,
      download_mirror: '',
      nebula_version: '1.9.0',
      resolved_artifacts: {
        nebula: {
          version: '1.9.0',
          url: 'https://github.com/slackhq/nebula/releases/download/v1.9.0/nebula-linux-amd64.tar.gz',
          sha256: hash('a'),
        },
      },
    },
    tags: {
      'ami-action:ami': 'base',
      'ami-action:fingerprint': base.fingerprint,
      'ami-action:source-ami': 'ami-parameter',
    },
  });
});

test('a build gets the version that latest stands for', async () => {
  expect(itemOf(await planOf(templates), 'child')).toMatchObject({
    variables: { ollama_version: '0.6.8', resolved_artifacts: { ollama: { version: '0.6.8' } } },
  });
});

test('a plan has the requested AMIs only, but reads their parents', async () => {
  const plan = await planOf(templates, { ami: ['child'] });
  expect(plan.items.map(({ ami }) => ami)).toEqual(['child']);
  expect(plan.items[0]?.fingerprintInputs.map(({ kind, name }) => `${kind} ${name}`)).toContain(
    'parent base',
  );
});

test("a secret is in a build's variables and nowhere else", async () => {
  const child = itemOf(await planOf(templates, { variables: { token: 'hunter2-hunter2' } }), 'child');
  if (child.decision === 'reuse') throw new Error('reused');
  expect(child.variables['token']).toBe('hunter2-hunter2');
  const { variables: _, ...rest } = child;
  expect(JSON.stringify(rest)).not.toContain('hunter2');
});

test('source images are found in the syntax, and each is looked up once', async () => {
  const queries = fakeQueries();
  const plan = await planOf(sourceImages, { queries });
  expect(plan.items.map((item) => item.decision !== 'reuse' && item.sourceAmi)).toEqual([
    'ami-filter',
    'ami-filter',
    'ami-0123456789abcdef0',
  ]);
  expect(queries.asked).toEqual([
    'public {"name":["ubuntu/images/*/ubuntu-noble-24.04-amd64-server-*"],"virtualization-type":["hvm"]} 099720109477',
    'images {"names":["app-http"]}',
    'images {"tags":{"ami-action:ami":["by-data","by-filter"]}}',
  ]);
});

test('an AMI with a timestamp in its name is found again by its tags', async () => {
  const fresh = itemOf(await planOf(sourceImages), 'by-filter');
  expect(fresh).toMatchObject({ amiName: null, decision: 'build' });
  const plan = await planWithImages(sourceImages, [builtFrom(fresh, { name: 'app-20261101000000' })]);
  expect(itemOf(plan, 'by-filter').decision).toBe('reuse');
  expect(itemOf(plan, 'by-data').decision).toBe('build');
});

test.each(['x-{{timestamp}}', 'x {{isotime | clean_resource_name}}', '{{uuid}}'])(
  'an AMI that Packer names by its own template, %j, is found again by its tags',
  async (name) => {
    const folder = temporaryFolder({ 'x.pkr.hcl': template(name) });
    const queries = fakeQueries();
    const fresh = itemOf(await planOf(folder, { queries }), 'x');
    expect(fresh).toMatchObject({ amiName: null, decision: 'build' });
    expect(queries.asked).toEqual(['images {"tags":{"ami-action:ami":["x"]}}']);
    const plan = await planWithImages(folder, [builtFrom(fresh, { name: 'x-1762000000' })]);
    expect(itemOf(plan, 'x').decision).toBe('reuse');
  },
);

test('an AMI that reads what only Packer will know is always built', async () => {
  const fresh = itemOf(await planOf(sourceImages), 'by-http');
  expect(fresh).toMatchObject({
    why: ['always built: data.http.config is known only during the build'],
    alwaysBuilt: true,
    plannedAt: Date.parse('2026-11-23T12:00:00Z'),
  });
  expect(itemOf(await planWithImages(sourceImages, [builtFrom(fresh)]), 'by-http').decision).toBe('build');
});

test("a template's region that is not the run's, or not known, is refused at its place", async () => {
  await expect(planOf(sourceImages, { request: { region: 'eu-west-1' } })).rejects.toThrow(
    /packer\/source-images\.pkr\.hcl:\d+:\d+: the region of by-data is us-east-1, but this run builds in eu-west-1/,
  );
  const folder = temporaryFolder({
    'x.pkr.hcl': template('x').replace('\n', '\n  region = split(" ", timestamp())[0]\n'),
  });
  await expect(planOf(folder)).rejects.toMatchObject({
    problems: [
      {
        message: expect.stringContaining('the region of x is not known before the build'),
        location: { file: 'packer/x.pkr.hcl', line: 2, column: 3 },
      },
    ],
  });
});

test("a region of the templates' own variable is refused with that variable", async () => {
  const files = {
    'x.pkr.hcl': template('x').replace('\n', '\n  region = var.region\n'),
    'v.pkr.hcl': 'variable "region" {\n  default = "eu-west-1"\n}\n',
  };
  await expect(planOf(temporaryFolder(files))).rejects.toThrow(
    /x\.pkr\.hcl:2:3: the region of x is eu-west-1, but this run builds in us-east-1; set region to us-east-1 in the input variables/,
  );
});

test('a variable without a value is refused', async () => {
  const folder = temporaryFolder({ 'x.pkr.hcl': `${template('x')}variable "needed" {\n}\n` });
  await expect(planOf(folder)).rejects.toThrow(
    /packer\/x\.pkr\.hcl:\d+:\d+: the variable needed has no value/,
  );
  expect((await planOf(folder, { variables: { needed: 1 } })).items).toHaveLength(1);
});

test('a value for a variable that the action sets is refused', async () => {
  await expect(planOf(templates, { variables: { fingerprint: 'x' } })).rejects.toThrow(
    /fingerprint is set by the action itself/,
  );
});

test('AMIs that start from each other are refused', async () => {
  const source = (name: string, parent: string) =>
    `source "amazon-ebs" "${name}" {\n  ami_name = "${name}"\n  source_ami = var.${parent}_ami == "" ? "ami-1" : var.${parent}_ami\n}\nvariable "${parent}_ami" {\n  default = ""\n}\nbuild {\n  sources = ["amazon-ebs.${name}"]\n}\n`;
  const folder = temporaryFolder({ 'x.pkr.hcl': source('a', 'b') + source('b', 'a') });
  await expect(planOf(folder)).rejects.toThrow(/the AMIs start from each other: a <- b <- a/);
});

test('of two parents the nearest whose AMI exists is chosen', async () => {
  const chain = `
variable "one_ami" { default = "" }
variable "two_ami" { default = "" }
source "amazon-ebs" "one" {
  ami_name   = "one"
  source_ami = "ami-1"
}
source "amazon-ebs" "two" {
  ami_name   = "two"
  source_ami = coalesce(var.one_ami, "ami-1")
}
source "amazon-ebs" "three" {
  ami_name   = "three"
  source_ami = coalesce(var.two_ami, var.one_ami, "ami-1")
}
build { sources = ["amazon-ebs.one"] }
build { sources = ["amazon-ebs.two"] }
build { sources = ["amazon-ebs.three"] }
`;
  const folder = temporaryFolder({ 'x.pkr.hcl': chain });
  const fresh = await planOf(folder);
  const built = ['one', 'two'].map((name) => builtFrom(itemOf(fresh, name)));
  expect(itemOf(await planWithImages(folder, built), 'three')).toMatchObject({
    baseAmi: 'ami-two',
    variables: { two_ami: 'ami-two' },
  });
  expect(itemOf(await planWithImages(folder, built.slice(0, 1)), 'three')).toMatchObject({
    baseAmi: 'ami-one',
    sourceAmi: 'ami-1',
  });
});

test('the number of queries to AWS does not grow with the number of AMIs', async () => {
  const sourceAndBuild = (name: string) => `
source "amazon-ebs" "${name}" {
  ami_name   = "p-${name}-\${substr(var.fingerprint, 0, 12)}"
  source_ami = data.amazon-parameterstore.u.value
}
build {
  sources = ["amazon-ebs.${name}"]
}
`;
  const ask = async (count: number): Promise<readonly string[]> => {
    const names = Array.from({ length: count }, (_, index) => `ami-${index}`);
    const folder = temporaryFolder({
      'x.pkr.hcl': `
variable "fingerprint" { default = "" }
data "amazon-parameterstore" "u" { name = "/u" }
${names.map(sourceAndBuild).join('')}`,
    });
    const queries = fakeQueries();
    expect((await planOf(folder, { queries })).items).toHaveLength(count);
    return queries.asked;
  };
  expect(await ask(300)).toEqual(['parameter /u', 'images {"names":["p-ami-*"]}']);
  expect(await ask(3)).toHaveLength(2);
});

function template(name: string): string {
  return `source "amazon-ebs" "x" {\n  ami_name = "${name}"\n  source_ami = "ami-1"\n}\nbuild {\n  sources = ["amazon-ebs.x"]\n}\n`;
}
