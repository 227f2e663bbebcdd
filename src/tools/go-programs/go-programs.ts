import { chmod, copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ConfigurationError } from '../../errors.ts';
import type { BinariesInput } from '../../inputs/values.ts';
import { restoreEntry, saveEntry } from '../cache/actions-cache-sync.ts';
import { type EntryId, exists, ToolCache } from '../cache/tool-cache.ts';
import { type ToolContext, toolCacheRoot } from '../context.ts';
import { requireLinuxProgram } from './elf.ts';
import { goSettings, makeBuildLinux } from './make.ts';
import { fetchPrebuilt } from './prebuilt.ts';
import { copySources, locateSources, sourcesDigest } from './sources.ts';

export interface GoProgramsRequest {
  readonly binaries: BinariesInput;
  /** Folders in which a relative `path` is looked for, in this order. */
  readonly workspace: string;
  readonly actionRoot: string;
  readonly mirror: string | null;
}

export interface GoPrograms {
  /** Holds worker-agent, a program for linux/amd64, and what was built beside it. Not to be changed. */
  readonly dir: string;
  /** As binariesDigest gives it. */
  readonly digest: string;
  readonly origin: 'tool-cache' | 'actions-cache' | 'built' | 'downloaded';
}

const targetArch = 'amd64';
const agentName = 'worker-agent';
/** Where the contract has `make build-linux` put what it builds. */
const outputFolder = join('bin', `linux-${targetArch}`);
/** Folder of an entry that the programs lie in, apart from the entry's record, which has no business in an image. */
const programNames = 'bin';

/**
 * What names the binaries without making them, hex: the SHA-256 of the archive, or that of the sources, the Go version and
 * the Go settings that matter.
 */
export async function goProgramsDigest(
  request: Omit<GoProgramsRequest, 'mirror'>,
  deps: ToolContext,
): Promise<string> {
  const { binaries, workspace, actionRoot } = request;
  if (binaries.kind === 'url') return binaries.sha256.toLowerCase();
  const folder = await locateSources(binaries.path, workspace, actionRoot);
  return await sourcesDigest(folder, await goSettings(folder, deps));
}

/** The binaries, from the nearest place that has them: tool cache, Actions cache, and then built or downloaded. */
export async function provideGoPrograms(request: GoProgramsRequest, deps: ToolContext): Promise<GoPrograms> {
  const { binaries, workspace, actionRoot, mirror } = request;
  const digest = await goProgramsDigest(request, deps);
  const store = new ToolCache(toolCacheRoot(deps.env), deps.log);
  const id = entryOf(digest);
  const made = (entry: string, origin: GoPrograms['origin']) => ({
    dir: join(entry, programNames),
    digest,
    origin,
  });
  const kept = await store.find(id);
  if (kept !== null) return made(kept, 'tool-cache');
  if (binaries.kind === 'url') {
    const entry = await withTemporary(store, (temp) =>
      store.put(id, async (stage) => {
        const programs = await newFolder(stage);
        await fetchPrebuilt(binaries, agentName, programs, { mirror, temp }, deps);
        await checkAgent(programs, `${agentName} of ${binaries.url}`, deps);
      }),
    );
    deps.log.info(`binaries: fetched from ${binaries.url}, SHA-256 proven`);
    return made(entry, 'downloaded');
  }
  const restored = await restoreEntry(store, id, deps);
  if (restored !== null) return made(restored, 'actions-cache');
  const folder = await locateSources(binaries.path, workspace, actionRoot);
  const entry = await build(folder, id, store, deps);
  await saveEntry(store, id, deps);
  return made(entry, 'built');
}

/** @actions/tool-cache looks up semantic versions only, so the digest stands in one, as a pre-release. */
function entryOf(digest: string): EntryId {
  return { tool: 'ami-action-binaries', version: `0.0.0-sha256-${digest}`, arch: `linux-${targetArch}` };
}

/**
 * Built is a copy: it holds exactly what the digest covers, so that a Makefile that reaches out of its folder fails here and is
 * not met by a stale hit later, and the workspace stays as it was.
 */
async function build(folder: string, id: EntryId, store: ToolCache, deps: ToolContext): Promise<string> {
  deps.log.info(`binaries: make build-linux in ${folder}`);
  const started = performance.now();
  const entry = await withTemporary(store, async (temp) => {
    const copy = join(temp, basename(folder));
    await copySources(folder, copy);
    if (entryOf(await sourcesDigest(copy, await goSettings(copy, deps))).version !== id.version) {
      throw new ConfigurationError(`binaries: ${folder} changed while it was being copied; run again`);
    }
    await makeBuildLinux(folder, copy, deps);
    return await store.put(id, async (stage) => {
      const programs = await newFolder(stage);
      await collect(folder, join(copy, outputFolder), programs);
      await checkAgent(programs, `${join(outputFolder, agentName)} of ${folder}`, deps);
    });
  });
  deps.log.info(
    `binaries: built in ${((performance.now() - started) / 1000).toFixed(1)} s, kept in ${entry}`,
  );
  return entry;
}

async function newFolder(stage: string): Promise<string> {
  const programs = join(stage, programNames);
  await mkdir(programs);
  return programs;
}

async function collect(folder: string, output: string, programs: string): Promise<void> {
  if (!(await exists(join(output, agentName)))) {
    throw new ConfigurationError(
      `binaries: "make build-linux" in ${folder} made no ${join(outputFolder, agentName)}`,
    );
  }
  for (const entry of await readdir(output, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    await copyFile(join(output, entry.name), join(programs, entry.name));
  }
}

async function checkAgent(programs: string, called: string, deps: ToolContext): Promise<void> {
  const agent = join(programs, agentName);
  const { interpreter } = await requireLinuxProgram(agent, targetArch, `binaries: ${called}`);
  if (interpreter !== null) {
    deps.log.notice(
      `binaries: ${called} is dynamically linked (${interpreter}); a static one (CGO_ENABLED=0) runs on any image`,
    );
  }
  await chmod(agent, 0o755);
}

async function withTemporary<T>(store: ToolCache, work: (temp: string) => Promise<T>): Promise<T> {
  const temp = await store.temporary();
  try {
    return await work(temp);
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}
