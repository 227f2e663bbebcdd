/** A workspace with sources of the Go programs, for tests that build them. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { BinariesInput } from '../../../src/inputs/values.ts';
import { type GoPrograms, provideGoPrograms } from '../../../src/tools/go-programs/go-programs.ts';
import { makeElf } from '../../helpers/elf.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { type Runner, startRunner } from './publisher.ts';

export const output = 'bin/linux-amd64';
export const sources: BinariesInput = { kind: 'folder', path: 'agent' };
const goMakefile = `build-linux:
\tGOOS=linux GOARCH=amd64 go build -o ${output}/worker-agent ./agent
\tGOOS=linux GOARCH=amd64 go build -o ${output}/control-plane ./plane
`;
/** Copies a prepared program, for tests that need no Go. */
export const copyingMakefile = `build-linux:\n\tmkdir -p ${output}\n\tcp agent.elf ${output}/worker-agent\n`;

/** An empty workspace, an empty root of the action, and a runner. */
export interface Fleet {
  readonly workspace: string;
  readonly actionRoot: string;
  readonly runner: Runner;
  /** Writes a file of the folder `agent` in the workspace. */
  write(name: string, content: string | Buffer): Promise<void>;
  /** Writes a Go module of two programs, with a Makefile. */
  writeGoSources(): Promise<void>;
  /** Writes a Makefile that copies `agent` instead of building it. */
  writeCopyingSources(agent?: Buffer): Promise<void>;
  /** Gets the Go programs. */
  provide(
    runner?: Runner,
    binaries?: BinariesInput,
    mirror?: string | null,
    sealingKey?: string | null,
  ): Promise<GoPrograms>;
}

export async function startFleet(env: Record<string, string> = {}): Promise<Fleet> {
  const workspace = temporaryFolder();
  const actionRoot = temporaryFolder();
  const runner = await startRunner(env);
  const write = (name: string, content: string | Buffer) =>
    writeFile(join(workspace, 'agent', name), content);
  return {
    workspace,
    actionRoot,
    runner,
    write,
    async writeGoSources() {
      for (const part of ['agent', 'plane']) {
        await mkdir(join(workspace, 'agent', part), { recursive: true });
        await write(`${part}/main.go`, `package main\n\nfunc main() { println("${part}") }\n`);
      }
      await write('go.mod', 'module example.com/agent\n\ngo 1.21\n');
      await write('Makefile', goMakefile);
    },
    async writeCopyingSources(agent = makeElf({ machine: 62 })) {
      await mkdir(join(workspace, 'agent'), { recursive: true });
      await write('agent.elf', agent);
      await write('Makefile', copyingMakefile);
    },
    provide: (on = runner, binaries = sources, mirror = null, sealingKey = null) =>
      provideGoPrograms({ binaries, workspace, actionRoot, mirror, sealingKey }, on.deps),
  };
}

export async function nothingWasKept({ toolCache }: Runner): Promise<void> {
  const left = await readdir(toolCache, { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
}
