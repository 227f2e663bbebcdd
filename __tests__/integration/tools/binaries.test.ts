import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionsCache } from '../../../src/tools/actions-cache.ts';
import type { Run } from '../../../src/tools/deps.ts';
import { agentBinaries, type BinariesInput, binariesDigest } from '../../../src/tools/index.ts';
import { makeElf } from '../../helpers/elf.ts';
import { makeZip } from '../../helpers/zip.ts';
import { fakeLog, temporaryFolder } from '../../unit/tools/fakes.ts';
import { type Runner, sha256, startRunner } from './publisher.ts';
import { startServer, type TestServer } from './server.ts';

const OUTPUT = 'bin/linux-amd64';
const makefile = `build-linux:
\tGOOS=linux GOARCH=amd64 go build -o ${OUTPUT}/worker-agent ./agent
\tGOOS=linux GOARCH=amd64 go build -o ${OUTPUT}/control-plane ./plane
`;
/** Instead of Go: copies what stands ready, for whatever is not about Go. */
const copying = `build-linux:\n\tmkdir -p ${OUTPUT}\n\tcp agent.elf ${OUTPUT}/worker-agent\n`;

let workspace: string;
let actionRoot: string;
let runner: Runner;

beforeEach(async () => {
  workspace = await temporaryFolder();
  actionRoot = await temporaryFolder();
  runner = await startRunner();
});

const write = (name: string, content: string | Buffer) =>
  writeFile(path.join(workspace, 'agent', name), content);

async function goSources() {
  for (const part of ['agent', 'plane']) {
    await mkdir(path.join(workspace, 'agent', part), { recursive: true });
    await write(`${part}/main.go`, `package main\n\nfunc main() { println("${part}") }\n`);
  }
  await write('go.mod', 'module example.com/agent\n\ngo 1.21\n');
  await write('Makefile', makefile);
}

async function readySources(elf = makeElf({ machine: 62 })) {
  await mkdir(path.join(workspace, 'agent'), { recursive: true });
  await write('agent.elf', elf);
  await write('Makefile', copying);
}

const sources: BinariesInput = { kind: 'folder', path: 'agent' };
const make = (on = runner, binaries: BinariesInput = sources, mirror: string | null = null) =>
  agentBinaries({ binaries, workspace, actionRoot, mirror }, on.deps);

async function nothingWasKept() {
  const left = await readdir(runner.toolCache, { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
}

describe('real Go sources', () => {
  test('are built once, into static programs, the same wherever they lie, and not in the workspace', async () => {
    await goSources();
    const built = await make();
    expect(built).toMatchObject({
      origin: 'built',
      digest: await binariesDigest({ binaries: sources, workspace, actionRoot }, runner.deps),
    });
    expect((await readdir(built.dir)).sort()).toEqual(['control-plane', 'worker-agent']);
    expect((await readdir(path.join(workspace, 'agent'))).sort()).toEqual([
      'Makefile',
      'agent',
      'go.mod',
      'plane',
    ]);
    if (process.platform === 'linux' && process.arch === 'x64') {
      expect(
        execFileSync(path.join(built.dir, 'worker-agent'), { stdio: ['ignore', 'ignore', 'pipe'] }),
      ).toBeDefined();
    }
    expect(runner.log.lines.filter((line) => line.startsWith('notice'))).toEqual([]);
    expect(await make()).toEqual({ ...built, origin: 'tool-cache' });

    const other = await startRunner();
    await cp(path.join(workspace, 'agent'), path.join(actionRoot, 'agent'), { recursive: true });
    await rm(path.join(workspace, 'agent'), { recursive: true });
    const again = await make(other);
    expect(again).toMatchObject({ origin: 'built', digest: built.digest });
    const bytes = (dir: string) => readFile(path.join(dir, 'worker-agent'));
    expect((await bytes(again.dir)).equals(await bytes(built.dir))).toBe(true);
  });

  test("that do not compile are told with the compiler's words", async () => {
    await goSources();
    await write('agent/main.go', 'package main\n\nfunc main() { undefinedFunction() }\n');
    await expect(make()).rejects.toThrow(
      /"make build-linux" failed with exit code 2 in a copy of \S+agent \(.*\): .*agent\/main\.go:3:15: undefined: undefinedFunction/s,
    );
    await nothingWasKept();
  });

  test('have a digest of their own for another Go version, and for other flags', async () => {
    await goSources();
    const digest = (env: Record<string, string>, version?: string) => {
      const run: Run = async (...args) => {
        const answer = await runner.deps.run(...args);
        return version === undefined
          ? answer
          : { ...answer, stdout: answer.stdout.replace(/"go1[^"]*"/, `"${version}"`) };
      };
      return binariesDigest(
        { binaries: sources, workspace, actionRoot },
        { ...runner.deps, run, env: { ...runner.deps.env, ...env } },
      );
    };
    const plain = await digest({});
    expect(await digest({ UNRELATED: '1', GOOS: 'plan9', GITHUB_RUN_ID: '7' })).toBe(plain);
    expect(await digest({}, 'go1.99.0')).not.toBe(plain);
    expect(await digest({ GOFLAGS: '-tags=fleet' })).not.toBe(plain);
    expect(await digest({ CGO_ENABLED: '1' })).not.toBe(plain);
    expect(await digest({ GOAMD64: 'v3' })).not.toBe(plain);
  });
});

describe('make build-linux', () => {
  test('sees no secret of the job, and nothing that is in no key', async () => {
    await readySources();
    await write(
      'Makefile',
      `${copying}\t@test -z "$(AWS_SECRET_ACCESS_KEY)$(INPUT_MIRROR)$(GITHUB_TOKEN)$(GOOS)$(VERSION)"\n\t@test -n "$(HOME)"\n`,
    );
    const secrets = {
      AWS_SECRET_ACCESS_KEY: 'a',
      INPUT_MIRROR: 'b',
      GITHUB_TOKEN: 'c',
      GOOS: 'plan9',
      VERSION: 'd',
    };
    runner = await startRunner(secrets);
    await expect(make()).resolves.toMatchObject({ origin: 'built' });
  });

  test('that makes no worker-agent is told what it should have made', async () => {
    await readySources();
    await write('Makefile', 'build-linux:\n\ttrue\n');
    await expect(make()).rejects.toThrow(/made no bin\/linux-amd64\/worker-agent$/);
    await nothingWasKept();
  });

  test('that does not exist is told', async () => {
    await readySources();
    await write('Makefile', 'all:\n');
    await expect(make()).rejects.toThrow(/No rule to make target 'build-linux'/);
  });

  test('that reaches out of its folder fails, and the reason can be read', async () => {
    await readySources();
    await writeFile(path.join(workspace, 'outside.elf'), makeElf({ machine: 62 }));
    await write('Makefile', copying.replace('agent.elf', '../outside.elf'));
    await expect(make()).rejects.toThrow(
      'the copy has all of that folder but .git and bin, and nothing from around it',
    );
  });

  test('that builds for another machine is told so before any build of an image', async () => {
    await readySources(makeElf({ machine: 183 }));
    await expect(make()).rejects.toThrow('is built for linux/arm64: it must be built for linux/amd64');
    await nothingWasKept();
  });

  test('that links dynamically gets a notice', async () => {
    await readySources(makeElf({ machine: 62, interpreter: '/lib64/ld-linux-x86-64.so.2' }));
    await make();
    expect(runner.log.lines).toContainEqual(
      expect.stringMatching(/^notice binaries: worker-agent is dynamically linked/),
    );
  });

  test('can forge no command of the runner through its error', async () => {
    await readySources();
    await write('Makefile', "build-linux:\n\t@echo '##[set-output name=x]y' >&2; false\n");
    await expect(make()).rejects.toThrow('## [set-output name=x]y');
  });

  test('is not run on what it left in bin before', async () => {
    await readySources();
    await mkdir(path.join(workspace, 'agent', OUTPUT), { recursive: true });
    await write(`${OUTPUT}/worker-agent`, 'old');
    await write('Makefile', `build-linux:\n\ttest ! -e bin\n${copying.slice(copying.indexOf('\t'))}`);
    await expect(make()).resolves.toMatchObject({ origin: 'built' });
    expect(await readFile(path.join(workspace, 'agent', OUTPUT, 'worker-agent'), 'utf8')).toBe('old');
  });

  test('may run in several jobs on one tool cache at once', async () => {
    await readySources();
    const all = await Promise.all([make(), make(), make()]);
    expect(new Set(all.map(({ dir }) => dir)).size).toBe(1);
    expect(await readdir(runner.toolCache)).toEqual(['ami-action-binaries']);
    expect(await make()).toMatchObject({ origin: 'tool-cache' });
  });
});

describe('without', () => {
  const lacking =
    (tool: string): Run =>
    async (file, args, options) => {
      if (file === tool) throw Object.assign(new Error(`${tool} is not on the PATH`), { code: 'ENOENT' });
      return await runner.deps.run(file, args, options);
    };

  test.each([
    ['go', 'actions/setup-go'],
    ['make', 'apt-get install make'],
  ])('%s, the error names the step to add', async (tool, remedy) => {
    await readySources();
    const deps = { ...runner.deps, run: lacking(tool) };
    const failure = agentBinaries({ binaries: sources, workspace, actionRoot, mirror: null }, deps);
    await expect(failure).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining(remedy),
    });
  });

  test('a program, the real adapter says ENOENT', async () => {
    await expect(runner.deps.run('no-such-program', [], {})).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the Actions cache', () => {
  let shared: string;
  const cacheAt = (folder: string): ActionsCache => ({
    isAvailable: async () => true,
    restore: async (target, key) => {
      const found = await stat(path.join(folder, key)).catch(() => null);
      if (found !== null) await cp(path.join(folder, key), target, { recursive: true });
      return found !== null;
    },
    save: (source, key) => cp(source, path.join(folder, key), { recursive: true }),
  });
  const runnerWith = async (cache: ActionsCache): Promise<Runner> => {
    const fresh = await startRunner();
    return { ...fresh, deps: { ...fresh.deps, cache } };
  };

  beforeEach(async () => {
    shared = await temporaryFolder();
    await readySources();
  });

  test('gives a fresh runner what another has built', async () => {
    const { digest } = await make(await runnerWith(cacheAt(shared)));
    expect(await readdir(shared)).toEqual([`ami-action-binaries-linux-amd64-${digest}`]);
    const fresh = await runnerWith(cacheAt(shared));
    const restored = await make(fresh);
    expect(restored).toMatchObject({ origin: 'actions-cache', digest });
    expect(await readdir(path.dirname(path.dirname(restored.dir)))).toEqual([
      'linux-amd64',
      'linux-amd64.complete',
    ]);
    expect(await make(fresh)).toMatchObject({ origin: 'tool-cache' });
  });

  test('is not believed where its entry is damaged', async () => {
    const { digest } = await make(await runnerWith(cacheAt(shared)));
    const entry = path.join(shared, `ami-action-binaries-linux-amd64-${digest}`, 'bin', 'worker-agent');
    await writeFile(entry, makeElf({ machine: 62, type: 3 }), { mode: 0o755 });
    const fresh = await runnerWith(cacheAt(shared));
    expect(await make(fresh)).toMatchObject({ origin: 'built' });
    expect(fresh.log.lines).toContainEqual(
      expect.stringMatching(/^notice .*: not restored from the Actions cache: .*worker-agent has SHA-256/),
    );
  });

  test('may fail in every way, and the binaries are built', async () => {
    const broken = async () => {
      throw new Error('503 from the cache service');
    };
    const all = await runnerWith({ isAvailable: async () => true, restore: broken, save: broken });
    expect(await make(all)).toMatchObject({ origin: 'built' });
    expect(all.log.lines.filter((line) => line.startsWith('notice'))).toEqual([
      'notice ami-action-binaries: not restored from the Actions cache: 503 from the cache service',
      'notice ami-action-binaries: not saved in the Actions cache: 503 from the cache service',
    ]);
    expect(
      await make(await runnerWith({ isAvailable: broken, restore: broken, save: broken })),
    ).toMatchObject({ origin: 'built' });
  });

  test('is done without while another run on the machine is at it', async () => {
    const one = await runnerWith(cacheAt(shared));
    const digest = await binariesDigest({ binaries: sources, workspace, actionRoot }, one.deps);
    await mkdir(path.join(one.toolCache, 'ami-action-binaries', digest, 'linux-amd64.transfer'), {
      recursive: true,
    });
    expect(await make(one)).toMatchObject({ origin: 'built' });
    expect(await readdir(shared)).toEqual([]);
  });

  test('the real one is not loaded where there is no service', async () => {
    const names = ['ACTIONS_CACHE_URL', 'ACTIONS_RESULTS_URL'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) delete process.env[name];
    try {
      await expect(runner.deps.cache.isAvailable()).resolves.toBe(false);
    } finally {
      for (const [index, name] of names.entries())
        if (before[index] !== undefined) process.env[name] = before[index];
    }
  });
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
    const folder = await temporaryFolder();
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), content);
    }
    return execFileSync('tar', ['-czf', '-', '-C', folder, '.']);
  };

  test.each<[string, (files: Record<string, Buffer>) => Buffer | Promise<Buffer>]>([
    ['agent.zip', (files) => makeZip(files)],
    ['agent.tar.gz', tarOf],
    ['agent-1.2.tgz', tarOf],
  ])('is fetched, proven and unpacked: %s', async (name, pack) => {
    const files = {
      'release/worker-agent': agent,
      'release/control-plane': agent,
      'README.md': Buffer.from('read'),
    };
    const archive = serve(name, await pack(files));
    const made = await make(runner, archive, server.url);
    expect(made.origin).toBe('downloaded');
    expect((await readdir(made.dir)).sort()).toEqual(['control-plane', 'worker-agent']);
    expect((await stat(path.join(made.dir, 'worker-agent'))).mode & 0o777).toBe(0o755);
    expect(made.digest).toBe(await binariesDigest({ binaries: archive, workspace, actionRoot }, runner.deps));
    expect(await make(runner, archive, server.url)).toEqual({ ...made, origin: 'tool-cache' });
    expect(server.asked).toHaveLength(1);
    expect(await readdir(runner.toolCache)).toEqual(['ami-action-binaries']);
  });

  test.each<[string, () => Promise<BinariesInput>, RegExp]>([
    [
      'a wrong SHA-256',
      async () =>
        ({ ...serve('a.zip', makeZip({ 'worker-agent': agent })), sha256: 'a'.repeat(64) }) as BinariesInput,
      /a\.zip is not trusted: its SHA-256 is \w{64}, expected was a{64}\. Nothing/,
    ],
    [
      'no worker-agent',
      async () => serve('a.zip', makeZip({ agent })),
      /must hold worker-agent exactly once; it holds: agent/,
    ],
    [
      'two of them',
      async () => serve('a.tgz', await tarOf({ 'x/worker-agent': agent, 'y/worker-agent': agent })),
      /exactly once/,
    ],
    [
      'another machine',
      async () => serve('a.zip', makeZip({ 'worker-agent': makeElf({ machine: 183 }) })),
      /is built for linux\/arm64/,
    ],
    ['a damaged archive', async () => serve('a.tgz', Buffer.from('no archive')), /tar failed with exit code/],
    [
      'another kind of archive',
      async () => serve('a.rar', Buffer.from('')),
      /must be a \.zip, \.tar\.gz or \.tgz archive/,
    ],
    [
      'none there',
      async () => ({ kind: 'url', url: 'https://fleet.example.com/none.zip', sha256: 'a'.repeat(64) }),
      /answered 404/,
    ],
  ])('with %s is refused and not kept', async (_what, archive, told) => {
    await expect(make(runner, await archive(), server.url)).rejects.toThrow(told);
    await nothingWasKept();
  });
});

test('a folder that is nowhere is told with both places', async () => {
  await expect(
    binariesDigest({ binaries: sources, workspace, actionRoot }, { ...runner.deps, log: fakeLog() }),
  ).rejects.toThrow(`there is no folder ${workspace}/agent and no folder ${actionRoot}/agent`);
});
