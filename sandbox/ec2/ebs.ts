/** The sandbox's EBS: one btrfs file system, in which a volume is a subvolume and a snapshot a read-only one. */
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from '../process.ts';

export interface Storage {
  /** Returns the folder that holds a volume's files. */
  volume(id: string): string;
  has(id: string): Promise<boolean>;
  /** Makes a volume of a snapshot's content. */
  createVolume(id: string, snapshot: string): Promise<void>;
  /** Makes a snapshot of a volume, another snapshot, or "source". */
  createSnapshot(id: string, origin: string): Promise<void>;
  /** Deletes all volumes and snapshots but these. */
  keepOnly(ids: ReadonlySet<string>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Mounts a file system image at `mnt`: a copy of `origin`, which is `guest` or the disk of another account.
 *
 * Without `keep`, `file` loses its name once it is mounted, so that it ends with the mount whatever happens. With it, a file that exists is
 * used, and stays.
 */
export async function openStorage(
  guest: string,
  mnt: string,
  file: string,
  keep: boolean,
  origin = guest,
): Promise<Storage> {
  const source = `source-${basename(dirname(guest)).split('-').at(-1)}`;
  await mkdir(mnt, { recursive: true });
  const fresh = !keep || !(await exists(file));
  if (fresh) {
    await copyImage(origin, `${file}.new`);
    await rename(`${file}.new`, file);
  } else {
    await waitForLoopDetach(file);
  }
  await run('mount', ['-o', 'loop,noatime,compress=zstd:1,user_subvol_rm_allowed', file, mnt]);
  if (!keep) await rm(file);
  if (await exists(join(mnt, 'source'))) await rename(join(mnt, 'source'), join(mnt, source));
  else if (!(await exists(join(mnt, source)))) await addSource(guest, mnt, source);
  return btrfs(mnt, source);
}

/** Copies an image and gives the copy an id of its own, as two file systems with the same id cannot be mounted at once. */
async function copyImage(from: string, to: string): Promise<void> {
  await run('cp', ['--sparse=always', '--reflink=auto', from, to]);
  await run('btrfstune', ['-f', '-m', to]);
}

/** Waits until the kernel has detached a file that a killed run had mounted. */
async function waitForLoopDetach(file: string): Promise<void> {
  for (let tries = 0; (await run('losetup', ['--associated', file])).trim() !== ''; tries++) {
    if (tries === 300)
      throw new Error(
        `${file} is still attached to a loop device of a sandbox that was killed; try again, or detach it with losetup --detach`,
      );
    await delay(100);
  }
}

/** Replaces the source image of a kept account, which outlives its first one. */
async function addSource(guest: string, mnt: string, source: string): Promise<void> {
  for (const name of await readdir(mnt)) {
    if (name.startsWith('source-')) await run('btrfs', ['subvolume', 'delete', join(mnt, name)]);
  }
  const other = `${mnt}-source`;
  const copy = join(mnt, 'new-source.btrfs');
  const unfinished = join(mnt, 'source-unfinished');
  await mkdir(other, { recursive: true });
  await copyImage(guest, copy);
  await run('mount', ['-o', 'loop', copy, other]);
  await run('btrfs', ['subvolume', 'create', unfinished]);
  await run('cp', ['-a', `${other}/source/.`, unfinished]);
  await rename(unfinished, join(mnt, source));
  await run('umount', [other]);
  await rm(copy);
}

function btrfs(mnt: string, source: string): Storage {
  const at = (id: string): string => join(mnt, id === 'source' ? source : id);
  const subvolume = (...args: string[]): Promise<string> => run('btrfs', ['subvolume', ...args]);
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
    close: async () => void (await run('umount', [mnt])),
  };
}

/** Removes the subvolumes that systemd makes in a guest (machines, portables); they have to go before the guest's own. */
async function removeNested(root: string): Promise<void> {
  const list = await run('btrfs', ['subvolume', 'list', '-o', root]);
  const paths = list.split('\n').flatMap((line) => / path (.+)$/.exec(line)?.[1] ?? []);
  for (const nested of paths.sort().reverse()) {
    const inside = nested.slice(nested.indexOf(basename(root)) + basename(root).length + 1);
    await run('btrfs', ['subvolume', 'delete', join(root, inside)]);
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
