/** The release workflow: what it attests, and where it moves the major tag. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { temporaryFolder } from '../../helpers/folders.ts';

interface Release {
  readonly jobs: {
    readonly release: {
      readonly steps: readonly {
        readonly uses?: string;
        readonly run?: string;
        readonly name?: string;
        readonly with?: Readonly<Record<string, string>>;
      }[];
    };
  };
}

const root = join(import.meta.dirname, '../../..');
const workflow = parse(readFileSync(join(root, '.github/workflows/release.yml'), 'utf8')) as Release;
const { steps } = workflow.jobs.release;

test('a release attests all that runs: every file of dist, and action.yml', () => {
  const attest = steps.find(({ uses }) => uses?.startsWith('actions/attest-build-provenance@'));
  const patterns = attest?.with?.['subject-path']?.trim().split('\n') ?? [];
  const tracked = execFileSync('git', ['ls-files', 'dist', 'action.yml'], { cwd: root, encoding: 'utf8' });
  const isAttested = (path: string) =>
    patterns.some((pattern) => (pattern === 'dist/*' ? /^dist\/[^/]+$/.test(path) : pattern === path));
  expect(
    tracked
      .trim()
      .split('\n')
      .filter((path) => !isAttested(path)),
  ).toEqual([]);
});

/** Runs the step that moves the major tag, in a repository whose tags these are; gives the call to GitHub's API, or nothing. */
function move(tags: readonly string[], released: string): { calls: string; output: string } {
  const folder = temporaryFolder({
    'bin/gh': '#!/bin/sh\necho "gh $*" >>"$CALLS"\n',
  });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
  git('init', '-q');
  git('commit', '-q', '--allow-empty', '-m', 'x');
  for (const tag of tags) git('tag', tag);
  const run = steps.find(({ name }) => name === 'Move the major tag')?.run ?? 'exit 9';
  const calls = join(folder, 'calls');
  const output = execFileSync('bash', ['-eo', 'pipefail', '-c', `chmod +x bin/gh; : >"$CALLS"; ${run}`], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      CALLS: calls,
      GITHUB_REPOSITORY: 'catalyst/ami-action',
      GITHUB_REF_NAME: released,
      GITHUB_SHA: 'abc123',
    },
  });
  return { calls: readFileSync(calls, 'utf8'), output };
}

test.each([
  [['v1.2.0', 'v1.1.9'], 'v1.2.0'],
  [['v1.9.0', 'v1.10.0', 'v0.9.9', 'v1'], 'v1.10.0'],
  [['v1.2.0', 'v2.0.0'], 'v1.2.0'],
  [['v1.0.0'], 'v1.0.0'],
  [['v1.2.0', 'v1.3.0-rc1', 'v1-old'], 'v1.2.0'],
])('of the tags %j, the release %s moves the major tag to itself', (tags, released) => {
  const { calls } = move(tags, released);
  expect(calls).toMatch(/^gh api .*git\/refs\/tags\/v1 .*sha=abc123/);
});

test.each([
  [['v1.2.0', 'v1.0.5'], 'v1.0.5'],
  [['v1.10.0', 'v1.9.1'], 'v1.9.1'],
])('of the tags %j, the release %s leaves the major tag at the higher version', (tags, released) => {
  const { calls, output } = move(tags, released);
  expect(calls).toBe('');
  expect(output).toMatch(/^::notice::v1 stays at v1\.(2|10)\.0, a higher version than v1\./);
});
