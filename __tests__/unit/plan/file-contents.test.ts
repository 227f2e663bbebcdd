// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** What of a file counts: its bytes, and where Packer passes it on, its mode. */

import {
  chmodSync,
  mkdirSync,
  openSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { temporaryFolder, writeFiles } from '../../helpers/folders.ts';
import { fingerprintsOf, itemOf, planOf } from '../../helpers/planning.ts';
import { template } from '../../helpers/workspaces.ts';

const script = (more = ''): string =>
  template(`provisioner "shell" {\n    script = "s.sh"\n    ${more}\n  }`);
const upload = (path: string): string =>
  template(`provisioner "file" {\n    source = "${path}"\n    destination = "/x"\n  }`);

/** Whether the second content of the file gives another fingerprint. */
async function differs(text: string, path: string, one: string, two: string): Promise<boolean> {
  const folder = temporaryFolder({ 'x.pkr.hcl': text, [path]: one });
  const before = await fingerprintsOf(folder);
  writeFiles(folder, { [path]: two });
  return JSON.stringify(before) !== JSON.stringify(await fingerprintsOf(folder));
}

/** Longer than what is read in one call. */
const long = 'echo line\n'.repeat(300_000);
const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

describe('line endings', () => {
  // What Packer 1.16.0 sends, from provisioner/shell/unix_reader.go.
  test.each<[string, string, string, boolean]>([
    ['CRLF instead of LF', 'a\nb\n', 'a\r\nb\r\n', false],
    ['CRLF on one line only', 'a\nb\n', 'a\r\nb\n', false],
    ['no end of the last line', 'a\nb\n', 'a\nb', false],
    ['a CR at the end', 'a\nb', 'a\nb\r', false],
    ['CRLF in a long script', long, crlf(long), false],
    ['two CR', 'a\n', 'a\r\r\n', true],
    ['a CR within a line', 'a\n', 'a\rb\n', true],
    ['another line', 'a\n', 'a\n\n', true],
    ['a line at the end of a long script', long, `${long}x`, true],
  ])('line endings of a shell script count as Packer sends them: %s', async (_what, one, two, expected) => {
    expect(await differs(script(), 's.sh', one, two)).toBe(expected);
    expect(await differs(script('binary = true'), 's.sh', one, two)).toBe(true);
  });

  test.each([
    ['of an uploaded file', upload('f')],
    ['of a file that file() reads', template('provisioner "shell" {\n    inline = [file("f")]\n  }')],
    ['of a script for PowerShell', template('provisioner "powershell" {\n    script = "f"\n  }')],
    ['of a script on this machine', template('provisioner "shell-local" {\n    script = "f"\n  }')],
    ['of a rendered file', template('provisioner "shell" {\n    inline = [templatefile("f", {})]\n  }')],
  ])('line endings %s count as they are', async (_what, text) => {
    expect(await differs(text, 'f', 'a\nb\n', 'a\r\nb\r\n')).toBe(true);
    expect(await differs(text, 'f', long, crlf(long))).toBe(true);
  });

  test('line endings of a heredoc count, those of the template around it do not', async () => {
    const heredoc = template('provisioner "shell" {\n    inline = [<<EOT\necho\nEOT\n    ]\n  }');
    expect(await differs(heredoc, 'x.pkr.hcl', heredoc, crlf(heredoc))).toBe(true);
    expect(await differs(script(), 'x.pkr.hcl', script(), crlf(script()))).toBe(false);
  });
});

describe('modes', () => {
  async function modeCounts(text: string, path: string, from: number, to: number): Promise<boolean> {
    const folder = temporaryFolder({ 'x.pkr.hcl': text, f: 'x\n', 's.sh': 'x\n', 'up/inner/f': 'x\n' });
    chmodSync(join(folder, path), from);
    const before = await fingerprintsOf(folder);
    chmodSync(join(folder, path), to);
    return JSON.stringify(before) !== JSON.stringify(await fingerprintsOf(folder));
  }

  test.each<[string, string, string, boolean]>([
    ['an uploaded file', upload('f'), 'f', true],
    ['a file in an uploaded folder', upload('up'), 'up/inner/f', true],
    [
      'a file that a program on this machine may pack',
      template('provisioner "shell-local" {\n    inline = ["make"]\n  }'),
      'f',
      true,
    ],
    ['a shell script, which Packer makes executable', script(), 's.sh', false],
    [
      'a file that file() reads',
      template('provisioner "shell" {\n    inline = [file("f")]\n  }'),
      'f',
      false,
    ],
  ])('modes of %s count as far as they reach the machine', async (_what, text, path, expected) => {
    expect(await modeCounts(text, path, 0o644, 0o600)).toBe(expected);
    expect(await modeCounts(text, path, 0o644, 0o755)).toBe(expected);
  });

  test('modes of a folder within an uploaded folder count', async () => {
    expect(await modeCounts(upload('up'), 'up/inner', 0o755, 0o700)).toBe(true);
  });
});

test('a file that is read in several ways counts with all that each of them passes on', async () => {
  const read = 'provisioner "shell" {\n    inline = [file("f")]\n  }\n';
  for (const more of [
    'provisioner "file" {\n    source = "f"\n    destination = "/x"\n  }',
    'provisioner "shell-local" {\n    inline = ["make"]\n  }',
  ]) {
    const folder = temporaryFolder({ 'x.pkr.hcl': template(read + more), f: 'x\n' });
    chmodSync(join(folder, 'f'), 0o644);
    const before = await fingerprintsOf(folder);
    chmodSync(join(folder, 'f'), 0o600);
    expect(await fingerprintsOf(folder)).not.toEqual(before);
  }
});

describe('an uploaded folder', () => {
  test.each(['up/.git/HEAD', 'up/packer_cache/x', 'up/README.md', 'up/.hidden'])(
    'counts with its %s',
    async (path) => {
      expect(await differs(upload('up'), path, 'one\n', 'two\n')).toBe(true);
    },
  );

  test('an uploaded folder counts with files whose names are not UTF-8', async () => {
    const folder = temporaryFolder({ 'x.pkr.hcl': upload('up') });
    mkdirSync(join(folder, 'up'));
    const path = (name: string) => Buffer.concat([Buffer.from(`${folder}/up/`), Buffer.from(name, 'latin1')]);
    writeFileSync(path('a\xe9'), 'one\n');
    writeFileSync(path('a\xe8'), 'one\n');
    const before = itemOf(await planOf(folder), 'x');
    const names = before.fingerprintInputs.filter(({ kind }) => kind === 'file').map(({ name }) => name);
    expect(names).toEqual(['up/a\\xe8', 'up/a\\xe9']);
    writeFileSync(path('a\xe9'), 'two\n');
    expect(itemOf(await planOf(folder), 'x').fingerprint).not.toBe(before.fingerprint);
  });

  test('an uploaded folder with a link to itself is refused by the name of the link', async () => {
    const folder = temporaryFolder({ 'x.pkr.hcl': upload('up'), 'up/a': '' });
    symlinkSync('loop', join(folder, 'up/loop'));
    await expect(planOf(folder)).rejects.toThrow(
      `${folder}/up/loop is a symbolic link that leads to itself; remove it, or point it at a file`,
    );
  });
});

test('a link to itself in a workspace of which any file may be read does no harm', async () => {
  const folder = temporaryFolder({
    'x.pkr.hcl': template('provisioner "shell-local" {\n    inline = ["make"]\n  }'),
  });
  symlinkSync('loop', join(folder, 'loop'));
  const before = await fingerprintsOf(folder);
  symlinkSync('x.pkr.hcl', join(folder, 'other'));
  expect(await fingerprintsOf(folder)).not.toEqual(before);
});

test('a file of more than 2 GiB is hashed to its end', async () => {
  const folder = temporaryFolder({ 'x.pkr.hcl': upload('image') });
  const file = join(folder, 'image');
  writeFileSync(file, '');
  const size = 2 ** 31 + 4096;
  truncateSync(file, size);
  const before = await fingerprintsOf(folder);
  const handle = openSync(file, 'r+');
  writeSync(handle, 'x', size - 1);
  expect(await fingerprintsOf(folder)).not.toEqual(before);
});

test('files of a large tree count by their folders, each with its name and content', async () => {
  const files = Array.from({ length: 2100 }, (_, index) => [`up/${index % 3}/${index}`, `${index}\n`]);
  const folder = temporaryFolder({ 'x.pkr.hcl': upload('up'), ...Object.fromEntries(files) });
  const inputsOf = async () => {
    const { fingerprintInputs } = itemOf(await planOf(folder), 'x');
    return fingerprintInputs.filter(({ kind }) => kind === 'file').map(({ name, digest }) => [name, digest]);
  };
  const before = await inputsOf();
  expect(before.map(([name]) => name)).toEqual(['up/0/', 'up/1/', 'up/2/']);
  const changed = async () => (await inputsOf()).map(([, digest], index) => digest !== before[index]?.[1]);
  writeFiles(folder, { 'up/1/1': 'other\n' });
  expect(await changed()).toEqual([false, true, false]);
  renameSync(join(folder, 'up/2/2'), join(folder, 'up/2/new'));
  expect(await changed()).toEqual([false, true, true]);
});

test('a path outside of the workspace has the same name however deep the templates lie in it', async () => {
  const outside = temporaryFolder({ f: 'one\n' });
  const names = async (depth: string): Promise<string[]> => {
    const workspace = temporaryFolder({ [`${depth}/x.pkr.hcl`]: upload(join(outside, 'f')) });
    const plan = await planOf(join(workspace, depth), { workspace });
    return itemOf(plan, 'x')
      .fingerprintInputs.filter(({ kind }) => kind === 'file')
      .map(({ name }) => name);
  };
  expect(await names('a')).toEqual([join(outside, 'f')]);
  expect(await names('a/b/c')).toEqual(await names('a'));
});
