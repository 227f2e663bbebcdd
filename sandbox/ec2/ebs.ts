/** The sandbox's EBS: one btrfs file system, in which a volume is a subvolume and a snapshot a read-only one. */
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { command } from '../process.ts';

export interface Storage {
  /** The folder that holds a volume's files. */
  volume(id: string): string;
  has(id: string): Promise<boolean>;
  /** Makes a volume of a snapshot's content. */
  createVolume(id: string, snapshot: string): Promise<void>;
  /** Makes a snapshot of a volume, another snapshot, or "source". */
  createSnapshot(id: string, origin: string): Promise<void>;
  /** Deletes all but the ids named; what is in both is kept. */
  keepOnly(ids: ReadonlySet<string>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Mounts a file system image at `mnt`. `guest` is the image of the part "guest".
 *
 * Where `keep` is not set, `file` has no name any more once it is mounted, so that it ends with the mount whatever happens. Where it is set, a
 * file that is there is used, and stays.
 */
export async function openStorage(guest: string, mnt: string, file: string, keep: boolean): Promise<Storage> {
  const source = `source-${basename(dirname(guest)).split('-').at(-1)}`;
  await mkdir(mnt, { recursive: true });
  const fresh = !keep || !(await exists(file));
  if (fresh) {
    await copyImage(guest, `${file}.new`);
    await rename(`${file}.new`, file);
  } else {
    await released(file);
  }
  await command('mount', ['-o', 'loop,noatime,compress=zstd:1,user_subvol_rm_allowed', file, mnt]);
  if (!keep) await rm(file);
  if (await exists(join(mnt, 'source'))) await rename(join(mnt, 'source'), join(mnt, source));
  else if (!(await exists(join(mnt, source)))) await addSource(guest, mnt, source);
  return btrfs(mnt, source);
}

/** A copy with an id of its own, as two file systems with the same id cannot be mounted at once. */
async function copyImage(from: string, to: string): Promise<void> {
  await command('cp', ['--sparse=always', '--reflink=auto', from, to]);
  await command('btrfstune', ['-f', '-m', to]);
}

/** Waits until the kernel has let go of a file that a killed run had mounted. */
async function released(file: string): Promise<void> {
  for (let tries = 0; (await command('losetup', ['--associated', file])).trim() !== ''; tries++) {
    if (tries === 300) throw new Error(`${file} is still attached to a loop device`);
    await delay(100);
  }
}

/** A kept account lives longer than its first source image: a newer one takes that one's place. */
async function addSource(guest: string, mnt: string, source: string): Promise<void> {
  for (const name of await readdir(mnt)) {
    if (name.startsWith('source-')) await command('btrfs', ['subvolume', 'delete', join(mnt, name)]);
  }
  const other = `${mnt}-source`;
  const copy = join(mnt, 'new-source.btrfs');
  const unfinished = join(mnt, 'source-unfinished');
  await mkdir(other, { recursive: true });
  await copyImage(guest, copy);
  await command('mount', ['-o', 'loop', copy, other]);
  await command('btrfs', ['subvolume', 'create', unfinished]);
  await command('cp', ['-a', `${other}/source/.`, unfinished]);
  await rename(unfinished, join(mnt, source));
  await command('umount', [other]);
  await rm(copy);
}

function btrfs(mnt: string, source: string): Storage {
  const at = (id: string): string => join(mnt, id === 'source' ? source : id);
  const subvolume = (...args: string[]): Promise<string> => command('btrfs', ['subvolume', ...args]);
  return {
    volume: at,
    has: (id) => exists(at(id)),
    createVolume: async (id, snapshot) => void (await subvolume('snapshot', at(snapshot), at(id))),
    createSnapshot: async (id, origin) => void (await subvolume('snapshot', '-r', at(origin), at(id))),
    async keepOnly(ids) {
      for (const name of await readdir(mnt)) {
        if (!/^(vol|snap)-/.test(name) || ids.has(name)) continue;
        await removeNested(at(name));
        await subvolume('delete', at(name));
      }
    },
    close: async () => void (await command('umount', [mnt])),
  };
}

/** systemd makes subvolumes of its own in a guest (machines, portables), which have to go first. */
async function removeNested(root: string): Promise<void> {
  const list = await command('btrfs', ['subvolume', 'list', '-o', root]);
  const paths = list.split('\n').flatMap((line) => / path (.+)$/.exec(line)?.[1] ?? []);
  for (const nested of paths.sort().reverse()) {
    const inside = nested.slice(nested.indexOf(basename(root)) + basename(root).length + 1);
    await command('btrfs', ['subvolume', 'delete', join(root, inside)]);
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    return (await readdir(dirname(file))).includes(basename(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
