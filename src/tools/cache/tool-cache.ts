/** The runner's tool cache, safe for concurrent jobs on one machine. */

import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { ConfigurationError, codeOf, messageOf } from '../../errors.ts';
import type { Log } from '../../github/log.ts';
import { isRecord } from '../../json.ts';
import { sha256File } from '../verify/hash.ts';

/**
 * Identifies an entry of the tool cache, whose folder is `TOOL/VERSION/ARCH`, as in @actions/tool-cache. That package finds
 * semantic versions only.
 */
export interface EntryId {
  readonly tool: string;
  readonly version: string;
  readonly arch: string;
}

/** Saved in every entry: its id, and the state of its files when they had just been verified. */
interface EntryRecord extends EntryId {
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly executable: boolean }>>;
}

/** The record's name, in the folder of its entry. */
export const recordName = '.ami-action.json';
const temporaryPrefix = /^\.ami-action-[0-9a-f-]{36}$/;
/** A temporary folder that has not changed for this long was left by a run that died. */
const staleMs = 6 * 3_600_000;

/**
 * The runner's tool cache. @actions/tool-cache looks entries up, and their files are hashed again before use. Its `cacheDir`
 * is not used: it rewrites entries in place, which breaks concurrent jobs on the same machine. Here an entry appears whole, by
 * a rename, and never changes.
 */
export class ToolCache {
  readonly #root: string;
  readonly #log: Log;

  constructor(root: string, log: Log) {
    this.#root = root;
    this.#log = log;
  }

  folderOf(id: EntryId): string {
    return join(this.#root, id.tool, id.version, id.arch);
  }

  /** The entry's folder if its files are as recorded, else null. A damaged entry is removed, with a notice. */
  async find(id: EntryId): Promise<string | null> {
    const folder = await findTool(this.#root, id);
    return folder !== null && (await this.#isSound(folder, id)) ? folder : null;
  }

  /**
   * Creates an entry: `fill` gets an empty folder and puts verified files into it. Returns the entry's folder, which another
   * run may have created first. After a failure nothing of the entry is left.
   */
  async put(id: EntryId, fill: (folder: string) => Promise<void>): Promise<string> {
    const stage = await this.createTemporaryFolder();
    try {
      await fill(stage);
      await writeRecord(stage, id);
      return await this.#publish(stage, id);
    } finally {
      await rm(stage, { recursive: true, force: true });
    }
  }

  /** Creates an empty folder on the tool cache's own file system; the caller removes it. */
  async createTemporaryFolder(): Promise<string> {
    const folder = join(this.#root, `.ami-action-${randomUUID()}`);
    try {
      await this.#sweep();
      await mkdir(folder, { recursive: true });
    } catch (error) {
      throw new ConfigurationError(
        `the tool cache ${this.#root} cannot be written (${messageOf(error)}): set RUNNER_TOOL_CACHE to a folder that this user can write`,
        { cause: error },
      );
    }
    return folder;
  }

  async #sweep(): Promise<void> {
    if (!(await exists(this.#root))) return;
    for (const name of await readdir(this.#root)) {
      if (!temporaryPrefix.test(name)) continue;
      const folder = join(this.#root, name);
      const found = await stat(folder).catch(() => null); // Null: its run has just removed it.
      if (found !== null && Date.now() - found.mtimeMs > staleMs)
        await rm(folder, { recursive: true, force: true });
    }
  }

  async #publish(stage: string, id: EntryId): Promise<string> {
    const folder = this.folderOf(id);
    await mkdir(dirname(folder), { recursive: true });
    for (let attempt = 1; ; attempt++) {
      try {
        await rename(stage, folder);
        break;
      } catch (error) {
        if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error)) || attempt === 3) throw error;
      }
      // Another run created the entry first, perhaps without marking it as complete.
      if (await this.#isSound(folder, id)) break;
    }
    await writeFile(`${folder}.complete`, '');
    return folder;
  }

  /** True if the entry is as recorded; removes a damaged one. */
  async #isSound(folder: string, id: EntryId): Promise<boolean> {
    const damage = await findDamage(folder, id);
    if (damage === null) return true;
    this.#log.notice(`tool cache: ${folder} is damaged (${damage}); it is removed and created again`);
    await this.#discard(folder);
    return false;
  }

  async #discard(folder: string): Promise<void> {
    const trash = join(this.#root, `.ami-action-${randomUUID()}`);
    await rm(`${folder}.complete`, { force: true });
    try {
      await rename(folder, trash);
    } catch (error) {
      // Another run has removed it already.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    await rm(trash, { recursive: true, force: true });
  }
}

/** Records all files of `folder` as they are now. */
async function writeRecord(folder: string, id: EntryId): Promise<void> {
  const record: EntryRecord = {
    tool: id.tool,
    version: id.version,
    arch: id.arch,
    files: await hashFiles(folder),
  };
  await writeFile(join(folder, recordName), `${JSON.stringify(record, null, 2)}\n`);
  await chmod(folder, 0o755);
}

/** What is wrong with a folder that should be the entry `id`; null if nothing is. */
export async function findDamage(folder: string, id: EntryId): Promise<string | null> {
  let record: EntryRecord;
  let now: EntryRecord['files'];
  try {
    record = await readRecord(folder);
    now = await hashFiles(folder);
  } catch (error) {
    return `it cannot be read: ${messageOf(error)}`;
  }
  if (record.tool !== id.tool || record.version !== id.version || record.arch !== id.arch) {
    return `its record is that of ${record.tool} ${record.version} ${record.arch}`;
  }
  for (const name of new Set([...Object.keys(record.files), ...Object.keys(now)])) {
    const [then, is] = [record.files[name], now[name]];
    if (then === undefined) return `${name} was added later`;
    if (is === undefined) return `${name} is missing`;
    if (then.sha256 !== is.sha256) return `${name} has SHA-256 ${is.sha256}, recorded as ${then.sha256}`;
    if (then.executable !== is.executable)
      return `${name} ${is.executable ? 'has become' : 'is no longer'} executable`;
  }
  return null;
}

async function readRecord(folder: string): Promise<EntryRecord> {
  const record: unknown = JSON.parse(await readFile(join(folder, recordName), 'utf8'));
  if (!isEntryRecord(record)) throw new Error(`${recordName} is not a record`);
  return record;
}

function isEntryRecord(value: unknown): value is EntryRecord {
  if (!isRecord(value) || !isRecord(value['files'])) return false;
  return Object.values(value['files']).every(
    (file) => isRecord(file) && typeof file['sha256'] === 'string' && typeof file['executable'] === 'boolean',
  );
}

async function hashFiles(folder: string): Promise<EntryRecord['files']> {
  const files: Record<string, { sha256: string; executable: boolean }> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const file = join(entry.parentPath, entry.name);
    const name = relative(folder, file).split(sep).join('/');
    if (name === recordName) continue;
    const { mode } = await stat(file);
    files[name] = { sha256: await sha256File(file), executable: (mode & 0o100) !== 0 };
  }
  return files;
}

export async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return false;
    throw error;
  }
}

/**
 * The folder of an entry of the tool cache at `root` that @actions/tool-cache knows as complete; null if there is none.
 *
 * The package reads its root from RUNNER_TOOL_CACHE, which a machine without a runner lacks, so it is set here, directly
 * before the synchronous look-up, where no other root can come between. The package needs RUNNER_TEMP only to unpack where no
 * folder is named, which is never done here.
 */
async function findTool(root: string, { tool, version, arch }: EntryId): Promise<string | null> {
  const { find } = await import('@actions/tool-cache');
  process.env['RUNNER_TOOL_CACHE'] = root;
  return find(tool, version, arch) || null;
}
