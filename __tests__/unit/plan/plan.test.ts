// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Image } from '../../../src/aws/types.ts';
import {
  builtFrom,
  copyOf,
  fixtures,
  folderOf,
  hash,
  image,
  itemOf,
  lookups,
  planOf,
  put,
  type Situation,
} from './helpers/world.ts';

const layered = join(fixtures, 'layered');

/** A plan in an account that holds these images. */
const withImages = (folder: string, images: readonly Image[], situation: Situation = {}) =>
  planOf(folder, { ...situation, lookups: lookups({ images }) });

describe('what is built', () => {
  test('everything where nothing exists, named by its fingerprint', async () => {
    const plan = await planOf(layered);
    const base = itemOf(plan, 'base');
    expect(base).toMatchObject({
      decision: 'build',
      only: 'base.amazon-ebs.base',
      amiName: `acme-base-${base.fingerprint.slice(0, 12)}`,
      why: ['no image of it exists in us-east-1'],
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

  test('latest is resolved for the build as well', async () => {
    expect(itemOf(await planOf(layered), 'child')).toMatchObject({
      variables: { ollama_version: '0.6.8', resolved_artifacts: { ollama: { version: '0.6.8' } } },
    });
  });

  test('only what was asked for, but the parent is read', async () => {
    const plan = await planOf(layered, { ami: ['child'] });
    expect(plan.items.map(({ ami }) => ami)).toEqual(['child']);
    expect(plan.items[0]?.fingerprintInputs.map(({ kind, name }) => `${kind} ${name}`)).toContain(
      'parent base',
    );
  });

  test('a secret is in the variables and nowhere else', async () => {
    const child = itemOf(await planOf(layered, { variables: { token: 'hunter2-hunter2' } }), 'child');
    if (child.decision === 'reuse') throw new Error('reused');
    expect(child.variables['token']).toBe('hunter2-hunter2');
    const { variables: _, ...rest } = child;
    expect(JSON.stringify(rest)).not.toContain('hunter2');
  });
});

describe('what exists', () => {
  test('is taken, whatever it is called', async () => {
    const built = (await planOf(layered)).items.map((item) =>
      builtFrom(item, { name: `renamed ${item.ami}` }),
    );
    const plan = await withImages(layered, built);
    expect(plan.items.map((item) => [item.decision, item.ami])).toEqual([
      ['reuse', 'base'],
      ['reuse', 'child'],
    ]);
    expect(itemOf(plan, 'base')).toMatchObject({
      image: { id: 'ami-base' },
      why: ['ami-base is made of the same'],
    });
  });

  test('a child starts from the AMI of its parent where that exists', async () => {
    const fresh = await planOf(layered);
    const plan = await withImages(layered, [builtFrom(itemOf(fresh, 'base'))]);
    const child = itemOf(plan, 'child');
    expect(child).toMatchObject({
      decision: 'build',
      baseAmi: 'ami-base',
      variables: { base_ami: 'ami-base' },
    });
    expect(child.fingerprint).toBe(itemOf(fresh, 'child').fingerprint);
  });

  test('but not from one of an earlier recipe', async () => {
    const folder = copyOf('layered');
    const old = builtFrom(itemOf(await planOf(folder), 'base'));
    put(folder, { 'base/scripts/10-base.sh': 'echo changed\n' });
    expect(itemOf(await withImages(folder, [old]), 'child')).toMatchObject({ baseAmi: null });
  });

  test('of two of the same recipe everybody takes the older', async () => {
    const base = itemOf(await planOf(layered), 'base');
    const images = [
      builtFrom(base, { id: 'ami-new', creationDate: '2026-11-03T00:00:00Z' }),
      builtFrom(base, { id: 'ami-old', creationDate: '2026-11-02T00:00:00Z' }),
    ];
    expect(itemOf(await withImages(layered, images), 'base')).toMatchObject({ image: { id: 'ami-old' } });
  });

  test.each<[string, Partial<Image>, string, RegExp]>([
    [
      'pending in EC2',
      { state: 'pending', tags: { 'ami-action:state': 'building' } },
      'pending',
      /ami-base is being made of the same by another run/,
    ],
    [
      'unfinished, with a lease that holds',
      { tags: { 'ami-action:state': 'building', 'ami-action:expires': '2026-11-23T13:00:00Z' } },
      'pending',
      /being made/,
    ],
    [
      'unfinished, with a lease that ran out',
      { tags: { 'ami-action:state': 'building', 'ami-action:expires': '2026-11-23T11:00:00Z' } },
      'build',
      /ami-base of the same recipe was left unfinished/,
    ],
    [
      'failed',
      { state: 'failed', stateReason: 'Client.InternalError', tags: { 'ami-action:state': 'building' } },
      'build',
      /ami-base of the same recipe is failed \(Client\.InternalError\)/,
    ],
    [
      'of the same name by somebody else',
      { tags: { 'ami-action:fingerprint': hash('0') } },
      'build',
      /ami-base is called acme-base-[0-9a-f]{12}, but its tags are not those of this recipe/,
    ],
  ])('%s', async (_what, overrides, decision, why) => {
    const base = itemOf(await planOf(layered), 'base');
    const plan = await withImages(layered, [builtFrom(base, overrides)]);
    expect(itemOf(plan, 'base').decision).toBe(decision);
    expect(itemOf(plan, 'base').why.join(', ')).toMatch(why);
  });

  test.each<[string, Partial<Image>]>([
    ['whose lease ran out', { tags: { 'ami-action:expires': '2026-11-23T11:00:00Z' } }],
    ['that failed in EC2', { state: 'failed' }],
  ])(
    'an unfinished one of a dead run, %s, is to be removed, and its name taken',
    async (_what, overrides) => {
      const base = itemOf(await planOf(layered), 'base');
      if (base.decision === 'reuse') throw new Error('reused');
      const tags = { 'ami-action:state': 'building', 'ami-action:nonce': 'abcd', ...overrides.tags };
      const left = builtFrom(base, { ...overrides, tags });
      expect(itemOf(await withImages(layered, [left]), 'base')).toMatchObject({
        decision: 'build',
        orphans: [{ id: 'ami-base' }],
        amiName: base.amiName,
        nameTakenBy: null,
      });
    },
  );

  test('a name that is occupied is stepped aside from, the same way by everybody', async () => {
    const base = itemOf(await planOf(layered), 'base');
    const failed = builtFrom(base, { state: 'failed' });
    const [one, two] = await Promise.all([withImages(layered, [failed]), withImages(layered, [failed])]);
    const aside = itemOf(one, 'base');
    if (aside.decision === 'reuse' || base.decision === 'reuse') throw new Error('reused');
    expect(aside.amiName).not.toBe(base.amiName);
    expect(aside.amiName).toBe(`acme-base-${String(aside.variables['fingerprint']).slice(0, 12)}`);
    expect(aside.fingerprint).toBe(base.fingerprint);
    expect(aside.tags['ami-action:fingerprint']).toBe(base.fingerprint);
    expect(itemOf(two, 'base')).toEqual(aside);
    expect(
      itemOf(await withImages(layered, [failed, builtFrom(aside, { id: 'ami-aside' })]), 'base'),
    ).toMatchObject({
      decision: 'reuse',
      image: { id: 'ami-aside' },
    });
  });
});

describe('why', () => {
  /** The words for a build after a change, in an account that holds what was built before. */
  async function why(
    ami: string,
    change: (folder: string) => void,
    after: Situation = {},
    tags = {},
  ): Promise<readonly string[]> {
    const folder = copyOf('layered');
    const built = (await planOf(folder)).items.map((item) => builtFrom(item, { tags }));
    change(folder);
    return itemOf(await withImages(folder, built, after), ami).why;
  }

  test('a script', async () => {
    const change = (folder: string) => put(folder, { 'child/scripts/10-child.sh': 'echo new\n' });
    expect(await why('child', change, {}, { 'ami-action:release': 'v1.4.0' })).toEqual([
      'packer/child/scripts/10-child.sh changed since ami-child (v1.4.0)',
    ]);
  });

  test('a variable', async () => {
    expect(await why('child', () => {}, { variables: { driver_version: '570' } })).toEqual([
      'driver_version 550 -> 570 since ami-child',
    ]);
  });

  test('a secret is named, its value is not', async () => {
    expect(await why('child', () => {}, { variables: { token: 'new' } })).toEqual([
      'a sensitive variable changed (token) since ami-child',
    ]);
  });

  test('several causes in order of weight, the rest counted', async () => {
    const change = (folder: string) =>
      put(folder, { 'base/scripts/10-base.sh': 'echo new\n', 'child/scripts/10-child.sh': 'echo new\n' });
    const request = { pluginVersion: '1.8.3' };
    expect(await why('child', change, { variables: { driver_version: '570' }, request })).toEqual([
      'driver_version 550 -> 570',
      'packer/base/scripts/10-base.sh changed',
      'packer/child/scripts/10-child.sh changed',
      '2 more changed since ami-child',
    ]);
  });

  test('the text of a template', async () => {
    const folder = folderOf({ 'x.pkr.hcl': template('x-${formatdate("YYYY", timestamp())}') });
    const built = builtFrom(itemOf(await planOf(folder), 'x'), { name: 'x-2026' });
    put(folder, { 'x.pkr.hcl': template('y-${formatdate("YYYY", timestamp())}') });
    expect(itemOf(await withImages(folder, [built]), 'x').why).toEqual([
      'packer/x.pkr.hcl (source) changed since ami-x',
    ]);
  });

  test('an image that remembers nothing', async () => {
    const old = image({ tags: { 'ami-action:ami': 'base', 'ami-action:state': 'available' } });
    expect(itemOf(await withImages(layered, [old]), 'base').why).toEqual([
      'something changed since ami-1 that it does not remember',
    ]);
  });

  test('without credentials', async () => {
    const plan = await planOf(layered, { lookups: lookups({ aws: null }) });
    expect(itemOf(plan, 'base')).toMatchObject({
      decision: 'build',
      why: ['without AWS credentials nobody can say whether it exists'],
    });
  });
});

describe("templates of one's own", () => {
  const own = join(fixtures, 'lookups');

  test('source images come from the syntax, each asked for once', async () => {
    const world = lookups();
    const plan = await planOf(own, { lookups: world });
    expect(plan.items.map((item) => item.decision !== 'reuse' && item.sourceAmi)).toEqual([
      'ami-filter',
      'ami-filter',
      'ami-0123456789abcdef0',
    ]);
    expect(world.asked).toEqual([
      'public {"name":["ubuntu/images/*/ubuntu-noble-24.04-amd64-server-*"],"virtualization-type":["hvm"]} 099720109477',
      'images {"names":["app-http"]}',
      'images {"tags":{"ami-action:ami":["by-data","by-filter"]}}',
    ]);
  });

  test('a name with a timestamp: found again by its tags', async () => {
    const fresh = itemOf(await planOf(own), 'by-filter');
    expect(fresh).toMatchObject({ amiName: null, decision: 'build' });
    const plan = await withImages(own, [builtFrom(fresh, { name: 'app-20261101000000' })]);
    expect(itemOf(plan, 'by-filter').decision).toBe('reuse');
    expect(itemOf(plan, 'by-data').decision).toBe('build');
  });

  test('what only Packer will know is always built', async () => {
    const fresh = itemOf(await planOf(own), 'by-http');
    expect(fresh.why).toEqual(['always built: data.http.config is known only during the build']);
    expect(itemOf(await withImages(own, [builtFrom(fresh)]), 'by-http').decision).toBe('build');
  });

  test('another region than the input says', async () => {
    await expect(planOf(own, { request: { region: 'eu-west-1' } })).rejects.toThrow(
      /by-data is built in us-east-1, as its template in packer says, but the input aws-region is eu-west-1/,
    );
  });

  test('a variable without a value', async () => {
    const folder = folderOf({ 'x.pkr.hcl': `${template('x')}variable "needed" {\n}\n` });
    await expect(planOf(folder)).rejects.toThrow(/packer\/x\.pkr\.hcl:\d+: the variable needed has no value/);
    expect((await planOf(folder, { variables: { needed: 1 } })).items).toHaveLength(1);
  });

  test('what the action sets cannot be set', async () => {
    await expect(planOf(layered, { variables: { fingerprint: 'x' } })).rejects.toThrow(
      /fingerprint is set by the action itself/,
    );
  });

  test('AMIs that start from each other', async () => {
    const one = (name: string, parent: string) =>
      `source "amazon-ebs" "${name}" {\n  ami_name = "${name}"\n  source_ami = var.${parent}_ami == "" ? "ami-1" : var.${parent}_ami\n}\nvariable "${parent}_ami" {\n  default = ""\n}\nbuild {\n  sources = ["amazon-ebs.${name}"]\n}\n`;
    const folder = folderOf({ 'x.pkr.hcl': one('a', 'b') + one('b', 'a') });
    await expect(planOf(folder)).rejects.toThrow(/the AMIs start from each other: a <- b <- a/);
  });

  test('of two parents the nearest is taken', async () => {
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
    const folder = folderOf({ 'x.pkr.hcl': chain });
    const fresh = await planOf(folder);
    const built = ['one', 'two'].map((name) => builtFrom(itemOf(fresh, name)));
    expect(itemOf(await withImages(folder, built), 'three')).toMatchObject({
      baseAmi: 'ami-two',
      variables: { two_ami: 'ami-two' },
    });
    expect(itemOf(await withImages(folder, built.slice(0, 1)), 'three')).toMatchObject({
      baseAmi: 'ami-one',
      sourceAmi: 'ami-1',
    });
  });
});

test('the questions to AWS do not grow with the AMIs', async () => {
  const ask = async (count: number): Promise<string[]> => {
    const names = Array.from({ length: count }, (_, index) => `ami-${index}`);
    const folder = folderOf({
      'x.pkr.hcl': `
variable "fingerprint" { default = "" }
data "amazon-parameterstore" "u" { name = "/u" }
dynamic "source" {
  for_each = ${JSON.stringify(names)}
  labels   = ["amazon-ebs", source.value]
  content {
    ami_name   = "p-\${source.value}-\${substr(var.fingerprint, 0, 12)}"
    source_ami = data.amazon-parameterstore.u.value
  }
}
dynamic "build" {
  for_each = ${JSON.stringify(names)}
  content {
    sources = ["amazon-ebs.\${build.value}"]
  }
}
`,
    });
    const world = lookups();
    expect((await planOf(folder, { lookups: world })).items).toHaveLength(count);
    return world.asked;
  };
  expect(await ask(300)).toEqual(['parameter /u', 'images {"names":["p-ami-*"]}']);
  expect(await ask(3)).toHaveLength(2);
});

function template(name: string): string {
  return `source "amazon-ebs" "x" {\n  ami_name = "${name}"\n  source_ami = "ami-1"\n}\nbuild {\n  sources = ["amazon-ebs.x"]\n}\n`;
}
