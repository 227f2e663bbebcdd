/** One instance as a machine: systemd-nspawn with systemd as its first process, over a volume, in a network namespace of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { connect as tcp } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createGroups, killGroups, removeGroups } from '../host/cgroups.ts';

/** What an end of the container means. */
export type Ending = 'reboot' | 'power-off';

export interface MachineSettings {
  readonly id: string;
  /** The folder of the root volume. */
  readonly root: string;
  /** Its console is appended to this file. */
  readonly console: string;
  /** Control groups of the sandbox, one a hierarchy. */
  readonly groups: readonly string[];
}

/** nspawn's exit status when the guest rebooted (systemd-nspawn(1), src/nspawn/nspawn.c). */
const exitReboot = 133;
/** Time for a guest to stop its services, in milliseconds; EC2 forces a stop after some minutes. */
const stopTime = 60_000;

/** The arguments of systemd-nspawn for an instance; what each is for was found by measuring, see sandbox/README.md. */
export function nspawnArguments({ id, root }: Pick<MachineSettings, 'id' | 'root'>): string[] {
  return [
    ...['--quiet', `--directory=${root}`, `--machine=${id}`, '--boot', '--register=no', '--keep-unit'],
    `--network-namespace-path=/run/netns/${id}`,
    '--capability=CAP_NET_ADMIN,CAP_NET_RAW',
    '--bind=/dev/net/tun',
    ...['--resolv-conf=copy-host', '--timezone=off', '--link-journal=no', '--console=read-only'],
    // A guest whose systemd wants cgroup version 2 only, on a host that has both.
    '--setenv=SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1',
  ];
}

const nspawnEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  UNIFIED_CGROUP_HIERARCHY: '1',
  SYSTEMD_NSPAWN_API_VFS_WRITABLE: 'network',
  SYSTEMD_NSPAWN_TMPFS_TMP: '0',
};

/** Joins every group, then becomes the container. */
const enter =
  'for group in $GROUPS_TO_JOIN; do echo $$ >"$group/cgroup.procs"; done; unset GROUPS_TO_JOIN; exec systemd-nspawn "$@"';

export class Machine {
  readonly settings: MachineSettings;
  #child: ChildProcess | null = null;
  #ended: Promise<void> = Promise.resolve();
  #wanted = false;
  readonly #onEnding: (ending: Ending) => void;

  /** `onEnding` hears of ends that nobody asked for here. */
  constructor(settings: MachineSettings, onEnding: (ending: Ending) => void) {
    this.settings = settings;
    this.#onEnding = onEnding;
  }

  get running(): boolean {
    return this.#child !== null;
  }

  boot(): void {
    const { id, console: log } = this.settings;
    const groups = createGroups(this.settings.groups, id);
    const output = openSync(log, 'a');
    const child = spawn('sh', ['-c', enter, 'sh', ...nspawnArguments(this.settings)], {
      env: { ...nspawnEnvironment, GROUPS_TO_JOIN: groups.join(' ') },
      stdio: ['ignore', output, output],
      detached: true, // a Ctrl-C on the sandbox's terminal is not for the guests
    });
    closeSync(output);
    this.#child = child;
    this.#wanted = true;
    this.#ended = new Promise((resolve) => {
      child.on('error', () => resolve());
      child.on('exit', (code) => {
        killGroups(groups);
        removeGroups(groups);
        const unasked = this.#wanted;
        this.#child = null;
        this.#wanted = false;
        resolve();
        if (unasked) this.#onEnding(code === exitReboot ? 'reboot' : 'power-off');
      });
    });
  }

  /** Stops the guest in order, and by force where it does not obey. */
  async stop(): Promise<void> {
    if (!this.#child) return;
    this.#wanted = false;
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#kill(), stopTime);
    await this.#ended;
    clearTimeout(force);
  }

  /** Cuts the power. */
  async cut(): Promise<void> {
    if (!this.#child) return;
    this.#wanted = false;
    this.#kill();
    await this.#ended;
  }

  #kill(): void {
    killGroups(this.settings.groups.map((group) => `${group}/${this.settings.id}`));
    this.#child?.kill('SIGKILL');
  }

  /** Waits for an SSH server to greet at `address`, for at most `limit` milliseconds or until the machine ends; answers whether it did. */
  async greets(address: string, limit: number): Promise<boolean> {
    const deadline = performance.now() + limit;
    while (this.#child && performance.now() < deadline) {
      if (await greeting(address)) return true;
      await delay(50);
    }
    return false;
  }
}

function greeting(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = tcp({ host: address, port: 22, timeout: 1000 });
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', () => finish(true));
    socket.on('error', () => finish(false));
    socket.on('timeout', () => finish(false));
    socket.on('close', () => finish(false));
  });
}
