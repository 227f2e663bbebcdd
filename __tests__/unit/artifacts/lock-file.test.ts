/** The lock: written, read, used by plans, compared. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  describeLockChanges,
  formatLock,
  parseLock,
  readLock,
  writeLock,
} from '../../../src/artifacts/lock-file.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { resolveLock } from '../../../src/plan/plan.ts';
import { readTemplates } from '../../../src/templates/read.ts';
import { selectRecipes } from '../../../src/templates/select.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { fakeQueries, fixtures, hash, itemOf, planOf } from '../../helpers/planning.ts';

const parentAndChild = join(fixtures, 'parent-and-child');

async function lockFor(variables = {}, queries = fakeQueries()) {
  const templates = await readTemplates(parentAndChild, { env: {}, variables });
  return resolveLock({ templates, recipes: selectRecipes(templates, 'all'), region: 'us-east-1' }, queries);
}

test('a lock that is written and read is the same', async () => {
  const lock = await lockFor();
  const path = join(temporaryFolder(), 'ami.lock.json');
  expect(await readLock(path)).toBeNull();
  await writeLock(path, lock);
  expect(await readLock(path)).toEqual(lock);
  expect(lock).toMatchObject({ variables: { nebula_version: '1.9.0', ollama_version: 'latest' } });
  expect(lock.artifacts.ollama).toMatchObject({ version: '0.6.8', sha256: hash('b') });
  expect(readFileSync(path, 'utf8')).toBe(formatLock(lock));
});

test('a plan with a lock asks no publisher and has the same fingerprints', async () => {
  const lock = await lockFor();
  const silent = fakeQueries({
    fetchText: async (url) => Promise.reject(new Error(`${url} was asked`)),
    fetchRedirect: async (url) => Promise.reject(new Error(`${url} was asked`)),
  });
  const locked = await planOf(parentAndChild, { queries: silent, request: { lock } });
  const free: Plan = await planOf(parentAndChild);
  for (const ami of ['base', 'child']) {
    expect(itemOf(locked, ami).fingerprint).toBe(itemOf(free, ami).fingerprint);
  }
});

test("a plan with another plan's lock is the same and asks only for existing images", async () => {
  const free = await planOf(parentAndChild);
  const lock = parseLock(formatLock(free.lock));
  expect(lock).toEqual(free.lock);
  const world = fakeQueries({ sources: { filter: 'ami-newer' }, goProgramsDigest: async () => hash('9') });
  const again = await planOf(parentAndChild, { queries: world, request: { lock } });
  expect(again.items).toEqual(free.items);
  expect(world.asked.filter((question) => !question.startsWith('images '))).toEqual([]);
  const elsewhere = { ...lock, images: { 'eu-west-1': {} } };
  expect((await planOf(parentAndChild, { request: { lock: elsewhere } })).lock).toEqual(free.lock);
});

test('a lock for other versions is refused with what to do', async () => {
  const lock = await lockFor();
  await expect(
    planOf(parentAndChild, { variables: { nebula_version: '1.9.7' }, request: { lock } }),
  ).rejects.toThrow(
    'ami.lock.json: nebula_version is "1.9.7", but the lock was made for "1.9.0"; run the action with mode: lock and commit the file',
  );
});

test('a lock that lacks an artifact is refused', async () => {
  const lock = { ...(await lockFor()), artifacts: {} };
  await expect(planOf(parentAndChild, { request: { lock } })).rejects.toThrow(/it has no nebula.*mode: lock/);
});

describe('a file that is not a lock', () => {
  test.each([
    '',
    '[]',
    '{"version":2}',
    '{"version":1,"variables":{},"artifacts":{"other":{}}}',
    '{"version":1,"variables":{},"artifacts":{},"images":{"us-east-1":{"x":"i-1"}}}',
    '{"version":1,"variables":{},"artifacts":{},"agent":"latest"}',
    '{"version":1,"variables":{},"artifacts":{"nebula":{"version":"1","url":"http://x","sha256":"0"}}}',
  ])('the lock %j is refused with what to do', async (text) => {
    expect(() => parseLock(text)).toThrow(/^ami\.lock\.json: .*mode: lock and commit the file$/);
    const path = join(temporaryFolder(), 'ami.lock.json');
    writeFileSync(path, text);
    await expect(readLock(path)).rejects.toThrow(/mode: lock/);
  });
});

test('the changes of a lock are described artifact by artifact', async () => {
  const before = await lockFor();
  const after = await lockFor(
    {},
    fakeQueries({ fetchRedirect: async () => 'https://github.com/ollama/ollama/releases/tag/v0.7.0' }),
  );
  expect(describeLockChanges(before, before)).toEqual([]);
  expect(describeLockChanges(before, after)).toEqual(['ollama 0.6.8 -> 0.7.0']);
  expect(describeLockChanges(null, before)).toEqual(['nebula 1.9.0 is new', 'ollama 0.6.8 is new']);
  expect(describeLockChanges(before, { ...before, artifacts: {} })).toEqual([
    'nebula 1.9.0 is removed',
    'ollama 0.6.8 is removed',
  ]);
});
