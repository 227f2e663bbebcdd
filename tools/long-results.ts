/**
 * What the last `make test-long` came to, as a file in git, and how old it is: `node tools/long-results.ts` fails where the code that it covers
 * has changed since, or where something failed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ingredients } from './ingredients.ts';
import { git } from './tree.ts';

/** __tests__/long/results.json. */
export interface LongResults {
  /** The commit that was tested, whole and without a change beside it. */
  readonly commit: string;
  /** When it ended, in ISO 8601. */
  readonly finishedAt: string;
  /** The first seed of the random tests. */
  readonly seed: number;
  /** How many cases each random test had. */
  readonly cases: number;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  readonly suites: readonly {
    readonly name: string;
    readonly passed: number;
    readonly failed: number;
    readonly seconds: number;
  }[];
}

const file = '__tests__/long/results.json';
/** What the long tests cover: a commit to any of these makes their results old. The random tests call src/ itself, the others what it is bundled to. */
const covered = ['src', ...ingredients];
/** The same for a person to read. */
const coveredFolders = covered.filter((spec) => !spec.startsWith(':')).join(', ');

/**
 * What is wrong with the results, or null where they are as good as new. `commitsSince` counts the commits to what they cover since theirs; null
 * where git does not know theirs.
 */
export function findAgeFault(results: LongResults | null, commitsSince: number | null): string | null {
  if (results === null) return `there is no ${file}: run \`make test-long\` and commit it`;
  if (commitsSince === null)
    return `${file} is of commit ${results.commit}, which this history does not hold: run \`make test-long\` and commit it`;
  if (commitsSince > 0)
    return `${file} is ${commitsSince} commit${commitsSince === 1 ? '' : 's'} to ${coveredFolders} old: run \`make test-long\` and commit it`;
  if (results.failed > 0) return `${results.failed} of the long tests failed at ${results.commit}`;
  return results.passed > 0 ? null : `${file} says that no test ran`;
}

async function readResults(root: string): Promise<LongResults | null> {
  try {
    return JSON.parse(await readFile(join(root, file), 'utf8')) as LongResults;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** How many commits to what the long tests cover are in HEAD and not in the results' commit; null where that one is unknown. */
async function countCommitsSince(root: string, commit: string): Promise<number | null> {
  try {
    await git(root, 'merge-base', '--is-ancestor', commit, 'HEAD');
    return Number(await git(root, 'rev-list', '--count', `${commit}..HEAD`, '--', ...covered));
  } catch {
    return null;
  }
}

/** What is wrong with the results in this checkout, or null. */
async function findLongResultsFault(root: string): Promise<string | null> {
  const results = await readResults(root);
  return findAgeFault(results, results && (await countCommitsSince(root, results.commit)));
}

/** One line for the end of `make test`. */
export async function describeLongResults(root: string): Promise<string> {
  const fault = await findLongResultsFault(root);
  return fault === null ? 'long tests: passed on this code' : `long tests: ${fault}`;
}

/**
 * Writes the results of a run at HEAD, and answers where. Answers null, and writes nothing, where what they cover has changes that are not
 * committed: no commit would be their truth.
 */
export async function writeLongResults(
  root: string,
  results: Omit<LongResults, 'commit' | 'finishedAt'>,
): Promise<string | null> {
  if ((await git(root, 'status', '--porcelain', '--', ...covered)) !== '') return null;
  const commit = (await git(root, 'rev-parse', 'HEAD')).trim();
  const all: LongResults = { commit, finishedAt: new Date().toISOString(), ...results };
  await writeFile(join(root, file), `${JSON.stringify(all, null, 2)}\n`);
  return file;
}

if (process.argv[1] === import.meta.filename) {
  const fault = await findLongResultsFault(join(import.meta.dirname, '..'));
  if (fault !== null) {
    console.error(`${process.env['GITHUB_ACTIONS'] === 'true' ? '::error::' : ''}${fault}`);
    process.exitCode = 1;
  } else console.log('the long tests passed on this code');
}
