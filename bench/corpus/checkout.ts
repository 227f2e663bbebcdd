/** Checkouts of a public repository: as its commit has it, and elsewhere, later, after commits that concern no AMI. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CorpusCase } from './cases.ts';

const author = [
  '-c',
  'user.name=corpus',
  '-c',
  'user.email=corpus@example.com',
  '-c',
  'commit.gpgsign=false',
];

/** Runs git in a folder, where no configuration of this machine's user applies; its output, trimmed. */
function git(folder: string, ...args: readonly string[]): string {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_LFS_SKIP_SMUDGE: '1',
  };
  return execFileSync('git', args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

/**
 * Checks a case's commit out below `root`, unless it lies there already.
 * @param from the repositories' address, in which `{owner}` and `{name}` stand for their names
 */
export function checkOut({ repository, commit }: CorpusCase, root: string, from: string): string {
  const folder = join(root, repository);
  if (existsSync(join(folder, '.git')) && git(folder, 'rev-parse', 'HEAD') === commit) {
    git(folder, 'reset', '--quiet', '--hard', commit);
    git(folder, 'clean', '--quiet', '-ffdx');
    return folder;
  }
  const [owner = '', name = ''] = repository.split('/');
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet');
  git(
    folder,
    'fetch',
    '--quiet',
    '--depth=1',
    from.replace('{owner}', owner).replace('{name}', name),
    commit,
  );
  git(folder, 'checkout', '--quiet', '--force', '--detach', commit);
  return folder;
}

/** Clones a checkout to another path, as another job does. */
export function cloneElsewhere(checkout: string, folder: string): string {
  mkdirSync(dirname(folder), { recursive: true });
  git(dirname(folder), 'clone', '--quiet', '--no-local', '--depth=1', `file://${checkout}`, folder);
  return folder;
}

/** Commits a change of the README. */
export function commitReadme(checkout: string): void {
  const readme = readdirSync(checkout).find((name) => /^readme/i.test(name)) ?? 'README.md';
  appendFileSync(join(checkout, readme), '\nA line more.\n');
  commitAll(checkout);
}

/** Commits a new source file, in a folder that no template can know. */
export function commitElsewhere(checkout: string): void {
  mkdirSync(join(checkout, 'another-program'));
  writeFileSync(join(checkout, 'another-program/main.c'), 'int main(void) { return 0; }\n');
  commitAll(checkout);
}

function commitAll(checkout: string): void {
  git(checkout, 'add', '--all');
  git(checkout, ...author, 'commit', '--quiet', '--message', 'Change');
}

export function commitOf(checkout: string): string {
  return git(checkout, 'rev-parse', 'HEAD');
}

/** Writes files that are no part of the repository, and are the same in each checkout. */
export function makeFiles(checkout: string, paths: readonly string[]): void {
  for (const path of paths) {
    const file = join(checkout, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `stands for ${path}\n`);
  }
}
