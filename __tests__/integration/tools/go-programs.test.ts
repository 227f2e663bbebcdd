import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Run } from '../../../src/tools/context.ts';
import { goProgramsDigest, provideGoPrograms } from '../../../src/tools/go-programs/go-programs.ts';
import { makeElf } from '../../helpers/elf.ts';
import { fakeLog } from '../../unit/tools/fakes.ts';
import { copyingMakefile, type Fleet, nothingWasKept, output, sources, startFleet } from './fleet.ts';
import { startRunner } from './publisher.ts';

let fleet: Fleet;

beforeEach(async () => {
  fleet = await startFleet();
});

describe('real Go sources', () => {
  test('are built once, into static programs, the same wherever they lie, and not in the fleet.workspace', async () => {
    await fleet.goSources();
    const built = await fleet.make();
    expect(built).toMatchObject({
      origin: 'built',
      digest: await goProgramsDigest({ ...fleet, binaries: sources }, fleet.runner.deps),
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
    expect(fleet.runner.log.lines.filter((line) => line.startsWith('notice'))).toEqual([]);
    expect(await fleet.make()).toEqual({ ...built, origin: 'tool-cache' });

    const other = await startRunner();
    await cp(join(fleet.workspace, 'agent'), join(fleet.actionRoot, 'agent'), { recursive: true });
    await rm(join(fleet.workspace, 'agent'), { recursive: true });
    const again = await fleet.make(other);
    expect(again).toMatchObject({ origin: 'built', digest: built.digest });
    const bytes = (dir: string) => readFile(join(dir, 'worker-agent'));
    expect((await bytes(again.dir)).equals(await bytes(built.dir))).toBe(true);
  });

  test("that do not compile are told with the compiler's words", async () => {
    await fleet.goSources();
    await fleet.write('agent/main.go', 'package main\n\nfunc main() { undefinedFunction() }\n');
    await expect(fleet.make()).rejects.toThrow(
      /"make build-linux" failed with exit code 2 in a copy of \S+agent \(.*\): .*agent\/main\.go:3:15: undefined: undefinedFunction/s,
    );
    await nothingWasKept(fleet.runner);
  });

  test('have a digest of their own for another Go version, and for other flags', async () => {
    await fleet.goSources();
    const digest = (env: Record<string, string>, version?: string) => {
      const run: Run = async (...args) => {
        const answer = await fleet.runner.deps.run(...args);
        return version === undefined
          ? answer
          : { ...answer, stdout: answer.stdout.replace(/"go1[^"]*"/, `"${version}"`) };
      };
      return goProgramsDigest(
        { ...fleet, binaries: sources },
        { ...fleet.runner.deps, run, env: { ...fleet.runner.deps.env, ...env } },
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
    const secrets = {
      AWS_SECRET_ACCESS_KEY: 'a',
      INPUT_MIRROR: 'b',
      GITHUB_TOKEN: 'c',
      GOOS: 'plan9',
      VERSION: 'd',
    };
    fleet = await startFleet(secrets);
    await fleet.readySources();
    await fleet.write(
      'Makefile',
      `${copyingMakefile}\t@test -z "$(AWS_SECRET_ACCESS_KEY)$(INPUT_MIRROR)$(GITHUB_TOKEN)$(GOOS)$(VERSION)"\n\t@test -n "$(HOME)"\n`,
    );

    await expect(fleet.make()).resolves.toMatchObject({ origin: 'built' });
  });

  test('that makes no worker-agent is told what it should have made', async () => {
    await fleet.readySources();
    await fleet.write('Makefile', 'build-linux:\n\ttrue\n');
    await expect(fleet.make()).rejects.toThrow(/made no bin\/linux-amd64\/worker-agent$/);
    await nothingWasKept(fleet.runner);
  });

  test('that does not exist is told', async () => {
    await fleet.readySources();
    await fleet.write('Makefile', 'all:\n');
    await expect(fleet.make()).rejects.toThrow(/No rule to make target 'build-linux'/);
  });

  test('that reaches out of its folder fails, and the reason can be read', async () => {
    await fleet.readySources();
    await writeFile(join(fleet.workspace, 'outside.elf'), makeElf({ machine: 62 }));
    await fleet.write('Makefile', copyingMakefile.replace('agent.elf', '../outside.elf'));
    await expect(fleet.make()).rejects.toThrow(
      'the copy has all of that folder but .git and bin, and nothing from around it',
    );
  });

  test('that builds for another machine is told so before any build of an image', async () => {
    await fleet.readySources(makeElf({ machine: 183 }));
    await expect(fleet.make()).rejects.toThrow('is built for linux/arm64: it must be built for linux/amd64');
    await nothingWasKept(fleet.runner);
  });

  test('that links dynamically gets a notice', async () => {
    await fleet.readySources(makeElf({ machine: 62, interpreter: '/lib64/ld-linux-x86-64.so.2' }));
    await fleet.make();
    expect(fleet.runner.log.lines).toContainEqual(
      expect.stringMatching(/^notice binaries: .*worker-agent of \S+ is dynamically linked/),
    );
  });

  test('can forge no command of the runner through its error', async () => {
    await fleet.readySources();
    await fleet.write('Makefile', "build-linux:\n\t@echo '##[set-output name=x]y' >&2; false\n");
    await expect(fleet.make()).rejects.toThrow('# #[set-output name=x]y');
  });

  test('is not run on what it left in bin before', async () => {
    await fleet.readySources();
    await mkdir(join(fleet.workspace, 'agent', output), { recursive: true });
    await fleet.write(`${output}/worker-agent`, 'old');
    await fleet.write(
      'Makefile',
      `build-linux:\n\ttest ! -e bin\n${copyingMakefile.slice(copyingMakefile.indexOf('\t'))}`,
    );
    await expect(fleet.make()).resolves.toMatchObject({ origin: 'built' });
    expect(await readFile(join(fleet.workspace, 'agent', output, 'worker-agent'), 'utf8')).toBe('old');
  });

  test('may run in several jobs on one tool cache at once', async () => {
    await fleet.readySources();
    const all = await Promise.all([fleet.make(), fleet.make(), fleet.make()]);
    expect(new Set(all.map(({ dir }) => dir)).size).toBe(1);
    expect(await readdir(fleet.runner.toolCache)).toEqual(['ami-action-binaries']);
    expect(await fleet.make()).toMatchObject({ origin: 'tool-cache' });
  });
});

describe('without', () => {
  const lacking =
    (tool: string): Run =>
    async (file, args, options) => {
      if (file === tool) throw Object.assign(new Error(`${tool} is not on the PATH`), { code: 'ENOENT' });
      return await fleet.runner.deps.run(file, args, options);
    };

  test.each([
    ['go', 'actions/setup-go'],
    ['make', 'apt-get install make'],
  ])('%s, the error names the step to add', async (tool, remedy) => {
    await fleet.readySources();
    const deps = { ...fleet.runner.deps, run: lacking(tool) };
    const failure = provideGoPrograms({ ...fleet, binaries: sources, mirror: null }, deps);
    await expect(failure).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining(remedy),
    });
  });

  test('a program, the real adapter says ENOENT', async () => {
    await expect(fleet.runner.deps.run('no-such-program', [], {})).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test('a folder that is nowhere is told with both places', async () => {
  await expect(
    goProgramsDigest({ ...fleet, binaries: sources }, { ...fleet.runner.deps, log: fakeLog() }),
  ).rejects.toThrow(`there is no folder ${fleet.workspace}/agent and no folder ${fleet.actionRoot}/agent`);
});
