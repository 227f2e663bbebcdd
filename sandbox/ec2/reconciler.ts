/** Reconciles machines, volumes and snapshots with the account, which is the truth about what there should be. */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { StepLog } from '../cache.ts';
import type { Storage } from './ebs.ts';
import { type ExitKind, Machine } from './instance.ts';
import type { Account, InstanceRecord, MotoClient } from './moto/account.ts';
import * as network from './vpc.ts';

/** Longest wait for SSH, in milliseconds. EC2 says "running" before SSH answers; the sandbox says it after, as Packer's first retry costs 5 s. */
const sshWaitMs = 20_000;

export interface ReconcilerSettings {
  readonly account: MotoClient;
  readonly storage: Storage;
  /** Folder for console logs. */
  readonly consoles: string;
  readonly groups: readonly string[];
  readonly log: StepLog;
}

export class Reconciler {
  readonly #settings: ReconcilerSettings;
  readonly #machines = new Map<string, Machine>();
  /** The last piece of work on each machine; the next one waits for it. */
  readonly #work = new Map<string, Promise<void>>();
  #reconciling: Promise<unknown> = Promise.resolve();

  constructor(settings: ReconcilerSettings) {
    this.#settings = settings;
  }

  consoleOf(id: string): string {
    return join(this.#settings.consoles, `${id}.log`);
  }

  /** Reconciles storage and addresses at once, and starts what has to happen to machines; `settle` waits for that. */
  reconcile(): Promise<Account> {
    const next = this.#reconciling.then(async () => {
      const account = await this.#settings.account.read();
      await this.#reconcileStorage(account);
      await this.#reconcileAddresses(account);
      for (const instance of account.instances) this.#reconcileInstance(instance);
      return account;
    });
    this.#reconciling = next.catch(() => undefined);
    return next;
  }

  /** Waits until the work on these machines is done. */
  async settle(ids: Iterable<string>): Promise<void> {
    await Promise.all([...ids].map((id) => this.#work.get(id)));
  }

  /** Runs `action` while the machine is down, and boots it again if the account still wants it to run. */
  async whileDown<T>(id: string, action: () => Promise<T>): Promise<T> {
    const machine = this.#machines.get(id);
    if (!machine?.running) return action();
    let result: Promise<T> | undefined;
    this.#enqueue(id, async () => {
      await machine.stop();
      result = action();
      await result.catch(() => undefined);
      await this.#applyState(id);
    });
    await this.settle([id]);
    return result as Promise<T>;
  }

  reboot(id: string): void {
    this.#enqueue(id, async () => {
      await this.#machines.get(id)?.stop();
      await this.#applyState(id);
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#machines.values()].map((machine) => machine.cut()));
  }

  #enqueue(id: string, action: () => Promise<void>): void {
    const before = this.#work.get(id) ?? Promise.resolve();
    const after = before
      .then(action)
      .catch((error: unknown) => this.#settings.log.info(`instance ${id}: ${String(error)}`));
    this.#work.set(id, after);
  }

  async #reconcileStorage(account: Account): Promise<void> {
    const { storage } = this.#settings;
    for (const snapshot of account.snapshots) {
      if (await storage.has(snapshot.id)) continue;
      if (await storage.has(snapshot.origin)) await storage.createSnapshot(snapshot.id, snapshot.origin);
    }
    const inUse = [...this.#machines.values()].map((machine) => basename(machine.settings.root));
    await storage.keepOnly(new Set([...account.volumes, ...account.snapshots.map(({ id }) => id), ...inUse]));
  }

  async #reconcileAddresses(account: Account): Promise<void> {
    const alive = account.instances.filter(({ state, publicIp }) => state === 'running' && publicIp);
    await network.publishAddresses(
      new Map(alive.map(({ publicIp, privateIp }) => [publicIp as string, privateIp])),
    );
  }

  /** Enqueues work on an instance whose machine is not in the state that the account says. */
  #reconcileInstance({ id, state }: InstanceRecord): void {
    const machine = this.#machines.get(id);
    const gone = state === 'terminated' || state === 'shutting-down';
    if (gone ? machine : (state === 'running') !== (machine?.running ?? false))
      this.#enqueue(id, () => this.#applyState(id));
  }

  /** Brings one machine into the state that the account says at this moment. */
  async #applyState(id: string): Promise<void> {
    const account = await this.#settings.account.read();
    const instance = account.instances.find((item) => item.id === id);
    const machine = this.#machines.get(id);
    if (!instance || instance.state === 'terminated') {
      if (machine) await this.#destroy(id, machine);
    } else if (instance.state === 'running') {
      await this.#start(instance, machine ?? (await this.#create(instance)));
    } else if (machine?.running) {
      await machine.stop();
    }
  }

  async #create(instance: InstanceRecord): Promise<Machine> {
    const { storage, groups } = this.#settings;
    const { id, rootVolume, rootSnapshot } = instance;
    if (!rootVolume || !rootSnapshot) throw new Error('the account has no root volume for it');
    if (!(await storage.has(rootVolume))) await storage.createVolume(rootVolume, rootSnapshot);
    await network.connectInstance(instance);
    const machine = new Machine(
      { id, root: storage.volume(rootVolume), console: this.consoleOf(id), groups },
      (exit) => this.#onExit(id, exit),
    );
    this.#machines.set(id, machine);
    return machine;
  }

  async #start(instance: InstanceRecord, machine: Machine): Promise<void> {
    if (machine.running) return;
    machine.boot();
    await machine.waitForSsh(instance.privateIp, sshWaitMs);
  }

  async #destroy(id: string, machine: Machine): Promise<void> {
    await machine.cut();
    await network.disconnectInstance(id);
    this.#machines.delete(id);
    await rm(`/run/systemd/nspawn/propagate/${id}`, { recursive: true, force: true });
    void this.reconcile(); // its volume can go now
  }

  /** A guest rebooted or powered itself off. */
  #onExit(id: string, exit: ExitKind): void {
    this.#enqueue(id, async () => {
      if (exit === 'power-off') {
        const { account } = this.#settings;
        const instance = (await account.read()).instances.find((item) => item.id === id);
        const next = instance?.shutdownBehavior === 'terminate' ? 'terminated' : 'stopped';
        const reason = 'Client.InstanceInitiatedShutdown: Instance initiated shutdown';
        await account.setState(id, next, reason);
        await this.reconcile();
      }
      await this.#applyState(id);
    });
  }
}
