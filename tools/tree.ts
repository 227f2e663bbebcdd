/** The files of the checkout as git sees them. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outputOf } from './run.ts';

/** Runs git and answers its standard output, without a newline at its end. */
export async function git(root: string, ...args: readonly string[]): Promise<string> {
  return (await outputOf('git', args, { cwd: root })).replace(/\n$/, '');
}

/** The tracked and new files that match git's pathspecs, without those that git ignores, sorted. */
export async function listFiles(root: string, ...specs: readonly string[]): Promise<string[]> {
  const args = [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
    '--',
    ...specs,
  ];
  const names = (await git(root, ...args)).split('\0').filter((name) => name !== '');
  const deleted = new Set((await git(root, 'ls-files', '-z', '--deleted', '--', ...specs)).split('\0'));
  return names.filter((name) => !deleted.has(name)).sort();
}

/** The SHA-256 of each of these files, by path. */
export async function hashFiles(root: string, names: readonly string[]): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const name of names) {
    const content = await readFile(join(root, name));
    digests[name] = createHash('sha256').update(content).digest('hex');
  }
  return digests;
}
