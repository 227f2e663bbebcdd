// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** What the commands of provisioners read that run on the runner: it counts, or the AMI is always built. */

import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { temporaryFolder, writeFiles } from '../../helpers/folders.ts';
import { itemIn, provisioner, template } from '../../helpers/workspaces.ts';

const step = (type: string, body: string): string => template(provisioner(type, body));
const run = (command: string, more = ''): string =>
  step(
    'shell-local',
    `inline = [${JSON.stringify(command).replace(/[$%](?=\{)/g, (sign) => sign + sign)}]\n    ${more}`,
  );

/** A git repository with templates in `packer/`, which ignores `dist` and installed roles. */
function repository(text: string, files: Readonly<Record<string, string>> = {}): string {
  const workspace = temporaryFolder({
    'packer/x.pkr.hcl': text,
    '.gitignore': 'dist\nroles\n*.tgz\n',
    'app/main.c': 'int main;\n',
    ...files,
  });
  execFileSync('git', ['init', '--quiet', workspace]);
  return workspace;
}

const whyOf = async (workspace: string): Promise<string> => (await itemIn(workspace)).why.join('\n');
const reusable = 'no image of it exists in us-east-1';

describe('a command that reads what the workspace does not hold makes the AMI always built', () => {
  test.each([
    ['a folder glued to an option', 'tar -COUT -czf a.tgz .'],
    ['a glob of all files', 'cp OUT/* .'],
    ['a glob of some files', 'cp OUT/*.t .'],
    ['an URL of a file', 'curl file://OUT/x.t'],
    ['a quoted path with a space', "cat 'OUT/a b/x.t'"],
    ['an escaped path with a space', 'cat OUT/a\\ b/x.t'],
    ['what an earlier step left in the folder of temporary files', 'cp OUT/x.t .'],
    ['a path in a variable of the command', 'D=OUT; cp $D/x.t .'],
    ['a path from a folder above', 'cd .. && cat RELATIVE/x.t'],
    ['a path in a command substitution', 'echo "$(cat OUT/x.t)"'],
    ['a program of the workspace that names it', 'sh ../build.sh'],
    ['a program below the folder of another', '../tools/run'],
  ])('a path outside of the workspace: %s', async (_what, command) => {
    const outside = temporaryFolder({ 'x.t': 'one\n', 'a b/x.t': 'one\n' });
    const relative = `../${basename(outside)}`;
    const workspace = repository(run(command.replace('OUT', outside).replace('RELATIVE', relative)), {
      'build.sh': `cp ${outside}/x.t .\n`,
      'tools/run': '#!/bin/sh\n. ./lib.sh\n',
      'tools/lib.sh': `cat ${outside}/x.t\n`,
    });
    expect(await whyOf(workspace)).toMatch(
      /^always built: the provisioner shell-local, .* names [/.].*, outside of the workspace \(packer\/x\.pkr\.hcl:\d+\): list the files that it reads in the input reads$/,
    );
  });

  test.each([
    ['the commit, by its variable', 'echo $GITHUB_SHA > v', 'reads the environment variable GITHUB_SHA'],
    ['a variable in braces', 'echo ${VERSION:-1} > v', 'reads the environment variable VERSION'],
    ['a variable of its own default', 'V=${V:-1}; echo $V > v', 'reads the environment variable V'],
    [
      'a variable by a program',
      'printenv GITHUB_REF_NAME > v',
      'reads the environment variable GITHUB_REF_NAME',
    ],
    ['the run of Packer', 'echo $PACKER_RUN_UUID > v', 'reads the environment variable PACKER_RUN_UUID'],
    ['the tags of git', 'git describe --tags > v', 'asks git'],
    ["git's own files", 'cat ../.git/HEAD > v', 'asks git'],
    ['a path that a command tells', 'cp $(cat list)/x .', "names a path by another command's output"],
  ])('a value that changes without a file: %s', async (_what, command, reason) => {
    const why = await whyOf(repository(run(command)));
    expect(why).toMatch(
      /^always built: the provisioner shell-local, whose commands run on this machine and /,
    );
    expect(why).toContain(`${reason} (packer/x.pkr.hcl:`);
  });

  test('a text that the plan cannot compute', async () => {
    const text = step('shell-local', 'inline = ["cp ${csvdecode("a\\n/x")[0].a} ."]');
    expect(await whyOf(repository(text))).toContain('holds a text that the plan cannot compute');
  });
});

test.each([
  ['packs a folder', 'tar czf /tmp/a.tgz -C ../app .'],
  ['leaves git out', 'tar --exclude=.git -czf /tmp/a.tgz . && curl -O https://example.com/git/x'],
  ['builds', 'cd .. && make -C app && mkdir -p out && cp app/x out/'],
  ['sets its variables', 'V=1.2; for f in *.c; do cc -DV=$V "$f" -o "${f%.c}"; done'],
  ['is given variables', 'echo $V $PACKER_BUILD_NAME', 'env = { V = "1" }'],
  ['finds its own folder', 'cp "$(dirname "$0")/x" "$(pwd)/y" "$PWD/z" "$GITHUB_WORKSPACE/app/main.c" .'],
  ['downloads', 'curl -fsSL https://example.com/a/b -o x && aws s3 cp s3://b/k . --region $AWS_REGION'],
  ['edits', "sed -i 's/a/b/' x && grep -q '^/foo' x || awk '{ print $1, $NF }' x >/dev/null 2>&1"],
  ['ignores files', 'cp ../.gitignore .'],
])('a command that %s is bounded by the workspace', async (_what, command, more = '') => {
  expect(await whyOf(repository(run(command, more)))).toBe(reusable);
});

describe('what git ignores counts where it is named', () => {
  const files = { 'dist/x': 'one\n', 'ansible/roles/web/tasks/main.yml': 'one\n', 'ansible/site.yml': '' };

  test.each([
    ['a folder that is packed', run('tar czf /tmp/a.tgz -C ../dist .')],
    ['a folder glued to an option', run('tar czf /tmp/a.tgz -C../dist .')],
    ['a glob', run('cp ../dist/* .')],
    ['a file from a folder above', run('cd .. && cp dist/x y')],
    ['a folder from a folder above', run('cd .. && tar czf y.tgz dist')],
    ['a file below a variable', run('cp "$GITHUB_WORKSPACE/dist/x" .')],
    ['a file that a script of shell-local reads', step('shell-local', 'script = "pack.sh"')],
    ['a link of git to the folder', run('tar czhf /tmp/a.tgz -C ../app .')],
    [
      'roles beside a playbook',
      step('ansible', 'playbook_file = "../ansible/site.yml"'),
      'ansible/roles/web/tasks/main.yml',
    ],
  ])('a change of it gives the AMI another fingerprint: %s', async (_what, text, path = 'dist/x') => {
    const workspace = repository(text, { ...files, 'packer/pack.sh': 'cp ../dist/x .\n' });
    symlinkSync('../dist', join(workspace, 'app/d'));
    const before = await itemIn(workspace);
    expect(before.why).toEqual([reusable]);
    writeFiles(workspace, { [path]: 'two\n' });
    expect((await itemIn(workspace)).fingerprint).not.toBe(before.fingerprint);
  });

  test('a README of the workspace that a command packs', async () => {
    const workspace = repository(run('tar czf /tmp/a.tgz -C .. .'), { 'README.md': 'one\n' });
    const before = await itemIn(workspace);
    writeFiles(workspace, { 'README.md': 'two\n' });
    expect((await itemIn(workspace)).fingerprint).not.toBe(before.fingerprint);
  });
});
