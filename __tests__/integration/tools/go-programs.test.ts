/** Builds of the Go programs with the real make and go. */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { digestGoPrograms, provideGoPrograms } from '../../../src/tools/go-programs/go-programs.ts';
import type { Run } from '../../../src/tools/run-command.ts';
import { makeElf } from '../../helpers/elf.ts';
import { memoryLog } from '../../helpers/log.ts';
import { copyingMakefile, type Fleet, nothingWasKept, output, sources, startFleet } from './fleet.ts';
import { startRunner } from './publisher.ts';

let fleet: Fleet;

beforeEach(async () => {
  fleet = await startFleet();
});

describe('real Go sources', () => {
  test('Go sources are built once, outside the workspace, into static programs that do not depend on where the sources are', async () => {
    await fleet.writeGoSources();
    const built = await fleet.provide();
    expect(built).toMatchObject({
      origin: 'built',
      digest: await digestGoPrograms({ ...fleet, binaries: sources }, fleet.runner.deps),
    });
    expect((await readdir(built.dir)).sort()).toEqual(['control-plane', 'worker-agent']);
    expect((await readdir(join(fleet.workspace, 'agent'))).sort()).toEqual([
      'Makefile',
      'agent',
      'go.mod',
      'plane',
    ]);
    if (process.platform === 'linux' && process.arch === 'x64') {
      expect(
        execFileSync(join(built.dir, 'worker-agent'), { stdio: ['ignore', 'ignore', 'pipe'] }),
      ).toBeDefined();
    }
    expect(fleet.runner.log.lines.filter((line) => line.startsWith('notice:'))).toEqual([]);
    expect(await fleet.provide()).toEqual({ ...built, origin: 'tool-cache' });

    const other = await startRunner();
    await cp(join(fleet.workspace, 'agent'), join(fleet.actionRoot, 'agent'), { recursive: true });
    await rm(join(fleet.workspace, 'agent'), { recursive: true });
    const again = await fleet.provide(other);
    expect(again).toMatchObject({ origin: 'built', digest: built.digest });
    const bytes = (dir: string) => readFile(join(dir, 'worker-agent'));
    expect((await bytes(again.dir)).equals(await bytes(built.dir))).toBe(true);
  });

  test("Go sources that do not compile are an error with the compiler's message", async () => {
    await fleet.writeGoSources();
    await fleet.write('agent/main.go', 'package main\n\nfunc main() { undefinedFunction() }\n');
    await expect(fleet.provide()).rejects.toThrow(
      /"make build-linux" failed with exit code 2 in a copy of \S+agent \(.*\): .*agent\/main\.go:3:15: undefined: undefinedFunction/s,
    );
    await nothingWasKept(fleet.runner);
  });

  test('the digest of Go sources needs no Go, and changes with the version that go.mod names and with flags', async () => {
    await fleet.writeGoSources();
    const run: Run = async (file) => {
      throw new Error(`${file} was run`);
    };
    const digest = (env: Record<string, string>) =>
      digestGoPrograms(
        { ...fleet, binaries: sources },
        { ...fleet.runner.deps, run, runGroup: run, env: { ...fleet.runner.deps.env, ...env } },
      );
    const plain = await digest({});
    expect(await digest({ UNRELATED: '1', GOOS: 'plan9', GITHUB_RUN_ID: '7', GOTOOLCHAIN: 'local' })).toBe(
      plain,
    );
    expect(await digest({ GOTOOLCHAIN: 'go1.99.0' })).not.toBe(plain);
    expect(await digest({ GOFLAGS: '-tags=fleet' })).not.toBe(plain);
    expect(await digest({ CGO_ENABLED: '1' })).not.toBe(plain);
    expect(await digest({ GOAMD64: 'v3' })).not.toBe(plain);
    await fleet.write('go.mod', 'module example.com/agent\n\ngo 1.21\n\ntoolchain go1.99.0\n');
    expect(await digest({})).not.toBe(plain);
  });

  test('Go sources are built by the version that go.mod names, and what to add is said where it cannot be had', async () => {
    fleet = await startFleet({ GOPROXY: 'off' });
    await fleet.writeGoSources();
    await fleet.write('go.mod', 'module example.com/agent\n\ngo 1.21\n\ntoolchain go1.21.999\n');
    await expect(fleet.provide()).rejects.toThrow(
      /download go1\.21\.999 for .*; add a step "uses: actions\/setup-go/s,
    );
  });
});

describe('make build-linux', () => {
  test('make build-linux sees neither secrets of the job nor variables that the digest lacks', async () => {
    const secrets = {
      AWS_SECRET_ACCESS_KEY: 'a',
      INPUT_MIRROR: 'b',
      GITHUB_TOKEN: 'c',
      GOOS: 'plan9',
      VERSION: 'd',
    };
    fleet = await startFleet(secrets);
    await fleet.writeCopyingSources();
    await fleet.write(
      'Makefile',
      `${copyingMakefile}\t@test -z "$(AWS_SECRET_ACCESS_KEY)$(INPUT_MIRROR)$(GITHUB_TOKEN)$(GOOS)$(VERSION)"\n\t@test -n "$(HOME)"\n`,
    );

    await expect(fleet.provide()).resolves.toMatchObject({ origin: 'built' });
  });

  test('a Makefile that builds no worker-agent is an error that names the missing file', async () => {
    await fleet.writeCopyingSources();
    await fleet.write('Makefile', 'build-linux:\n\ttrue\n');
    await expect(fleet.provide()).rejects.toThrow(/did not build bin\/linux-amd64\/worker-agent$/);
    await nothingWasKept(fleet.runner);
  });

  test('a Makefile without the target build-linux is an error', async () => {
    await fleet.writeCopyingSources();
    await fleet.write('Makefile', 'all:\n');
    await expect(fleet.provide()).rejects.toThrow(/No rule to make target 'build-linux'/);
  });

  test('a Makefile that reads files outside its folder is an error with the reason', async () => {
    await fleet.writeCopyingSources();
    await writeFile(join(fleet.workspace, 'outside.elf'), makeElf({ machine: 62 }));
    await fleet.write('Makefile', copyingMakefile.replace('agent.elf', '../outside.elf'));
    await expect(fleet.provide()).rejects.toThrow(
      "the copy lacks that folder's .git and bin, everything outside it",
    );
  });

  test('a worker-agent for another architecture is refused before an image is built', async () => {
    await fleet.writeCopyingSources(makeElf({ machine: 183 }));
    await expect(fleet.provide()).rejects.toThrow(
      'is built for linux/arm64: it must be built for linux/amd64',
    );
    await nothingWasKept(fleet.runner);
  });

  test('a dynamically linked worker-agent causes a notice', async () => {
    await fleet.writeCopyingSources(makeElf({ machine: 62, interpreter: '/lib64/ld-linux-x86-64.so.2' }));
    await fleet.provide();
    expect(fleet.runner.log.lines).toContainEqual(
      expect.stringMatching(/^notice: binaries: .*worker-agent of \S+ is dynamically linked/),
    );
  });

  test('the error of a Makefile cannot forge a workflow command', async () => {
    await fleet.writeCopyingSources();
    await fleet.write('Makefile', "build-linux:\n\t@echo '##[set-output name=x]y' >&2; false\n");
    await expect(fleet.provide()).rejects.toThrow('# #[set-output name=x]y');
  });

  test('make build-linux starts without the bin folder of an earlier build', async () => {
    await fleet.writeCopyingSources();
    await mkdir(join(fleet.workspace, 'agent', output), { recursive: true });
    await fleet.write(`${output}/worker-agent`, 'old');
    await fleet.write(
      'Makefile',
      `build-linux:\n\ttest ! -e bin\n${copyingMakefile.slice(copyingMakefile.indexOf('\t'))}`,
    );
    await expect(fleet.provide()).resolves.toMatchObject({ origin: 'built' });
    expect(await readFile(join(fleet.workspace, 'agent', output, 'worker-agent'), 'utf8')).toBe('old');
  });

  test('concurrent jobs on one tool cache get the same programs', async () => {
    await fleet.writeCopyingSources();
    const all = await Promise.all([fleet.provide(), fleet.provide(), fleet.provide()]);
    expect(new Set(all.map(({ dir }) => dir)).size).toBe(1);
    expect(await readdir(fleet.runner.toolCache)).toEqual(['ami-action-binaries']);
    expect(await fleet.provide()).toMatchObject({ origin: 'tool-cache' });
  });
});

describe('a runner without a tool', () => {
  test('on a runner without make, the error says what to add', async () => {
    await fleet.writeCopyingSources();
    const run: Run = async () => {
      throw Object.assign(new Error('make is not on the PATH'), { code: 'ENOENT' });
    };
    const deps = { ...fleet.runner.deps, runGroup: run };
    const failure = provideGoPrograms({ ...fleet, binaries: sources, mirror: null, sealingKey: null }, deps);
    await expect(failure).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('apt-get install make'),
    });
  });

  test('on a runner without Go, the error says what to add', async () => {
    fleet = await startFleet({ PATH: '/usr/bin:/bin' });
    await fleet.writeGoSources();
    await expect(fleet.provide()).rejects.toThrow(/go.*; add a step "uses: actions\/setup-go/s);
  });

  test('the real adapter rejects with ENOENT for a program that does not exist', async () => {
    await expect(fleet.runner.deps.run('no-such-program', [], {})).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test('a folder of sources that does not exist is an error that names both candidates', async () => {
  await expect(
    digestGoPrograms({ ...fleet, binaries: sources }, { ...fleet.runner.deps, log: memoryLog() }),
  ).rejects.toThrow(`there is no folder ${fleet.workspace}/agent and no folder ${fleet.actionRoot}/agent`);
});
