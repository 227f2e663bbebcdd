/** What changes a fingerprint, and what does not. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
import { chmodSync, readFileSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { temporaryFolder, writeFiles } from '../../helpers/folders.ts';
import { copyFixture, fakeQueries, fingerprintsOf, hash, type PlanSettings } from '../../helpers/planning.ts';

/** Something that happens to a folder of templates between two plans. */
type Change = (folder: string) => void;

/** The AMIs whose fingerprints differ after the change. */
async function changedBy(
  fixture: string,
  change: Change,
  before: PlanSettings = {},
  after: PlanSettings = before,
): Promise<string[]> {
  const folder = copyFixture(fixture);
  const old = await fingerprintsOf(folder, before);
  change(folder);
  const now = await fingerprintsOf(folder, after);
  return Object.keys(now).filter((ami) => now[ami] !== old[ami]);
}

const write =
  (file: string, content: string): Change =>
  (folder) =>
    writeFiles(folder, { [file]: content });

/** Replaces a text of a file, which must be there, wherever it stands. */
const replace =
  (file: string, from: string, to: string): Change =>
  (folder) => {
    const text = readFileSync(join(folder, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFiles(folder, { [file]: text.replaceAll(from, to) });
  };

describe('a single change changes exactly the AMIs that read it', () => {
  test.each<{ what: string; change: Change; changed: readonly string[] }>([
    {
      what: 'editing the script of both sources',
      change: write('scripts/all.sh', 'echo new\n'),
      changed: ['fleet.small', 'fleet.big'],
    },
    {
      what: 'editing a script that is only for one source',
      change: write('scripts/big.sh', 'echo new\n'),
      changed: ['fleet.big'],
    },
    {
      what: 'editing a script that is for all sources except one',
      change: write('scripts/not-big.sh', 'echo new\n'),
      changed: ['fleet.small'],
    },
    {
      what: 'adding a script that nothing reads',
      change: write('scripts/none.sh', 'echo new\n'),
      changed: [],
    },
    {
      what: "editing the source block in a build, which adds to the template's source",
      change: replace('fleet.pkr.hcl', 'a huge one', 'a large one'),
      changed: ['huge'],
    },
    {
      what: 'editing a source that two recipes build',
      change: replace('fleet.pkr.hcl', '"t3.large"', '"t3.xlarge"'),
      changed: ['fleet.big', 'huge'],
    },
  ])('in a build of many sources, $what changes $changed', async ({ change, changed }) => {
    expect(await changedBy('one-build-many-sources', change)).toEqual(changed);
  });

  test.each<{ what: string; change: Change; changed: readonly string[] }>([
    {
      what: "editing the parent's script",
      change: write('base/scripts/10-base.sh', 'echo new\n'),
      changed: ['base', 'child'],
    },
    {
      what: "editing the child's script",
      change: write('child/scripts/10-child.sh', 'echo new\n'),
      changed: ['child'],
    },
    {
      what: "renaming the child's AMI in its source",
      change: replace('amis.pkr.hcl', 'child-${local.suffix}', 'kid-${local.suffix}'),
      changed: ['child'],
    },
    {
      what: "renaming an environment variable of the child's provisioner",
      change: replace('amis.pkr.hcl', 'DRIVER=', 'NVIDIA='),
      changed: ['child'],
    },
    {
      what: 'adding a script to a local that both builds read',
      change: replace(
        'variables.pkr.hcl',
        'base/scripts/10-base.sh"]',
        'base/scripts/10-base.sh", "/dev/null"]',
      ),
      changed: ['base', 'child'],
    },
  ])('in templates of a parent and a child, $what changes $changed', async ({ change, changed }) => {
    expect(await changedBy('parent-and-child', change)).toEqual(changed);
  });

  test.each<{ what: string; change: Change; changed: readonly string[] }>([
    {
      what: 'editing a script of a dynamic provisioner',
      change: write('files/two.sh', 'echo new\n'),
      changed: ['web'],
    },
    {
      what: 'editing a file that file() reads',
      change: write('files/conf/b.conf', 'b = 3\n'),
      changed: ['web'],
    },
    {
      what: 'adding a file that a fileset matches',
      change: write('files/conf/c.conf', 'c = 1\n'),
      changed: ['web'],
    },
    {
      what: 'editing a file that the fileset does not match',
      change: write('files/conf/readme.txt', 'new\n'),
      changed: [],
    },
    {
      what: 'editing a file that templatefile() renders',
      change: write('files/app.pkrtpl', 'new\n'),
      changed: ['web'],
    },
    {
      what: "setting a script's exec bit, which Packer sets anyway,",
      change: (folder) => chmodSync(join(folder, 'files/one.sh'), 0o755),
      changed: [],
    },
    {
      what: 'deleting a script',
      change: (folder) => rmSync(join(folder, 'files/two.sh')),
      changed: ['web'],
    },
    {
      what: 'editing a local that nothing reads',
      change: replace('web.pkr.hcl', '"hidden ${var.role}"', '"secret ${var.role}"'),
      changed: [],
    },
    {
      what: 'editing a heredoc with braces',
      change: replace('web.pkr.hcl', '} braces {', '} brace {'),
      changed: ['web'],
    },
  ])('in a template full of comments and escapes, $what changes $changed', async ({ change, changed }) => {
    expect(await changedBy('comments-and-escapes', change)).toEqual(changed);
  });

  test.each<{ what: string; after: PlanSettings; changed: readonly string[] }>([
    {
      what: 'another value of a variable',
      after: { variables: { driver_version: '570' } },
      changed: ['child'],
    },
    {
      what: 'another value of a sensitive variable',
      after: { variables: { token: 'secret' } },
      changed: [],
    },
    {
      what: 'a new latest release of ollama',
      after: {
        queries: fakeQueries({
          fetchRedirect: async () => 'https://github.com/ollama/ollama/releases/tag/v0.7.0',
        }),
      },
      changed: ['child'],
    },
    {
      what: 'another published checksum of nebula',
      after: {
        queries: fakeQueries({
          fetchText: async () =>
            `${hash('f')}  nebula-linux-amd64.tar.gz\n${hash('b')}  ollama-linux-amd64.tgz\n`,
        }),
      },
      changed: ['base', 'child'],
    },
    {
      what: 'another source image',
      after: { queries: fakeQueries({ sources: { '/images/ubuntu': 'ami-new' } }) },
      changed: ['base', 'child'],
    },
    {
      what: 'another version of the plugin',
      after: { request: { pluginVersion: '1.8.3' } },
      changed: ['base', 'child'],
    },
    {
      what: 'another digest of the Go programs',
      after: { queries: fakeQueries({ goProgramsDigest: async () => hash('d') }) },
      changed: ['base', 'child'],
    },
    { what: 'a mirror', after: { request: { mirror: 'https://mirror.example.com' } }, changed: [] },
    {
      what: 'the passage of time',
      after: { queries: fakeQueries({ now: () => new Date('2030-01-01T00:00:00Z') }) },
      changed: [],
    },
    {
      what: "another version of Packer, which these templates don't read,",
      after: { request: { packerVersion: '1.17.0' } },
      changed: [],
    },
    {
      what: 'the version that latest stands for, spelled out,',
      after: { variables: { ollama_version: '0.6.8' } },
      changed: [],
    },
    {
      what: 'the default of a variable, spelled out,',
      after: { variables: { driver_version: '550' } },
      changed: [],
    },
  ])('$what changes $changed', async ({ after, changed }) => {
    expect(await changedBy('parent-and-child', () => {}, {}, after)).toEqual(changed);
  });
});

describe('what is no input', () => {
  test.each<{ what: string; fixture: string; change: Change }>([
    {
      what: 'the names and the order of template files',
      fixture: 'parent-and-child',
      change: (folder) => {
        renameSync(join(folder, 'amis.pkr.hcl'), join(folder, 'zzz.pkr.hcl'));
        renameSync(join(folder, 'variables.pkr.hcl'), join(folder, '~.pkr.hcl'));
      },
    },
    {
      what: 'the line endings of templates and of shell scripts',
      fixture: 'parent-and-child',
      change: (folder) => {
        for (const file of ['amis.pkr.hcl', 'variables.pkr.hcl', 'base/scripts/10-base.sh'])
          replace(file, '\n', '\r\n')(folder);
      },
    },
    {
      what: 'the time of a change',
      fixture: 'comments-and-escapes',
      change: (folder) => utimesSync(join(folder, 'files/one.sh'), 1, 1),
    },
    {
      what: 'comments and layout',
      fixture: 'parent-and-child',
      change: replace('amis.pkr.hcl', 'build {', '\n# a comment {\nbuild   {'),
    },
  ])('a fingerprint does not depend on $what', async ({ fixture, change }) => {
    expect(await changedBy(fixture, change)).toEqual([]);
  });

  test("a fingerprint does not depend on the templates folder's path", async () => {
    const [first, second] = [copyFixture('comments-and-escapes'), copyFixture('comments-and-escapes')];
    expect(await fingerprintsOf(first)).toEqual(await fingerprintsOf(second));
  });
});

test.each([
  ['list(string)', 'set(string)'],
  ['list(number)', 'list(string)'],
  ['map(number)', 'map(string)'],
])('a variable of the type %s is another input as one of the type %s', async (before, after) => {
  const value = before.startsWith('map') ? '{ a = 1 }' : '[2, 1, 1]';
  const prints = await Promise.all(
    [before, after].map((type) =>
      fingerprintsOf(
        temporaryFolder({
          'x.pkr.hcl': `variable "v" {
  type    = ${type}
  default = ${value}
}
source "amazon-ebs" "x" {
  ami_name   = "x"
  source_ami = "ami-1"
}
build {
  sources = ["amazon-ebs.x"]
  provisioner "shell" {
    inline = [jsonencode(var.v)]
  }
}
`,
        }),
      ),
    ),
  );
  expect(prints[0]).not.toEqual(prints[1]);
});
