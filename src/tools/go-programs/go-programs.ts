/** The Go programs that go into images, worker-agent and what is built beside it: cached, built or downloaded. */

import { chmod, copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ConfigurationError } from '../../errors.ts';
import type { BinariesInput } from '../../inputs/values.ts';
import { restoreEntry, saveEntry } from '../cache/actions-cache-sync.ts';
import { type EntryId, exists, ToolCache } from '../cache/tool-cache.ts';
import { findToolCacheRoot, type ToolContext } from '../context.ts';
import { requireLinuxProgram } from './elf.ts';
import { readBuildSettings, runMakeBuildLinux } from './make.ts';
import { fetchPrebuilt } from './prebuilt.ts';
import { copySources, digestSources, locateSources } from './sources.ts';

export interface GoProgramsRequest {
  readonly binaries: BinariesInput;
  /** The folders that a relative path of the sources is looked up in: first the workspace, then the action. */
  readonly workspace: string;
  readonly actionRoot: string;
  readonly mirror: string | null;
  /** A secret that seals what is kept in the Actions cache; null leaves it without a seal. */
  readonly sealingKey: string | null;
}

export interface GoPrograms {
  /** The folder of worker-agent, a program for linux/amd64, and what was built beside it. Read-only for callers. */
  readonly dir: string;
  /** As of digestGoPrograms. */
  readonly digest: string;
  readonly origin: 'tool-cache' | 'actions-cache' | 'built' | 'downloaded';
}

const targetArch = 'amd64';
const agentName = 'worker-agent';
/** Where `make build-linux` has to put what it builds. */
const outputFolder = join('bin', `linux-${targetArch}`);
/** The folder of an entry for the programs alone: the entry's record must not get into an image. */
const programsFolder = 'bin';

/**
 * Identifies the programs without building or fetching them, and without Go, as hex SHA-256: that of the archive, or that of the
 * sources and the settings of Go that matter.
 */
export async function digestGoPrograms(
  request: Omit<GoProgramsRequest, 'mirror' | 'sealingKey'>,
  context: ToolContext,
): Promise<string> {
  const { binaries, workspace, actionRoot } = request;
  if (binaries.kind === 'url') return binaries.sha256.toLowerCase();
  const folder = await locateSources(binaries.path, workspace, actionRoot);
  return await digestSources(folder, await readBuildSettings(folder, context));
}

/** Gets the programs from the tool cache, else from the Actions cache, else builds or downloads them. */
export async function provideGoPrograms(
  request: GoProgramsRequest,
  context: ToolContext,
): Promise<GoPrograms> {
  const { binaries, workspace, actionRoot, mirror, sealingKey } = request;
  const digest = await digestGoPrograms(request, context);
  const toolCache = new ToolCache(findToolCacheRoot(context.env), context.log);
  const id = toEntryId(digest);
  const toGoPrograms = (entry: string, origin: GoPrograms['origin']) => ({
    dir: join(entry, programsFolder),
    digest,
    origin,
  });
  const cached = await toolCache.find(id);
  if (cached !== null) return toGoPrograms(cached, 'tool-cache');
  if (binaries.kind === 'url') {
    const entry = await withTemporaryFolder(toolCache, (temp) =>
      toolCache.put(id, async (stage) => {
        const programs = await createProgramsFolder(stage);
        await fetchPrebuilt(binaries, agentName, programs, { mirror, temp }, context);
        await checkAgent(programs, `${agentName} of ${binaries.url}`, context);
      }),
    );
    context.log.info(`binaries: fetched from ${binaries.url}, SHA-256 verified`);
    return toGoPrograms(entry, 'downloaded');
  }
  const restored = await restoreEntry(toolCache, id, context, sealingKey);
  if (restored !== null) return toGoPrograms(restored, 'actions-cache');
  const folder = await locateSources(binaries.path, workspace, actionRoot);
  const entry = await buildFromSources(folder, id, toolCache, context);
  await saveEntry(toolCache, id, context, sealingKey);
  return toGoPrograms(entry, 'built');
}

/** @actions/tool-cache finds semantic versions only, so the digest is the pre-release of one. */
function toEntryId(digest: string): EntryId {
  return { tool: 'ami-action-binaries', version: `0.0.0-sha256-${digest}`, arch: `linux-${targetArch}` };
}

/**
 * Builds a copy of the sources that holds exactly what the digest covers. So a Makefile that reads files outside its folder
 * fails, rather than being served from the cache after those files change, and the workspace stays unchanged.
 */
async function buildFromSources(
  folder: string,
  id: EntryId,
  toolCache: ToolCache,
  context: ToolContext,
): Promise<string> {
  context.log.info(`binaries: make build-linux in ${folder}`);
  const started = performance.now();
  const entry = await withTemporaryFolder(toolCache, async (temp) => {
    const copy = join(temp, basename(folder));
    await copySources(folder, copy);
    if (toEntryId(await digestSources(copy, await readBuildSettings(copy, context))).version !== id.version) {
      throw new ConfigurationError(`binaries: ${folder} changed while it was being copied; run again`);
    }
    await runMakeBuildLinux(folder, copy, context);
    return await toolCache.put(id, async (stage) => {
      const programs = await createProgramsFolder(stage);
      await copyPrograms(folder, join(copy, outputFolder), programs);
      await checkAgent(programs, `${join(outputFolder, agentName)} of ${folder}`, context);
    });
  });
  context.log.info(
    `binaries: built in ${((performance.now() - started) / 1000).toFixed(1)} s, kept in ${entry}`,
  );
  return entry;
}

async function createProgramsFolder(stage: string): Promise<string> {
  const programs = join(stage, programsFolder);
  await mkdir(programs);
  return programs;
}

async function copyPrograms(folder: string, output: string, programs: string): Promise<void> {
  if (!(await exists(join(output, agentName)))) {
    throw new ConfigurationError(
      `binaries: "make build-linux" in ${folder} did not build ${join(outputFolder, agentName)}`,
    );
  }
  for (const entry of await readdir(output, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    await copyFile(join(output, entry.name), join(programs, entry.name));
  }
}

async function checkAgent(programs: string, displayName: string, context: ToolContext): Promise<void> {
  const agent = join(programs, agentName);
  const { interpreter } = await requireLinuxProgram(agent, targetArch, `binaries: ${displayName}`);
  if (interpreter !== null) {
    context.log.notice(
      `binaries: ${displayName} is dynamically linked (${interpreter}); a static one (CGO_ENABLED=0) runs on any image`,
    );
  }
  await chmod(agent, 0o755);
}

async function withTemporaryFolder<T>(toolCache: ToolCache, work: (temp: string) => Promise<T>): Promise<T> {
  const temp = await toolCache.createTemporaryFolder();
  try {
    return await work(temp);
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}
