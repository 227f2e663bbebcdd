/** The Go programs and the Actions cache. */
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionsCache } from '../../../src/tools/cache/actions-cache.ts';
import { digestGoPrograms } from '../../../src/tools/go-programs/go-programs.ts';
import { makeElf } from '../../helpers/elf.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { type Fleet, sources, startFleet } from './fleet.ts';
import { type Runner, startRunner } from './publisher.ts';

let fleet: Fleet;

beforeEach(async () => {
  fleet = await startFleet();
});

describe('the Actions cache', () => {
  let shared: string;
  const cacheAt = (folder: string): ActionsCache => ({
    isAvailable: async () => true,
    restore: async (target, key) => {
      const found = await stat(join(folder, key)).catch(() => null);
      if (found !== null) await cp(join(folder, key), target, { recursive: true });
      return found !== null;
    },
    save: (source, key) => cp(source, join(folder, key), { recursive: true }),
  });
  const runnerWith = async (cache: ActionsCache): Promise<Runner> => {
    const fresh = await startRunner();
    return { ...fresh, deps: { ...fresh.deps, cache } };
  };

  beforeEach(async () => {
    shared = temporaryFolder();
    await fleet.writeCopyingSources();
  });

  test('the Actions cache gives a fresh runner what another runner has built', async () => {
    const { digest } = await fleet.provide(await runnerWith(cacheAt(shared)));
    expect(await readdir(shared)).toEqual([`ami-action-binaries-linux-amd64-0.0.0-sha256-${digest}`]);
    const fresh = await runnerWith(cacheAt(shared));
    const restored = await fleet.provide(fresh);
    expect(restored).toMatchObject({ origin: 'actions-cache', digest });
    expect(await readdir(dirname(dirname(restored.dir)))).toEqual(['linux-amd64', 'linux-amd64.complete']);
    expect(await fleet.provide(fresh)).toMatchObject({ origin: 'tool-cache' });
  });

  test('a damaged entry of the Actions cache is not used', async () => {
    const { digest } = await fleet.provide(await runnerWith(cacheAt(shared)));
    const entry = join(
      shared,
      `ami-action-binaries-linux-amd64-0.0.0-sha256-${digest}`,
      'bin',
      'worker-agent',
    );
    await writeFile(entry, makeElf({ machine: 62, type: 3 }), { mode: 0o755 });
    const fresh = await runnerWith(cacheAt(shared));
    expect(await fleet.provide(fresh)).toMatchObject({ origin: 'built' });
    expect(fresh.log.lines).toContainEqual(
      expect.stringMatching(/^notice: .*: not restored from the Actions cache: .*worker-agent has SHA-256/),
    );
  });

  /** Replaces the agent of every entry, and what its record says of it. */
  const replaceAgents = async () => {
    const evil = makeElf({ machine: 62, type: 3 });
    for (const name of await readdir(shared)) {
      const record = join(shared, name, '.ami-action.json');
      const content = JSON.parse(await readFile(record, 'utf8')) as {
        files: Record<string, { sha256: string }>;
      };
      const agent = content.files['bin/worker-agent'];
      expect(agent).toBeDefined();
      if (agent !== undefined) agent.sha256 = createHash('sha256').update(evil).digest('hex');
      await writeFile(record, `${JSON.stringify(content, null, 2)}\n`);
      await writeFile(join(shared, name, 'bin', 'worker-agent'), evil, { mode: 0o755 });
    }
  };
  const key = 'k'.repeat(32);

  test('with a key, an entry that another step has replaced, record and all, is not used', async () => {
    await fleet.provide(await runnerWith(cacheAt(shared)), sources, null, key);
    await replaceAgents();
    const fresh = await runnerWith(cacheAt(shared));
    expect(await fleet.provide(fresh, sources, null, key)).toMatchObject({ origin: 'built' });
    expect(fresh.log.lines).toContainEqual(
      expect.stringMatching(
        /not restored from the Actions cache: .*not sealed with the input fingerprint-key/,
      ),
    );
  });

  test('with a key, an entry that a job of the same key has saved is used, and holds no more than was built', async () => {
    await fleet.provide(await runnerWith(cacheAt(shared)), sources, null, key);
    const restored = await fleet.provide(await runnerWith(cacheAt(shared)), sources, null, key);
    expect(restored.origin).toBe('actions-cache');
    expect(await readdir(dirname(restored.dir))).toEqual(['.ami-action.json', 'bin']);
  });

  test('jobs with other keys, or with none, have entries of their own', async () => {
    for (const own of [null, key, 'l'.repeat(32)]) {
      const runner = await runnerWith(cacheAt(shared));
      expect(await fleet.provide(runner, sources, null, own)).toMatchObject({ origin: 'built' });
    }
    expect(await readdir(shared)).toHaveLength(3);
    expect(JSON.stringify(await readdir(shared, { recursive: true }))).not.toContain(key);
  });

  test('the programs are built if the Actions cache fails', async () => {
    const broken = async () => {
      throw new Error('503 from the cache service');
    };
    const all = await runnerWith({ isAvailable: async () => true, restore: broken, save: broken });
    expect(await fleet.provide(all)).toMatchObject({ origin: 'built' });
    expect(all.log.lines.filter((line) => line.startsWith('notice:'))).toEqual([
      'notice: ami-action-binaries: not restored from the Actions cache: 503 from the cache service',
      'notice: ami-action-binaries: not saved in the Actions cache: 503 from the cache service',
    ]);
    expect(
      await fleet.provide(await runnerWith({ isAvailable: broken, restore: broken, save: broken })),
    ).toMatchObject({ origin: 'built' });
  });

  test('the Actions cache is not used while another run on the machine uses it', async () => {
    const fresh = await runnerWith(cacheAt(shared));
    const digest = await digestGoPrograms({ ...fleet, binaries: sources }, fresh.deps);
    await mkdir(
      join(fresh.toolCache, 'ami-action-binaries', `0.0.0-sha256-${digest}`, 'linux-amd64.transfer'),
      {
        recursive: true,
      },
    );
    expect(await fleet.provide(fresh)).toMatchObject({ origin: 'built' });
    expect(await readdir(shared)).toEqual([]);
  });

  test('the real client of the Actions cache is not loaded without a cache service', async () => {
    const names = ['ACTIONS_CACHE_URL', 'ACTIONS_RESULTS_URL'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) delete process.env[name];
    try {
      await expect(fleet.runner.deps.cache.isAvailable()).resolves.toBe(false);
    } finally {
      for (const [index, name] of names.entries())
        if (before[index] !== undefined) process.env[name] = before[index];
    }
  });
});
