/** Interrupts: whatever was started ends, with all its descendants, and nothing half made stays in the cache. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { cacheRoot } from '../../sandbox/cache.ts';
import { guest } from '../../sandbox/ec2/guest.ts';
import { loadSigningKey } from '../../sandbox/mirror/signing.ts';
import { part } from '../../sandbox/parts/index.ts';
import { until } from '../helpers/wait-for.ts';

/** A first run may have to build the parts of a real sandbox. */
jest.setTimeout(600_000);

/** What has not ended after this time, in milliseconds, is killed, and its test fails. */
const deadlineMs = 60_000;

/** The five seconds that users are promised for what they type, and as much again for a busy machine. A limit, not a measurement. */
const promisedMs = 10_000;

/** Stands in for `go` and `apt-get`: a build that never ends, in three processes that ignore every polite signal. */
const stubbornBuild = `#!/usr/bin/env bash
set -euo pipefail
case $1 in
  version) echo "go version of a test" && exit ;;
  build | update) ;;
  *) exit 0 ;;
esac
trap '' INT TERM HUP
sleep 3600 &
bash -c 'sleep 3600; exit' &
touch "$BUILDING"
wait
`;

const root = join(import.meta.dirname, '../..');
const log = { info: () => undefined };
let folder: string;
let building: string;
let marker: string;
let started: ChildProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interrupts-'));
  await mkdir(join(folder, 'bin'));
  for (const program of ['go', 'apt-get']) {
    await writeFile(join(folder, 'bin', program), stubbornBuild, { mode: 0o755 });
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  marker = randomUUID();
  building = join(folder, `building-${marker}`);
});
afterEach(() => {
  for (const pid of descendants()) process.kill(pid, 'SIGKILL');
});

/** Starts a program in a process group of its own, as a shell does, with a cache of the test's own. */
function start(file: string, args: readonly string[], cache: string): ChildProcess {
  const env = {
    ...process.env,
    PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
    XDG_CACHE_HOME: join(folder, cache),
    BUILDING: building,
    INTERRUPTS_MARKER: marker,
  };
  started = spawn(file, args, { cwd: root, env, detached: true, stdio: ['ignore', 'ignore', 'inherit'] });
  return started;
}

/** Pids of all that has the marker in its environment, which every descendant inherits. */
function descendants(): number[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const environment = /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/environ`, 'utf8') : '';
      return environment.includes(`INTERRUPTS_MARKER=${marker}`) ? [Number(pid)] : [];
    } catch {
      return []; // it ended meanwhile
    }
  });
}

/** Waits for the build, sends a signal to the program or to its group, and waits for the end of all that it started. */
async function interrupt(
  child: ChildProcess,
  signal: NodeJS.Signals,
  target: 'process' | 'group',
  limitMs = deadlineMs,
): Promise<void> {
  const pid = child.pid as number;
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => {
    child.once('exit', (code, killedBy) => resolve(killedBy ?? code));
  });
  await until(() => existsSync(building) || child.exitCode !== null, {
    what: 'the build to start',
    seconds: 500,
  });
  expect(descendants().length).toBeGreaterThan(3);
  process.kill(target === 'group' ? -pid : pid, signal);
  const deadline = setTimeout(() => child.kill('SIGKILL'), limitMs);
  const end = await ended;
  clearTimeout(deadline);
  expect(end).not.toBe('SIGKILL');
  expect(end).not.toBe(0);
  await until(() => descendants().length === 0, { what: 'all descendants to end', seconds: limitMs / 1000 });
}

/** What is in a cache, finished or not, by the names of its parts; locks and a sandbox's mount point are no entries. */
async function entries(cache: string): Promise<string[]> {
  const names = await readdir(join(folder, cache, 'catalyst-ami'));
  return names.filter((name) => !['locks', 'mnt', 'accounts'].includes(name));
}

test.each([
  ['SIGINT', 'process'],
  ['SIGTERM', 'process'],
  ['SIGHUP', 'process'],
  ['SIGINT', 'group'],
] as const)('%s to the %s that builds a part ends its build, and leaves nothing', async (signal, target) => {
  const child = start(process.execPath, ['sandbox/cli.ts', 'part', 'actionlint'], 'part');
  await interrupt(child, signal, target);
  expect(await entries('part')).toEqual([]);
});

/** What people type, as a program with its arguments; of `make test` the suite that begins with parts. */
const typed = {
  'make bench': ['make', 'bench'],
  'make sandbox': ['make', 'sandbox'],
  'make demo': ['make', 'demo'],
  'make test': [process.execPath, 'tools/test.ts', 'parts'],
} as const;

test.each([
  ['make bench', 'SIGTERM', 'process', ['mirror-key']],
  ['make bench', 'SIGINT', 'group', ['mirror-key']],
  ['make sandbox', 'SIGTERM', 'process', ['mirror-key']],
  ['make sandbox', 'SIGINT', 'group', ['mirror-key']],
  ['make demo', 'SIGTERM', 'process', ['mirror-key']],
  ['make demo', 'SIGINT', 'group', ['mirror-key']],
  ['make test', 'SIGTERM', 'process', []],
  ['make test', 'SIGINT', 'group', []],
] as const)(
  '%s, while it builds a part, ends in time at %s to its %s',
  async (what, signal, receiver, made) => {
    const [program, ...args] = typed[what];
    await interrupt(start(program, args, what), signal, receiver, promisedMs);
    // The key is made before the build begins; the guest is being made while the kernel is fetched for its mirror.
    expect((await entries(what)).map((name) => name.replace(/-[0-9a-f]+$/, ''))).toEqual(made);
  },
);

test.each([
  ['SIGTERM', 'process'],
  ['SIGINT', 'group'],
] as const)(
  '%s to the %s of a sandbox that builds what its mirror serves ends it',
  async (signal, target) => {
    await prepareSandboxCache();
    const before = await entries('sandbox');
    const args = ['sandbox/cli.ts', 'run', '--mirror', 'nebula', '--', 'true'];
    await interrupt(start(process.execPath, args, 'sandbox'), signal, target);
    const left = (await entries('sandbox')).filter((name) => !before.includes(name));
    // The disk has a name until it is mounted; the next start deletes it.
    expect(left.filter((name) => !name.startsWith('disk-'))).toEqual([]);
  },
);

test.each([
  ['SIGTERM', 'process'],
  ['SIGINT', 'group'],
] as const)(
  '%s to the %s of a sandbox ends it, though its command ignores signals',
  async (signal, target) => {
    await prepareSandboxCache();
    const before = await entries('sandbox');
    const command = ['bash', '-c', `trap '' INT TERM HUP; touch "$BUILDING"; sleep 3600; exit`];
    const args = ['sandbox/cli.ts', 'run', '--mirror', 'ubuntu', '--', ...command];
    await interrupt(start(process.execPath, args, 'sandbox'), signal, target);
    expect(await entries('sandbox')).toEqual(before);
  },
);

/** Makes a cache that has all that a sandbox needs to start, but for what `go` builds. */
async function prepareSandboxCache(): Promise<void> {
  const cache = join(folder, 'sandbox/catalyst-ami');
  if (existsSync(cache)) return;
  await mkdir(cache, { recursive: true });
  await loadSigningKey(log);
  const needed = [await guest(log), await part('moto', log)].map((entry) => basename(entry));
  const served = /^(mirror-key|mirror-ubuntu|debian-kernel)-/;
  for (const name of await readdir(cacheRoot())) {
    if (needed.includes(name) || served.test(name)) await symlink(join(cacheRoot(), name), join(cache, name));
  }
}
