/**
 * Starts a sandbox in namespaces of its own. All its processes are in one PID namespace whose first process dies with ours; with the
 * namespaces the kernel ends mounts, loop devices and network. Only empty control groups can be left, which the next start removes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheRoot, type StepLog } from '../cache.ts';
import * as cgroups from '../cgroups.ts';
import { guest as guestPart } from '../ec2/guest.ts';
import { endWhenInterrupted, interruptSignals } from '../interrupts.ts';
import type { LaunchPlan } from '../launch-plan.ts';
import type { PublisherName } from '../mirror/index.ts';
import { part } from '../parts/index.ts';
import { startService } from '../process.ts';
import { prepareHost } from './preflight.ts';

export interface LaunchOptions {
  /** What to run inside; null keeps the sandbox up until it is interrupted. */
  readonly command: readonly string[] | null;
  /** Name of an account that outlives the run, or null. */
  readonly keep: string | null;
  /** Folder of an account (`account.json` and `disk.btrfs`) of which this one begins as a copy, or null. */
  readonly from: string | null;
  /** What the mirror serves. */
  readonly mirror: readonly PublisherName[];
  readonly log: StepLog;
}

/** flock(1)'s exit status where another process has the lock. */
const locked = 75;
/** Time after a signal until the sandbox is killed, in milliseconds; it has less than that to take itself down. */
const graceMs = 3500;

/** Runs a sandbox to its end and returns the exit code of the command. */
export async function launch({ command, keep, from, mirror, log }: LaunchOptions): Promise<number> {
  if (keep !== null && !/^[a-z0-9][a-z0-9-]{0,40}$/i.test(keep)) {
    throw new Error(`--keep ${keep}: a name is made of letters, digits and "-"`);
  }
  const release = endWhenInterrupted();
  await prepareHost(log);
  const [guest, moto] = [await guestPart(log), await part('moto', log)];
  const parents = cgroups.findCurrentGroups();
  cgroups.removeAbandonedGroups(parents);
  await removeAbandonedDisks(cacheRoot());
  const id = randomBytes(4).toString('hex');
  const account = keep === null ? null : join(cacheRoot(), 'accounts', keep);
  if (account) await mkdir(account, { recursive: true });
  const plan = { id, command, mirror, guest, moto, account, from, cache: cacheRoot() };
  release();
  const slirp = { process: null as ChildProcess | null };
  try {
    const child = spawnSupervisor(account);
    forwardSignals(child);
    child.on('message', (message) => {
      if (message !== 'needs network') return;
      connectNetwork(child, slirp).then(
        (firstProcess) => child.connected && child.send({ ...plan, firstProcess } satisfies LaunchPlan),
        (error: unknown) => {
          log.info(`the sandbox gets no network: ${String(error)}`);
          child.kill('SIGKILL');
        },
      );
    });
    const { code, signal } = await waitForExit(child);
    if (code === locked && account)
      throw new Error(`--keep ${keep}: another sandbox is running with this account`);
    if (signal) log.info(`the sandbox was killed by ${signal}`);
    return code ?? 137;
  } finally {
    slirp.process?.kill('SIGKILL');
    await removeWhenIdle(parents.map((parent) => join(parent, cgroups.groupPrefix + id)));
  }
}

/** Hands signals to the supervisor, which is in another PID namespace, by a message; one that does not end in time is killed. */
function forwardSignals(child: ChildProcess): void {
  for (const signal of interruptSignals) {
    process.on(signal, () => {
      if (child.connected) child.send({ signal });
      setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
    });
  }
}

function spawnSupervisor(account: string | null): ChildProcess {
  const lock = account
    ? ['flock', '--no-fork', '--nonblock', '-E', String(locked), join(account, 'lock')]
    : [];
  const namespaces = ['unshare', '--mount', '--net', '--pid', '--mount-proc', '--fork', '--kill-child=KILL'];
  const supervisor = join(import.meta.dirname, '..', 'ec2', 'supervisor.ts');
  const [file = '', ...args] = [
    ...lock,
    ...['setpriv', '--pdeathsig', 'KILL'],
    ...namespaces,
    ...['tini', '--', process.execPath, supervisor], // a first process has to reap orphans, which tini does
  ];
  return spawn(file, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

/** Gives the sandbox its way out, by a user-mode network stack: this host's own network stays as it is. Returns the pid of its first process. */
async function connectNetwork(child: ChildProcess, slirp: { process: ChildProcess | null }): Promise<number> {
  const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
  const first = Number(children.trim().split(' ')[0]);
  if (!(first > 0)) throw new Error('its first process cannot be found');
  const options = ['--configure', '--mtu=65520', '--disable-host-loopback', '--ready-fd=3'];
  const args = ['--pdeathsig', 'KILL', 'slirp4netns', ...options, String(first), 'tap0'];
  slirp.process = await startService('setpriv', args, { readyFd: 3 });
  return first;
}

function waitForExit(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
}

/** A disk loses its name as soon as it is mounted: one that has it after this time, in milliseconds, was left by a killed sandbox. */
const abandonedMs = 600_000;

async function removeAbandonedDisks(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!/^disk-[0-9a-f]{8}\.btrfs/.test(name)) continue;
    const file = join(cache, name);
    if ((await stat(file)).mtimeMs < Date.now() - abandonedMs) await rm(file, { force: true });
  }
}

/** Removes control groups as soon as they are empty: the kernel takes a moment to end a PID namespace. What is left goes at the next start. */
async function removeWhenIdle(groups: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 20 && cgroups.removeGroups(groups).length > 0; tries++) {
    await delay(50);
  }
}
