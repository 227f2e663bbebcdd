/** The machine of one instance: systemd-nspawn with systemd as its first process, on a volume, in a network namespace of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { connect as tcp } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createGroups, killGroups, removeGroups } from '../cgroups.ts';

/** Why a container ended by itself. */
export type ExitKind = 'reboot' | 'power-off';

export interface MachineSettings {
  readonly id: string;
  /** The folder of the root volume. */
  readonly root: string;
  /** File that its console is appended to. */
  readonly console: string;
  /** Folders of the sandbox's control groups, one a hierarchy. */
  readonly groups: readonly string[];
}

/** nspawn's exit status when the guest rebooted (systemd-nspawn(1), src/nspawn/nspawn.c). */
const exitReboot = 133;
/** Longest wait for a guest to stop its services, in milliseconds; EC2 forces a stop after some minutes. */
const stopLimitMs = 60_000;

/** Returns the arguments of systemd-nspawn for an instance; sandbox/README.md says why they are needed. */
function nspawnArguments({ id, root }: Pick<MachineSettings, 'id' | 'root'>): string[] {
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

/** A shell script that joins every control group and then becomes the container. */
const joinAndExec =
  'for group in $GROUPS_TO_JOIN; do echo $$ >"$group/cgroup.procs"; done; unset GROUPS_TO_JOIN; exec systemd-nspawn "$@"';

export class Machine {
  readonly settings: MachineSettings;
  #child: ChildProcess | null = null;
  #ended: Promise<void> = Promise.resolve();
  #wanted = false;
  readonly #onExit: (exit: ExitKind) => void;

  /** `onExit` is called when the machine ends and neither `stop` nor `cut` was called. */
  constructor(settings: MachineSettings, onExit: (exit: ExitKind) => void) {
    this.settings = settings;
    this.#onExit = onExit;
  }

  get running(): boolean {
    return this.#child !== null;
  }

  boot(): void {
    const { id, console: log } = this.settings;
    const groups = createGroups(this.settings.groups, id);
    const output = openSync(log, 'a');
    const child = spawn('sh', ['-c', joinAndExec, 'sh', ...nspawnArguments(this.settings)], {
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
        const unexpected = this.#wanted;
        this.#child = null;
        this.#wanted = false;
        resolve();
        if (unexpected) this.#onExit(code === exitReboot ? 'reboot' : 'power-off');
      });
    });
  }

  /** Shuts the guest down, by force where it takes too long. */
  async stop(): Promise<void> {
    if (!this.#child) return;
    this.#wanted = false;
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#kill(), stopLimitMs);
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

  /** Waits until an SSH server answers at `address`, for at most `limitMs` or until the machine ends; false where it did not. */
  async waitForSsh(address: string, limitMs: number): Promise<boolean> {
    const deadline = performance.now() + limitMs;
    while (this.#child && performance.now() < deadline) {
      if (await sshAnswers(address)) return true;
      await delay(50);
    }
    return false;
  }
}

/** Whether a server at port 22 sends its greeting. */
function sshAnswers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = tcp({ host: address, port: 22, timeout: 1000 });
    const finish = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.on('data', () => finish(true));
    socket.on('error', () => finish(false));
    socket.on('timeout', () => finish(false));
    socket.on('close', () => finish(false));
  });
}
