/** The sandbox's content-addressed cache: what is costly to fetch or build is made once, under a name that hashes all its inputs. */
import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, isAbsolute, join, relative } from 'node:path';
import { isEnding, removeWhenInterrupted, waitForEnd } from './interrupts.ts';
import { runInFront } from './process.ts';

/** What a cached entry is made of: anything that JSON can say. The order of an object's keys does not matter. */
export type Cacheable =
  | string
  | number
  | boolean
  | null
  | readonly Cacheable[]
  | { readonly [key: string]: Cacheable };

/** Where a long step reports; any log with more methods fits. */
export interface StepLog {
  info(message: string): void;
}

/** Entries that were not used for this time are deleted, in milliseconds. */
const unusedMs = 30 * 24 * 3600 * 1000;

/** The folder of all entries, by the XDG base directory specification. */
export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['XDG_CACHE_HOME'];
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'catalyst-ami');
}

/**
 * Returns the folder of the entry `name` made of `inputs`; where it is missing, `build` makes it first.
 *
 * `build` fills a folder that is renamed to its final name when it is whole, so it must not write that folder's path into a file. Of several
 * processes one builds and the others wait for it; the lock is the kernel's and dies with its holder. Where `build` fails or this process is
 * interrupted nothing is kept; what a killed builder left is deleted at the next use of the name. Throws the error of `build`.
 */
export async function cached(
  name: string,
  inputs: Cacheable,
  build: (dir: string) => Promise<void>,
  log: StepLog,
): Promise<string> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    throw new Error(`cache entry "${name}": a name is made of a-z, 0-9 and "-"`);
  }
  const root = cacheRoot();
  const entry = join(root, `${name}-${digestOf(inputs)}`);
  if (await touch(entry)) {
    await collectGarbageIfIdle(root, name, entry);
    return entry;
  }
  const lock = await lockName(root, name, log);
  try {
    if (await touch(entry)) return entry;
    await collectGarbage(root, name, entry);
    const unfinished = hiddenName(root, entry);
    const keep = removeWhenInterrupted(unfinished);
    try {
      await mkdir(unfinished);
      await step(`sandbox part ${name}`, log, () => build(unfinished));
      if (isEnding()) await waitForEnd();
      keep(); // before the rename: a removal that overtakes it would leave a part of the entry
      await rename(unfinished, entry);
      await touch(entry);
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    } finally {
      keep();
    }
    return entry;
  } finally {
    await lock?.close();
  }
}

/** Runs one long step, and reports its start and how long it took. */
export async function step<T>(name: string, log: StepLog, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  log.info(`${name}: building`);
  const result = await work();
  log.info(`${name}: done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/** Lists the files below `folder` with the SHA-256 of each, as an input of a cached entry; paths are relative and sorted. */
export async function hashFiles(folder: string): Promise<Record<string, string>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((item) => item.isFile()).map((item) => join(item.parentPath, item.name));
  const digests: Record<string, string> = {};
  for (const file of files.sort()) {
    digests[relative(folder, file)] = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  }
  return digests;
}

function digestOf(inputs: Cacheable): string {
  return createHash('sha256').update(canonical(inputs)).digest('hex').slice(0, 16);
}

function canonical(value: Cacheable): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

/** Marks an entry as used now; false where there is none. */
async function touch(entry: string): Promise<boolean> {
  try {
    const now = new Date();
    await utimes(entry, now, now);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Lists what of `name` can go, apart from the entry `wanted`: leftovers of killed builders, and entries that were not used for long. */
async function findGarbage(root: string, name: string, wanted: string): Promise<string[]> {
  const ours = new RegExp(`^(\\.?)${name}-[0-9a-f]{16}(\\.[0-9a-f]+)?$`);
  const garbage: string[] = [];
  for (const item of await readdir(root)) {
    const match = ours.exec(item);
    const file = join(root, item);
    if (!match || file === wanted) continue;
    if (match[1] !== '' || (await stat(file)).mtimeMs < Date.now() - unusedMs) garbage.push(file);
  }
  return garbage;
}

/** Deletes the garbage of `name`. Only for the holder of the name's lock, as then no builder is at work on what is unfinished. */
async function collectGarbage(root: string, name: string, wanted: string): Promise<void> {
  for (const file of await findGarbage(root, name, wanted)) {
    const trash = hiddenName(root, file);
    await rename(file, trash);
    await rm(trash, { recursive: true, force: true, maxRetries: 10 }); // a killed builder's child may still be writing
  }
}

async function collectGarbageIfIdle(root: string, name: string, wanted: string): Promise<void> {
  if ((await findGarbage(root, name, wanted)).length === 0) return;
  const lock = await lockName(root, name, null);
  try {
    if (lock) await collectGarbage(root, name, wanted);
  } finally {
    await lock?.close();
  }
}

/**
 * Takes the lock of a name. Without a log it does not wait, and returns null where another process has it.
 *
 * flock(1) locks the open file that it inherits, which is ours: the lock stays with our descriptor, and the kernel frees it with the process.
 */
async function lockName(root: string, name: string, log: StepLog | null): Promise<FileHandle | null> {
  await mkdir(join(root, 'locks'), { recursive: true });
  const handle = await open(join(root, 'locks', name), 'a');
  try {
    if (await flock(handle, ['--nonblock'])) return handle;
    if (log) {
      log.info(`sandbox part ${name}: another process is building it, waiting`);
      if (await flock(handle, [])) return handle;
      throw new Error(`cannot lock ${join(root, 'locks', name)}: flock failed`);
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return null;
}

async function flock(handle: FileHandle, options: readonly string[]): Promise<boolean> {
  const stdio = ['ignore', 'ignore', 'inherit', handle.fd] as const;
  return (await runInFront('flock', [...options, '3'], { stdio: [...stdio] })) === 0;
}

/** A name for what is no entry, and goes at the next use of the entry's name. */
function hiddenName(root: string, entry: string): string {
  return join(root, `.${basename(entry).replace(/^\./, '')}.${randomBytes(4).toString('hex')}`);
}
