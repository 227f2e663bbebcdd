/** The tool cache and the real client of the Actions cache, against a cache service in memory. */
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { restoreEntry, saveEntry } from '../../../src/tools/cache/actions-cache-sync.ts';
import { type EntryId, ToolCache } from '../../../src/tools/cache/tool-cache.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { type Runner, startRunner } from './publisher.ts';
import { startServer, type TestServer } from './server.ts';

const id: EntryId = { tool: 'ami-action-binaries', version: '0.0.0-a1b2', arch: 'linux-amd64' };
const before = { ...process.env };
let server: TestServer;
let runner: Runner;
let store: ToolCache;

beforeEach(async () => {
  server = await startServer();
  runner = await startRunner();
  store = new ToolCache(runner.toolCache, runner.log);
  Object.assign(process.env, {
    ACTIONS_CACHE_URL: `${server.url}/`,
    ACTIONS_RUNTIME_TOKEN: 'token',
    RUNNER_TEMP: runner.temp,
    GITHUB_WORKSPACE: temporaryFolder(),
  });
  delete process.env['ACTIONS_RESULTS_URL'];
  delete process.env['ACTIONS_CACHE_SERVICE_V2'];
});

afterEach(() => {
  for (const name of [
    'ACTIONS_CACHE_URL',
    'ACTIONS_RUNTIME_TOKEN',
    'RUNNER_TEMP',
    'GITHUB_WORKSPACE',
    'ACTIONS_RESULTS_URL',
    'ACTIONS_CACHE_SERVICE_V2',
  ]) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
});

const put = () =>
  store.put(id, async (folder) => {
    await mkdir(join(folder, 'bin'));
    await writeFile(join(folder, 'bin', 'worker-agent'), 'program');
    await chmod(join(folder, 'bin', 'worker-agent'), 0o755);
  });

test('an entry is saved and restored unchanged by the real client of the Actions cache', async () => {
  serveCache(server);
  const folder = await put();
  await saveEntry(store, id, runner.deps, null);
  await rm(folder, { recursive: true });
  expect(await store.find(id)).toBeNull();
  expect(await restoreEntry(store, id, runner.deps, null)).toBe(folder);
  expect(await store.find(id)).toBe(folder);
  expect(await readFile(join(folder, 'bin', 'worker-agent'), 'utf8')).toBe('program');
  expect((await stat(join(folder, 'bin', 'worker-agent'))).mode & 0o777).toBe(0o755);
  expect(runner.log.lines).toEqual([]);
});

test('an entry that was never saved is not restored', async () => {
  serveCache(server);
  expect(await restoreEntry(store, id, runner.deps, null)).toBeNull();
});

test('a cache service with nonsensical responses is not fatal', async () => {
  await put();
  await expect(saveEntry(store, id, runner.deps, null)).resolves.toBeUndefined();
  await expect(restoreEntry(store, { ...id, version: '0.0.0-other' }, runner.deps, null)).resolves.toBeNull();
});

/** Serves one entry by version 1 of the cache service's protocol, which @actions/cache and act support. */
function serveCache(target: TestServer): void {
  const base = '/_apis/artifactcache';
  let key = '';
  let version = '';
  let saved: Buffer | null = null;
  const json = (response: ServerResponse, body: unknown) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  target.otherwise(async (request, response) => {
    const url = new URL(request.url ?? '', target.url);
    if (url.pathname === `${base}/cache`) {
      const hit =
        saved !== null && url.searchParams.get('keys') === key && url.searchParams.get('version') === version;
      if (hit) json(response, { cacheKey: key, archiveLocation: `${target.url}/archive` });
      else response.writeHead(204).end();
    } else if (url.pathname === `${base}/caches`) {
      ({ key, version } = JSON.parse((await bodyOf(request)).toString()));
      json(response, { cacheId: 1 });
    } else if (request.method === 'PATCH') {
      saved = await bodyOf(request);
      response.writeHead(204).end();
    } else if (request.method === 'POST') response.writeHead(204).end();
    else response.writeHead(200, { 'content-length': saved?.length ?? 0 }).end(saved);
  });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
