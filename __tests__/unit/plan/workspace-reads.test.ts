// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** What a recipe may read beside the templates' folder: a change of it is a change of the recipe. */

import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { temporaryFolder, writeFiles } from '../../helpers/folders.ts';
import type { PlanSettings } from '../../helpers/planning.ts';
import { itemIn, template } from '../../helpers/workspaces.ts';

const shell = (script: string): string => template(`provisioner "shell" {\n    scripts = ${script}\n  }`);
const local = (body: string): string => template(`provisioner "shell-local" {\n    ${body}\n  }`);
const ansible = (body: string): string =>
  template(`provisioner "ansible" {\n    playbook_file = "../ansible/site.yml"\n    ${body}\n  }`);

/** A repository whose templates lie in `packer/`, with one file beside them. */
function repository(text: string, path: string, more: Readonly<Record<string, string>> = {}): string {
  return temporaryFolder({
    'packer/x.pkr.hcl': text,
    'ansible/site.yml': '- hosts: all\n',
    ...more,
    [path]: 'one\n',
  });
}

/** Whether a change of the file changes the fingerprint, or the AMI is built whatever its fingerprint. */
async function countsIn(workspace: string, path: string, settings: PlanSettings = {}): Promise<boolean> {
  const before = await itemIn(workspace, settings);
  writeFiles(workspace, { [path]: 'two\n' });
  const after = await itemIn(workspace, settings);
  return before.fingerprint !== after.fingerprint || after.why[0]?.startsWith('always built') === true;
}

describe('a file outside of the templates folder that a build reads is an input', () => {
  test.each<[what: string, text: string, path: string, more?: Readonly<Record<string, string>>]>([
    ['packed by shell-local', local('inline = ["tar czf /tmp/a.tgz -C ../app ."]'), 'app/version'],
    ['named by a script of shell-local', local('inline = ["sh ../build.sh"]'), 'build.sh'],
    ['read by a makefile of shell-local', local('inline = ["make -C ../app"]'), 'app/src/main.c'],
    ['in a folder of its environment', local('inline = ["./b.sh"]\n    env = { D = "../app" }'), 'app/x'],
    ['a role that a playbook names', ansible(''), 'ansible/roles/web/tasks/main.yml'],
    ['a script that a playbook runs', ansible(''), 'scripts/configure.sh'],
    ['the group variables beside a playbook', ansible(''), 'ansible/group_vars/all.yml'],
    [
      'variables of an argument that is longer than any name of a file',
      ansible(`extra_arguments = ["-e", "${'a=variable '.repeat(60)}@../vars.yml"]`),
      'vars.yml',
    ],
    ['variables of extra_arguments', ansible('extra_arguments = ["-e", "@../vars.yml"]'), 'vars.yml'],
    [
      'roles of ANSIBLE_ROLES_PATH',
      ansible('ansible_env_vars = ["ANSIBLE_ROLES_PATH=../roles"]'),
      'roles/x.yml',
    ],
    [
      'modules beside the manifest of puppet',
      template('provisioner "puppet-masterless" {\n    manifest_file = "../puppet/site.pp"\n  }'),
      'puppet/modules/x.pp',
      { 'puppet/site.pp': '' },
    ],
    ['the path of abspath()', shell('[abspath("${path.root}/../x.sh")]'), 'x.sh'],
    ['the paths of formatlist()', shell('formatlist("../sh/%s.sh", ["a", "b"])'), 'sh/b.sh'],
    ['a path of regex_replace()', shell('[regex_replace("../shXa.sh", "X", "/")]'), 'sh/a.sh'],
    ['a path of replace() by a pattern', shell('[replace("../shXa.sh", "/X/", "/")]'), 'sh/a.sh'],
    [
      'a path of yamldecode()',
      shell('yamldecode(file("l.yaml")).scripts'),
      's.sh',
      { 'packer/l.yaml': 'scripts: ["../s.sh"]\n' },
    ],
    ['a script in the folder that {{pwd}} names', shell('["{{pwd}}/../x.sh"]'), 'x.sh'],
    ['a script in the folder that {{ pwd }} names', shell('["{{ pwd }}/../x.sh"]'), 'x.sh'],
    ['a script whose path is rendered by Packer', shell('["../{{ lower `X` }}.sh"]'), 'x.sh'],
    [
      'a file that a rendered file reads',
      template('provisioner "shell" {\n    inline = [templatefile("${path.root}/t", {})]\n  }'),
      'n.txt',
      { 'packer/t': 'echo ${file("../n.txt")}\n' },
    ],
    [
      'the file of file(abspath())',
      template('provisioner "shell" {\n    inline = [file(abspath("../n"))]\n  }'),
      'n',
    ],
    [
      'a file below the folder of path.root',
      template('provisioner "shell" {\n    inline = [file("${dirname(path.root)}/../n")]\n  }'),
      'n',
    ],
  ])(
    'a file that a build reads outside of the templates folder counts: %s',
    async (_what, text, path, ...more) => {
      const workspace = repository(text, path, ...more);
      expect(await countsIn(workspace, path)).toBe(true);
    },
  );

  test('a script counts that a path finds above the folder that a symbolic link leads to, as open(2) does', async () => {
    const workspace = repository(shell('["link/../x.sh"]'), 'other/x.sh', { 'other/dir/y': '' });
    symlinkSync('../other/dir', join(workspace, 'packer/link'));
    expect(await countsIn(workspace, 'other/x.sh')).toBe(true);
  });

  test('a script counts whose path is no longer one after Unicode normalization', async () => {
    const workspace = repository(shell('["e\u0301.sh"]'), 'packer/\u00e9.sh');
    expect(await countsIn(workspace, 'packer/\u00e9.sh')).toBe(true);
  });

  test('a file in the home folder counts, by file() and by pathexpand()', async () => {
    for (const path of ['"~/.ami-action-test"', 'pathexpand("~/.ami-action-test")']) {
      const text = template(`provisioner "shell" {\n    inline = [fileexists(${path})]\n  }`);
      const { fingerprintInputs } = await itemIn(repository(text, 'x'));
      const names = fingerprintInputs.filter(({ kind }) => kind === 'file').map(({ name }) => name);
      expect(names).toEqual([join(homedir(), '.ami-action-test')]);
    }
  });
});

describe('the workspace', () => {
  test('the workspace counts as git sees it: what it ignores does not, what is not added yet does', async () => {
    const workspace = repository(local('inline = ["make"]'), 'app/x', {
      '.gitignore': 'cache/\n',
      'cache/y': 'one\n',
    });
    execFileSync('git', ['init', '--quiet', workspace]);
    expect(await countsIn(workspace, 'cache/y')).toBe(false);
    expect(await countsIn(workspace, 'app/x')).toBe(true);
    execFileSync('git', ['-C', workspace, 'add', '.']);
    expect(await countsIn(workspace, 'packer/new')).toBe(true);
  });

  test('the workspace counts with the working trees in it, whatever git the runner has checked them out by', async () => {
    const workspace = repository(local('inline = ["make"]'), 'other/x');
    execFileSync('git', ['init', '--quiet', join(workspace, 'other')]);
    expect(await countsIn(workspace, 'other/x')).toBe(true);
    execFileSync('git', ['init', '--quiet', workspace]);
    writeFiles(workspace, { 'other/x': 'three\n' });
    expect(await countsIn(workspace, 'other/x')).toBe(true);
  });

  test.each([
    'README.md',
    'packer/README',
    'LICENSE',
    '.github/workflows/build.yml',
    '.git/HEAD',
    'packer/packer_cache/x',
    'packer/crash.log',
    'packer/manifest.json',
    '.logs/ami-action-1/x.log',
    'ami.lock.json',
  ])('the workspace does not count with its %s', async (path) => {
    const manifest =
      'post-processor "manifest" {\n    output = "${local.name}.json"\n  }\n  post-processors {\n    post-processor "manifest" {}\n  }';
    const text = `${local('inline = ["make"]').replace(/\}\n$/, `  ${manifest}\n}\n`)}locals {\n  name = "manifest"\n}\n`;
    const workspace = repository(text, path);
    expect(await countsIn(workspace, path)).toBe(false);
    expect(await countsIn(workspace, 'packer/packer-manifest.json')).toBe(false);
  });

  test.each([
    'app/README.md',
    'app/LICENSE',
    'app/.github/x.yml',
    'packer/cfg/crash.log',
    'app/.logs/x',
    'app/packer_cache/x',
    'app/ami.lock.json',
    'app/manifest.json',
  ])('the workspace counts with its %s, which is named like what accompanies templates', async (path) => {
    const manifest = 'post-processor "manifest" {\n    output = "../app/manifest.json"\n  }';
    const text = local('inline = ["make"]').replace(/\}\n$/, `  ${manifest}\n}\n`);
    expect(await countsIn(repository(text, path), path)).toBe(true);
  });

  test('the workspace counts where a doubt is, and the note says why and how to bound it', async () => {
    const { notes } = await itemIn(repository(local('inline = ["make"]'), 'x'));
    expect(notes).toEqual([
      'the whole workspace counts as input, because of the provisioner shell-local, whose commands run on this machine ' +
        '(packer/x.pkr.hcl:8); the input reads bounds it',
    ]);
  });
});

describe('what a program of the build names outside of the workspace', () => {
  test.each([
    ['a folder', (outside: string) => local(`inline = ["tar c -C ${outside} ."]`)],
    ['a file in an option', (outside: string) => ansible(`extra_arguments = ["--vault=${outside}/x"]`)],
    ['a folder above', () => local('inline = ["cat ../../*/x"]\n    env = { D = "../.." }')],
  ])(
    'what a program names outside of the workspace makes the AMI always built, and the reason says how to bound it: %s',
    async (_what, textOf) => {
      const outside = temporaryFolder({ x: 'one\n' });
      const workspace = repository(textOf(outside), 'x');
      const { decision, why } = await itemIn(workspace);
      expect(decision).toBe('build');
      expect(why).toHaveLength(1);
      expect(why[0]).toMatch(
        /^always built: the provisioner .* names .*, outside of the workspace \(packer\/x\.pkr\.hcl:\d+\): list the files that it reads in the input reads$/,
      );
      const bounded = await itemIn(workspace, { reads: ['ansible'] });
      expect(bounded.why).toEqual(['no image of it exists in us-east-1']);
    },
  );

  test('what a program names outside of the workspace does not count where it is a program, a device or a temporary file of the system, or is not there', async () => {
    const text = local(
      'inline = ["/bin/sh -c true >/dev/null", "tar czf /tmp/a.tgz .", "ls /no/such", "curl https://example.com/a"]',
    );
    expect((await itemIn(repository(text, 'x'))).why).toEqual(['no image of it exists in us-east-1']);
  });
});

describe('the input reads', () => {
  const text = local('inline = ["make -C ../app", "sh ../one.sh"]');

  test('the input reads replaces a doubt by paths and globs', async () => {
    const workspace = repository(text, 'app/a/x.c', {
      'one.sh': 'one\n',
      'other/x': 'one\n',
      'lib/y': 'one\n',
    });
    const settings = { reads: ['app/**/*.c', './lib'] };
    expect(await countsIn(workspace, 'app/a/x.c', settings)).toBe(true);
    expect(await countsIn(workspace, 'app/b/z.c', settings)).toBe(true);
    expect(await countsIn(workspace, 'lib/y', settings)).toBe(true);
    expect(await countsIn(workspace, 'one.sh', settings)).toBe(true);
    expect(await countsIn(workspace, 'other/x', settings)).toBe(false);
    expect(await countsIn(workspace, 'other/x', { reads: [] })).toBe(false);
    expect((await itemIn(workspace, settings)).notes).toEqual([]);
  });

  test('the input reads refuses what names no file, all of it at once', async () => {
    const workspace = repository(text, 'app/x');
    await expect(itemIn(workspace, { reads: ['ap', 'app/*.c', 'app/[', 'app/x'] })).rejects.toThrow(
      'Input reads: "ap" names no file in the workspace',
    );
    await expect(itemIn(workspace, { reads: ['ap', 'app/['] })).rejects.toThrow(
      'Input reads: "app/[" is not a pattern of *, ?, **, [abc] and {a,b}',
    );
  });
});

describe('a file made during the build', () => {
  test('a file made during the build counts by what may make it, not by what an earlier build has left there', async () => {
    const upload = (file: string): string =>
      `${local('inline = ["tar czf made.tgz -C ../app ."]').replace(/\}\n$/, '')}  provisioner "file" {\n    source = "${file}"\n    destination = "/x"\n    generated = true\n  }\n}\n`;
    const workspace = repository(upload('made.tgz'), 'app/x', { '.gitignore': '*.tgz\n' });
    execFileSync('git', ['init', '--quiet', workspace]);
    expect(await countsIn(workspace, 'packer/made.tgz')).toBe(false);
    expect(await countsIn(workspace, 'app/x')).toBe(true);
  });
});

test('a folder that this user may not read is no part of the workspace', async () => {
  const workspace = repository(local('inline = ["make", "cat locked/x"]'), 'x', { 'packer/locked/x': '1' });
  chmodSync(workspace, 0o755);
  chmodSync(join(workspace, 'packer/locked'), 0);
  // Nothing is locked to root, who runs the tests of the sandbox.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    expect((await itemIn(workspace)).why).toEqual(['no image of it exists in us-east-1']);
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(join(workspace, 'packer/locked'), 0o755);
  }
});
