import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { BinariesInput } from '../../../src/inputs/values.ts';
import { type GoPrograms, provideGoPrograms } from '../../../src/tools/go-programs/go-programs.ts';
import { makeElf } from '../../helpers/elf.ts';
import { temporaryFolder } from '../../unit/tools/fakes.ts';
import { type Runner, startRunner } from './publisher.ts';

export const output = 'bin/linux-amd64';
export const sources: BinariesInput = { kind: 'folder', path: 'agent' };
const goMakefile = `build-linux:
\tGOOS=linux GOARCH=amd64 go build -o ${output}/worker-agent ./agent
\tGOOS=linux GOARCH=amd64 go build -o ${output}/control-plane ./plane
`;
/** Instead of Go: copies what stands ready, for whatever is not about Go. */
export const copyingMakefile = `build-linux:\n\tmkdir -p ${output}\n\tcp agent.elf ${output}/worker-agent\n`;

/** A workspace and an action's root, both empty, and a runner. */
export interface Fleet {
  readonly workspace: string;
  readonly actionRoot: string;
  readonly runner: Runner;
  /** Writes a file of the folder `agent` in the workspace. */
  write(name: string, content: string | Buffer): Promise<void>;
  /** A Go module of two programs, with a Makefile. */
  goSources(): Promise<void>;
  /** A Makefile that has nothing to build. */
  readySources(agent?: Buffer): Promise<void>;
  make(on?: Runner, binaries?: BinariesInput, mirror?: string | null): Promise<GoPrograms>;
}

export async function startFleet(env: Record<string, string> = {}): Promise<Fleet> {
  const workspace = await temporaryFolder();
  const actionRoot = await temporaryFolder();
  const runner = await startRunner(env);
  const write = (name: string, content: string | Buffer) =>
    writeFile(join(workspace, 'agent', name), content);
  return {
    workspace,
    actionRoot,
    runner,
    write,
    async goSources() {
      for (const part of ['agent', 'plane']) {
        await mkdir(join(workspace, 'agent', part), { recursive: true });
        await write(`${part}/main.go`, `package main\n\nfunc main() { println("${part}") }\n`);
      }
      await write('go.mod', 'module example.com/agent\n\ngo 1.21\n');
      await write('Makefile', goMakefile);
    },
    async readySources(agent = makeElf({ machine: 62 })) {
      await mkdir(join(workspace, 'agent'), { recursive: true });
      await write('agent.elf', agent);
      await write('Makefile', copyingMakefile);
    },
    make: (on = runner, binaries = sources, mirror = null) =>
      provideGoPrograms({ binaries, workspace, actionRoot, mirror }, on.deps),
  };
}

export async function nothingWasKept({ toolCache }: Runner): Promise<void> {
  const left = await readdir(toolCache, { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
}
