/**
 * Starts a sandbox in namespaces of its own. All its processes are in one PID namespace whose first process dies with ours; mounts, loop
 * devices and network end with the namespaces, by the kernel's hand. Only empty control groups can be left, which the next start removes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheRoot, type StepLog } from '../cache.ts';
import { guest as guestPart } from '../ec2/guest.ts';
import type { LaunchPlan } from '../launch-plan.ts';
import type { PublisherName } from '../mirror/index.ts';
import { part } from '../parts/index.ts';
import * as cgroups from './cgroups.ts';
import { prepareHost } from './preflight.ts';

export interface LaunchOptions {
  /** What to run inside; null keeps the sandbox up until it is interrupted. */
  readonly command: readonly string[] | null;
  /** Name of an account that outlives the run, or null. */
  readonly keep: string | null;
  /** What the mirror serves. */
  readonly mirror: readonly PublisherName[];
  readonly log: StepLog;
}

/** flock(1)'s exit status where another process has the lock. */
const locked = 75;
/** Runs a sandbox to its end and answers the exit code of the command. */
export async function launch({ command, keep, mirror, log }: LaunchOptions): Promise<number> {
  if (keep !== null && !/^[a-z0-9][a-z0-9-]{0,40}$/i.test(keep)) {
    throw new Error(`--keep ${keep}: a name is made of letters, digits and "-"`);
  }
  await prepareHost(log);
  const [guest, moto] = [await guestPart(log), await part('moto', log)];
  const parents = cgroups.currentGroups();
  cgroups.removeAbandonedGroups(parents);
  await removeAbandonedDisks(cacheRoot());
  const id = randomBytes(4).toString('hex');
  const account = keep === null ? null : join(cacheRoot(), 'accounts', keep);
  if (account) await mkdir(account, { recursive: true });
  const plan = { id, command, mirror, guest, moto, account, cache: cacheRoot() };
  try {
    const child = spawnSupervisor(account);
    const slirp = { process: null as ChildProcess | null };
    child.on('message', (message) => {
      if (message !== 'needs network') return;
      connect(child, slirp).then(
        (firstProcess) => child.send({ ...plan, firstProcess } satisfies LaunchPlan),
        (error: unknown) => {
          log.info(`the sandbox gets no network: ${String(error)}`);
          child.kill('SIGKILL');
        },
      );
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => child.connected && child.send({ signal }));
    }
    const { code, signal } = await ending(child);
    slirp.process?.kill('SIGKILL');
    if (code === locked && account)
      throw new Error(`--keep ${keep}: another sandbox is running with this account`);
    if (signal) log.info(`the sandbox was killed by ${signal}`);
    return code ?? 137;
  } finally {
    await removeWhenIdle(parents.map((parent) => join(parent, cgroups.groupPrefix + id)));
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
    ...['tini', '--', process.execPath, supervisor], // tini reaps orphans, which a first process has to
  ];
  return spawn(file, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

/** Gives the sandbox its way out, by a user-mode network stack: this machine's own network stays as it is. Answers the pid of the sandbox's first process. */
async function connect(child: ChildProcess, slirp: { process: ChildProcess | null }): Promise<number> {
  const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
  const first = Number(children.trim().split(' ')[0]);
  if (!(first > 0)) throw new Error('its first process cannot be found');
  const options = ['--configure', '--mtu=65520', '--disable-host-loopback', '--ready-fd=3'];
  const args = ['--pdeathsig', 'KILL', 'slirp4netns', ...options, String(first), 'tap0'];
  const helper = spawn('setpriv', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  slirp.process = helper;
  let said = '';
  helper.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  await new Promise<void>((resolve, reject) => {
    helper.stdio[3]?.once('data', () => resolve());
    helper.once('error', reject);
    helper.once('exit', (code) => reject(new Error(`slirp4netns ended with ${code}: ${said.trim()}`)));
  });
  return first;
}

function ending(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
}

/** A disk loses its name as soon as it is mounted; one that still has it after this time, in milliseconds, lost its sandbox before. */
const mountedAfter = 600_000;

async function removeAbandonedDisks(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!/^disk-[0-9a-f]{8}\.btrfs/.test(name)) continue;
    const file = join(cache, name);
    if ((await stat(file)).mtimeMs < Date.now() - mountedAfter) await rm(file, { force: true });
  }
}

/** The kernel takes a moment to bury a PID namespace. */
async function removeWhenIdle(groups: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 100 && cgroups.removeGroups(groups).length > 0; tries++) {
    await delay(50);
  }
}
