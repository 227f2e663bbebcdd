/** Control groups in every hierarchy of the host, of version 1, 2 or both; a systemd in a container needs one of its own in each. */
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** All groups of sandboxes are children of the starter's own group, and begin with this. */
export const groupPrefix = 'catalyst-sandbox-';

/**
 * Finds the folder of this process's own group in each mounted hierarchy, from the text of /proc/self/mountinfo and /proc/self/cgroup
 * (proc_pid_mountinfo(5), cgroups(7)).
 */
export function findOwnGroups(mountinfo: string, cgroup: string): string[] {
  const paths = new Map<string, string>();
  for (const line of cgroup.trim().split('\n')) {
    const [, controllers = '', group = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    paths.set(controllers, group);
  }
  const folders: string[] = [];
  for (const line of mountinfo.trim().split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , root = '/', mountPoint = ''] = before.split(' ');
    const [type, , options = ''] = after.split(' ');
    if (type !== 'cgroup' && type !== 'cgroup2') continue;
    const group =
      type === 'cgroup2'
        ? paths.get('')
        : [...paths].find(
            ([names]) => names !== '' && names.split(',').every((n) => options.split(',').includes(n)),
          )?.[1];
    if (group === undefined) continue;
    folders.push(join(mountPoint, relative(root, group)));
  }
  return [...new Set(folders)];
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

export function findCurrentGroups(): string[] {
  return findOwnGroups(read('/proc/self/mountinfo'), read('/proc/self/cgroup'));
}

/** Makes the group `name` below each of `parents` and returns the folders. */
export function createGroups(parents: readonly string[], name: string): string[] {
  return parents.map((parent) => {
    const folder = join(parent, name);
    mkdirSync(folder, { recursive: true });
    // cpuset (v1) takes no process before its processors and memory are set.
    for (const setting of ['cpuset.cpus', 'cpuset.mems']) {
      if (isV1Cpuset(parent)) writeFileSync(join(folder, setting), read(join(parent, setting)));
    }
    return folder;
  });
}

/**
 * Makes the group `name` below each of `parents`, moves this process into it and returns the folders. While a group is empty, the start of
 * another sandbox may remove it as abandoned: then it is made again.
 */
export function joinGroups(parents: readonly string[], name: string): string[] {
  for (let tries = 1; ; tries++) {
    try {
      const folders = createGroups(parents, name);
      for (const folder of folders) writeFileSync(join(folder, 'cgroup.procs'), '0'); // 0 is the writer
      return folders;
    } catch (error) {
      if (tries === 20) throw error;
    }
  }
}

function isV1Cpuset(folder: string): boolean {
  const files = readdirSync(folder);
  return files.includes('cpuset.cpus') && !files.includes('cgroup.controllers');
}

/** Kills every process in the groups and below them. */
export function killGroups(folders: readonly string[]): void {
  for (const folder of folders) {
    for (const group of [folder, ...listBelow(folder)]) {
      for (const pid of listProcesses(group)) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It ended by itself meanwhile.
        }
      }
    }
  }
}

/** Removes empty groups with all below them, and returns those that it could not remove because processes are in them. */
export function removeGroups(folders: readonly string[]): string[] {
  const busy: string[] = [];
  for (const folder of folders) {
    for (const group of [...listBelow(folder), folder]) {
      try {
        rmdirSync(group);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EBUSY') busy.push(group);
        else if (code !== 'ENOENT' && code !== 'ENOTEMPTY') throw error;
      }
    }
  }
  return busy;
}

/** Removes what killed sandboxes left. The kernel keeps the groups of one that runs, as they hold processes. */
export function removeAbandonedGroups(parents: readonly string[]): void {
  for (const parent of parents) {
    for (const name of readdirSync(parent)) {
      if (name.startsWith(groupPrefix)) removeGroups([join(parent, name)]);
    }
  }
}

/** Lists the groups below a folder, the deepest first. */
function listBelow(folder: string): string[] {
  const found: string[] = [];
  let names: string[] = [];
  try {
    names = readdirSync(folder, { withFileTypes: true })
      .filter((item) => item.isDirectory())
      .map((item) => item.name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  for (const name of names) {
    const child = join(folder, name);
    found.push(...listBelow(child), child);
  }
  return found;
}

function listProcesses(group: string): number[] {
  try {
    return read(join(group, 'cgroup.procs'))
      .split('\n')
      .filter(Boolean)
      .map(Number)
      .filter((pid) => pid > 0);
  } catch {
    return []; // The group is gone.
  }
}
