// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { temporaryFolder, writeFiles } from '../../helpers/folders.ts';
import {
  copyFixture,
  fakeQueries,
  fingerprintsOf,
  hash,
  itemOf,
  type PlanSettings,
  planOf,
} from '../../helpers/planning.ts';

/** The AMIs whose fingerprints a change changes. */
async function changedBy(
  fixture: string,
  change: (folder: string) => void,
  before: PlanSettings = {},
  after: PlanSettings = before,
): Promise<string[]> {
  const folder = copyFixture(fixture);
  const old = await fingerprintsOf(folder, before);
  change(folder);
  const now = await fingerprintsOf(folder, after);
  return Object.keys(now).filter((ami) => now[ami] !== old[ami]);
}

const nothing = (): void => {};
const edit = (name: string, content: string) => (folder: string) => writeFiles(folder, { [name]: content });

describe('a single change changes exactly the AMIs that read it', () => {
  test.each<[string, string, (folder: string) => void, readonly string[]]>([
    ['a script of all', 'several', edit('scripts/all.sh', 'echo new\n'), ['fleet.small', 'fleet.big']],
    ['a script for one source only', 'several', edit('scripts/big.sh', 'echo new\n'), ['fleet.big']],
    ['a script for all but one', 'several', edit('scripts/not-big.sh', 'echo new\n'), ['fleet.small']],
    ['a file that nothing reads', 'several', edit('scripts/none.sh', 'echo new\n'), []],
    ["a parent's script", 'layered', edit('base/scripts/10-base.sh', 'echo new\n'), ['base', 'child']],
    ["a child's script", 'layered', edit('child/scripts/10-child.sh', 'echo new\n'), ['child']],
    ['a script of a dynamic provisioner', 'nasty', edit('files/two.sh', 'echo new\n'), ['nasty']],
    ['a file that file() reads', 'nasty', edit('files/conf/b.conf', 'b = 3\n'), ['nasty']],
    ['a new file of a fileset', 'nasty', edit('files/conf/c.conf', 'c = 1\n'), ['nasty']],
    ['a file that the fileset does not match', 'nasty', edit('files/conf/readme.txt', 'new\n'), []],
    ["a templatefile's text", 'nasty', edit('files/app.pkrtpl', 'new\n'), ['nasty']],
    ['the exec bit', 'nasty', (folder) => chmodSync(join(folder, 'files/one.sh'), 0o755), ['nasty']],
    ['a file that is gone', 'nasty', (folder) => rmSync(join(folder, 'files/two.sh')), ['nasty']],
  ])('%s', async (_what, fixture, change, expected) => {
    expect(await changedBy(fixture, change)).toEqual(expected);
  });

  test.each<[string, PlanSettings, PlanSettings, readonly string[]]>([
    ['a variable', {}, { variables: { driver_version: '570' } }, ['child']],
    ['a sensitive variable', {}, { variables: { token: 'secret' } }, ['child']],
    [
      'a version',
      {},
      {
        queries: fakeQueries({
          fetchRedirect: async () => 'https://github.com/ollama/ollama/releases/tag/v0.7.0',
        }),
      },
      ['child'],
    ],
    [
      'a checksum',
      {},
      {
        queries: fakeQueries({
          fetchText: async () =>
            `${hash('f')}  nebula-linux-amd64.tar.gz\n${hash('b')}  ollama-linux-amd64.tgz\n`,
        }),
      },
      ['base', 'child'],
    ],
    [
      'the source image',
      {},
      { queries: fakeQueries({ sources: { '/images/ubuntu': 'ami-new' } }) },
      ['base', 'child'],
    ],
    ['the plugin', {}, { request: { pluginVersion: '1.8.3' } }, ['base', 'child']],
    [
      'the Go binaries',
      {},
      { queries: fakeQueries({ goProgramsDigest: async () => hash('d') }) },
      ['base', 'child'],
    ],
    ['the mirror', {}, { request: { mirror: 'https://mirror.example.com' } }, []],
    ['the time', {}, { queries: fakeQueries({ now: () => new Date('2030-01-01T00:00:00Z') }) }, []],
    ["Packer's version, which the templates do not read", {}, { request: { packerVersion: '1.17.0' } }, []],
    ['latest, spelled out', {}, { variables: { ollama_version: '0.6.8' } }, []],
    ['a default, spelled out', {}, { variables: { driver_version: '550' } }, []],
  ])('%s', async (_what, before, after, expected) => {
    expect(await changedBy('layered', nothing, before, after)).toEqual(expected);
  });

  test('the text of a source, of a build, and of a local', async () => {
    const replaced = (from: string, to: string, file = 'layered') =>
      changedBy(file, (folder) => {
        for (const name of ['amis.pkr.hcl', 'variables.pkr.hcl', 'several.pkr.hcl', 'nasty.pkr.hcl'])
          replaceIn(folder, name, from, to);
      });
    expect(await replaced('child-${local.suffix}', 'kid-${local.suffix}')).toEqual(['child']);
    expect(await replaced('DRIVER=', 'NVIDIA=')).toEqual(['child']);
    expect(await replaced('base/scripts/10-base.sh"]', 'base/scripts/10-base.sh", "/dev/null"]')).toEqual([
      'base',
      'child',
    ]);
    expect(await replaced('a huge one', 'a large one', 'several')).toEqual(['huge']);
    expect(await replaced('"t3.large"', '"t3.xlarge"', 'several')).toEqual(['fleet.big', 'huge']);
    expect(await replaced('"hidden', '"secret', 'nasty')).toEqual([]);
    expect(await replaced('} braces {', '} brace {', 'nasty')).toEqual(['nasty']);
  });
});

describe('what is no input', () => {
  test.each<[string, string, (folder: string) => void]>([
    [
      'the order and the names of the files',
      'layered',
      (folder) => {
        renameSync(join(folder, 'amis.pkr.hcl'), join(folder, 'zzz.pkr.hcl'));
        renameSync(join(folder, 'variables.pkr.hcl'), join(folder, '~.pkr.hcl'));
      },
    ],
    [
      'the endings of a checkout',
      'nasty',
      (folder) => {
        for (const name of ['nasty.pkr.hcl', 'files/one.sh', 'files/conf/a.conf', 'files/app.pkrtpl'])
          replaceIn(folder, name, '\n', '\r\n');
      },
    ],
    ['times of change', 'nasty', (folder) => utimesSync(join(folder, 'files/one.sh'), 1, 1)],
    [
      'comments and layout',
      'layered',
      (folder) => {
        replaceIn(folder, 'amis.pkr.hcl', 'build {', '\n# a comment {\nbuild   {');
      },
    ],
  ])('%s', async (_what, fixture, change) => {
    expect(await changedBy(fixture, change)).toEqual([]);
  });

  test('where the folder lies', async () => {
    expect(await fingerprintsOf(copyFixture('nasty'))).toEqual(await fingerprintsOf(copyFixture('nasty')));
  });

  test('mixed line endings, which no checkout makes, do count', async () => {
    const mixed = (folder: string) => writeFiles(folder, { 'files/one.sh': 'echo one\r\necho\n' });
    const same = (folder: string) => writeFiles(folder, { 'files/one.sh': 'echo one\necho\n' });
    const one = copyFixture('nasty');
    mixed(one);
    const other = copyFixture('nasty');
    same(other);
    expect(await fingerprintsOf(one)).not.toEqual(await fingerprintsOf(other));
  });
});

describe('where it cannot be known what is read, the whole folder counts', () => {
  const template = (provisioner: string, more = ''): string => `
source "amazon-ebs" "x" {
  ami_name   = "x"
  source_ami = "ami-1"
}
${more}
build {
  sources = ["amazon-ebs.x"]
  ${provisioner}
}
`;
  const shell = (script: string) => `provisioner "shell" {\n    script = ${script}\n  }`;

  test.each<[string, string]>([
    ['a script that the clock names', template(shell('"${timestamp()}.sh"'))],
    ['a script that another program renders', template(shell('"{{ user `x` }}.sh"'))],
    ['a template that reads files itself', template(shell('templatefile("${path.root}/t", {})'))],
    [
      'a provisioner of a plugin',
      template('provisioner "ansible" {\n    playbook_file = "playbook.yml"\n  }'),
    ],
    ['commands on this machine', template('provisioner "shell-local" {\n    inline = ["make"]\n  }')],
    [
      'a file that appears during the build',
      template(
        'provisioner "file" {\n    source = "made"\n    destination = "/x"\n    generated = true\n  }',
      ),
    ],
    ['a function that is not known', template(shell('pick("a.sh", "b.sh")'))],
    [
      'a dynamic provisioner of unknown type',
      template(
        'dynamic "provisioner" {\n    for_each = [timestamp()]\n    labels = [provisioner.value]\n    content {\n    }\n  }',
      ),
    ],
    [
      'a script of a data source',
      template(shell('data.http.x.body'), 'data "http" "x" {\n  url = "https://example.com"\n}'),
    ],
  ])('%s', async (_what, text) => {
    const folder = temporaryFolder({
      'x.pkr.hcl': text,
      t: '${file("x")}',
      'any.txt': 'one\n',
      'playbook.yml': '',
    });
    const before = await planOf(folder);
    expect(itemOf(before, 'x').notes[0]).toMatch(
      /^the whole folder counts as input, because of .* \(packer\/x\.pkr\.hcl:\d+\)$/,
    );
    writeFiles(folder, { 'any.txt': 'two\n' });
    expect(itemOf(await planOf(folder), 'x').fingerprint).not.toBe(itemOf(before, 'x').fingerprint);
  });

  test('but git and the cache of Packer never do', async () => {
    const folder = temporaryFolder({ 'x.pkr.hcl': template(shell('"${timestamp()}.sh"')), '.git/HEAD': '1' });
    const before = await fingerprintsOf(folder);
    writeFiles(folder, { '.git/HEAD': '2', 'packer_cache/x': '3' });
    expect(await fingerprintsOf(folder)).toEqual(before);
  });

  test('a folder that is uploaded counts with all its files and links, and a circle of links ends', async () => {
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

  test('a script outside of the folder is followed', async () => {
    const outer = temporaryFolder({
      'in/x.pkr.hcl': template(shell('"${path.root}/../s.sh"')),
      's.sh': 'one\n',
    });
    const before = await fingerprintsOf(join(outer, 'in'));
    writeFiles(outer, { 's.sh': 'two\n' });
    expect(await fingerprintsOf(join(outer, 'in'))).not.toEqual(before);
  });

  test('a relative script starts where Packer runs, file() in the folder', async () => {
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
});

function replaceIn(folder: string, name: string, from: string, to: string): void {
  const path = join(folder, name);
  const text = readOr(path);
  if (text !== null) writeFiles(folder, { [name]: text.replaceAll(from, to) });
}

function readOr(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
