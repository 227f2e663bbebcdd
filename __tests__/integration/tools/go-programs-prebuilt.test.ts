/** Prebuilt Go programs from an HTTP server. */
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { BinariesInput } from '../../../src/inputs/values.ts';
import { digestGoPrograms } from '../../../src/tools/go-programs/go-programs.ts';
import { makeElf } from '../../helpers/elf.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { makeZip } from '../../helpers/zip.ts';
import { type Fleet, nothingWasKept, startFleet } from './fleet.ts';
import { sha256 } from './publisher.ts';
import { startServer, type TestServer } from './server.ts';

let fleet: Fleet;

beforeEach(async () => {
  fleet = await startFleet();
});

describe('an archive with its SHA-256', () => {
  let server: TestServer;
  const agent = makeElf({ machine: 62 });
  beforeEach(async () => {
    server = await startServer();
  });

  const serve = (name: string, content: Buffer): BinariesInput => {
    server.on(`/fleet.example.com/${name}`, content);
    return { kind: 'url', url: `https://fleet.example.com/${name}`, sha256: sha256(content).toUpperCase() };
  };
  const tarOf = async (files: Record<string, Buffer>) => {
    const folder = temporaryFolder();
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    return execFileSync('tar', ['-czf', '-', '-C', folder, '.']);
  };

  test.each<[string, (files: Record<string, Buffer>) => Buffer | Promise<Buffer>]>([
    ['agent.zip', (files) => makeZip(files)],
    ['agent.tar.gz', tarOf],
    ['agent-1.2.tgz', tarOf],
  ])('the prebuilt archive %s is fetched, verified and unpacked', async (name, pack) => {
    const files = {
      'release/worker-agent': agent,
      'release/control-plane': agent,
      'README.md': Buffer.from('read'),
    };
    const archive = serve(name, await pack(files));
    const programs = await fleet.provide(fleet.runner, archive, server.url);
    expect(programs.origin).toBe('downloaded');
    expect((await readdir(programs.dir)).sort()).toEqual(['control-plane', 'worker-agent']);
    expect((await stat(join(programs.dir, 'worker-agent'))).mode & 0o777).toBe(0o755);
    expect(programs.digest).toBe(await digestGoPrograms({ ...fleet, binaries: archive }, fleet.runner.deps));
    expect(await fleet.provide(fleet.runner, archive, server.url)).toEqual({
      ...programs,
      origin: 'tool-cache',
    });
    expect(server.asked).toHaveLength(1);
    expect(await readdir(fleet.runner.toolCache)).toEqual(['ami-action-binaries']);
  });

  test.each<[string, () => Promise<BinariesInput>, RegExp]>([
    [
      'a wrong SHA-256',
      async () =>
        ({ ...serve('a.zip', makeZip({ 'worker-agent': agent })), sha256: 'a'.repeat(64) }) as BinariesInput,
      /a\.zip is not trusted: its SHA-256 is \w{64}, but a{64} was expected\. Nothing/,
    ],
    [
      'no worker-agent',
      async () => serve('a.zip', makeZip({ agent })),
      /must hold worker-agent exactly once; it holds: agent/,
    ],
    [
      'two worker-agents',
      async () => serve('a.tgz', await tarOf({ 'x/worker-agent': agent, 'y/worker-agent': agent })),
      /exactly once/,
    ],
    [
      'a worker-agent for another architecture',
      async () => serve('a.zip', makeZip({ 'worker-agent': makeElf({ machine: 183 }) })),
      /is built for linux\/arm64/,
    ],
    [
      'damaged content',
      async () => serve('a.tgz', Buffer.from('no archive')),
      /cannot be unpacked: .*tar' failed with exit code/,
    ],
    [
      'an unknown format',
      async () => serve('a.rar', Buffer.from('')),
      /must be a \.zip, \.tar\.gz or \.tgz archive/,
    ],
    [
      'an address where there is none',
      async () => ({ kind: 'url', url: 'https://fleet.example.com/none.zip', sha256: 'a'.repeat(64) }),
      /answered 404/,
    ],
  ])('a prebuilt archive with %s is refused and not kept', async (_what, archive, expected) => {
    await expect(fleet.provide(fleet.runner, await archive(), server.url)).rejects.toThrow(expected);
    await nothingWasKept(fleet.runner);
  });
});
