import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { ConfigurationError, messageOf } from '../../errors.ts';
import type { Log } from '../../github/log.ts';
import { sha256File } from '../verify/hash.ts';

/**
 * What an entry of the tool cache is; its folder is `TOOL/VERSION/ARCH`, as @actions/tool-cache lays it out. The version is a
 * semantic one: no other is ever found.
 */
export interface EntryId {
  readonly tool: string;
  readonly version: string;
  readonly arch: string;
}

/** Kept in every entry: what it is, and what each of its files was when it had just been verified. */
interface EntryRecord extends EntryId {
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly executable: boolean }>>;
}

const recordName = '.ami-action.json';
const temporaryPrefix = /^\.ami-action-[0-9a-f-]{36}$/;
/** A temporary folder that nothing was put into for this long was left by a run that died. */
const staleMs = 6 * 3_600_000;

/**
 * The runner's tool cache, as @actions/tool-cache finds it; what it finds is hashed again before it is used. Only its
 * `cacheDir` is not used: that empties an entry's folder and fills it in place, under the feet of a second job on the machine.
 * Here an entry appears whole, by a rename, and is never changed.
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

  /** The entry's folder if all in it is as it was recorded; a damaged entry is thrown away, with a notice. */
  async find(id: EntryId): Promise<string | null> {
    const folder = await findTool(this.#root, id);
    return folder !== null && (await this.#isSound(folder, id)) ? folder : null;
  }

  /**
   * Makes an entry: `fill` gets an empty folder and puts there what has been verified. Returns the entry's folder, which may
   * be another run's that came first. After a failure nothing of it is left.
   */
  async put(id: EntryId, fill: (folder: string) => Promise<void>): Promise<string> {
    const stage = await this.temporary();
    try {
      await fill(stage);
      await writeRecord(stage, id);
      return await this.#publish(stage, id);
    } finally {
      await rm(stage, { recursive: true, force: true });
    }
  }

  /** A new empty folder on the tool cache's own file system; the caller removes it. */
  async temporary(): Promise<string> {
    const folder = join(this.#root, `.ami-action-${randomUUID()}`);
    try {
      await this.#sweep();
      await mkdir(folder, { recursive: true });
    } catch (error) {
      throw new ConfigurationError(
        `the tool cache ${this.#root} cannot be written (${messageOf(error)}): set RUNNER_TOOL_CACHE to a folder of this user's`,
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
      const left = await stat(folder).catch(() => null); // null: its run has just removed it
      if (left !== null && Date.now() - left.mtimeMs > staleMs)
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
        const { code } = error as NodeJS.ErrnoException;
        if ((code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOTDIR') || attempt === 3) throw error;
      }
      // Another run came first, or died before it marked the entry.
      if (await this.#isSound(folder, id)) break;
    }
    await writeFile(`${folder}.complete`, '');
    return folder;
  }

  /** False for a damaged entry, which is then gone. */
  async #isSound(folder: string, id: EntryId): Promise<boolean> {
    const fault = await findDamage(folder, id);
    if (fault === null) return true;
    this.#log.notice(`tool cache: ${folder} is damaged (${fault}); it is thrown away and made anew`);
    await this.#discard(folder);
    return false;
  }

  async #discard(folder: string): Promise<void> {
    const rubbish = join(this.#root, `.ami-action-${randomUUID()}`);
    await rm(`${folder}.complete`, { force: true });
    try {
      await rename(folder, rubbish);
    } catch (error) {
      // Another run has thrown it away already.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    await rm(rubbish, { recursive: true, force: true });
  }
}

/** Records all files of `folder` as they are now. */
export async function writeRecord(folder: string, id: EntryId): Promise<void> {
  const record: EntryRecord = {
    tool: id.tool,
    version: id.version,
    arch: id.arch,
    files: await hashFiles(folder),
  };
  await writeFile(join(folder, recordName), `${JSON.stringify(record, null, 2)}\n`);
  await chmod(folder, 0o755);
}

/** What is wrong with a folder that ought to be the entry `id`; null if nothing is. */
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
    if (then === undefined) return `${name} was not there when it was made`;
    if (is === undefined) return `${name} is missing`;
    if (then.sha256 !== is.sha256) return `${name} has SHA-256 ${is.sha256}, recorded was ${then.sha256}`;
    if (then.executable !== is.executable)
      return `${name} ${is.executable ? 'has become' : 'is no longer'} executable`;
  }
  return null;
}

async function readRecord(folder: string): Promise<EntryRecord> {
  const record = JSON.parse(await readFile(join(folder, recordName), 'utf8')) as EntryRecord | null;
  if (typeof record?.files !== 'object' || record.files === null)
    throw new Error(`${recordName} is no record`);
  return record;
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
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}

/**
 * The folder of an entry of the tool cache at `root`, if @actions/tool-cache knows it as complete; null otherwise.
 *
 * That package takes its root from the process's environment, where a machine without a runner has none, so the variable is
 * set here and nowhere else: directly before the look-up, which is synchronous, so that no other root comes between. (Its
 * RUNNER_TEMP is not needed: whatever is unpacked is told where to.)
 */
async function findTool(root: string, { tool, version, arch }: EntryId): Promise<string | null> {
  const { find } = await import('@actions/tool-cache');
  process.env['RUNNER_TOOL_CACHE'] = root;
  return find(tool, version, arch) || null;
}
