/** Makes the machines, volumes and snapshots be what the account says; the account is the truth, and this runs after it. */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { StepLog } from '../cache.ts';
import type { Storage } from './ebs.ts';
import { type Ending, Machine } from './instance.ts';
import type { Account, AccountDoor, InstanceRecord } from './moto/account.ts';
import * as network from './vpc.ts';

/** EC2 says "running" before SSH answers; the sandbox says it after, as Packer's first retry costs 5 s. In milliseconds. */
const greetingTime = 20_000;

export interface FleetSettings {
  readonly account: AccountDoor;
  readonly storage: Storage;
  /** Folder for console logs. */
  readonly consoles: string;
  readonly groups: readonly string[];
  readonly log: StepLog;
}

export class Fleet {
  readonly #settings: FleetSettings;
  readonly #machines = new Map<string, Machine>();
  /** What is being done to each machine, one thing after the other. */
  readonly #work = new Map<string, Promise<void>>();
  #converging: Promise<unknown> = Promise.resolve();

  constructor(settings: FleetSettings) {
    this.#settings = settings;
  }

  consoleOf(id: string): string {
    return join(this.#settings.consoles, `${id}.log`);
  }

  /** Brings storage in line at once, and starts what has to happen to machines; `settle` waits for that. */
  converge(): Promise<Account> {
    const next = this.#converging.then(async () => {
      const account = await this.#settings.account.read();
      await this.#convergeStorage(account);
      await this.#convergeAddresses(account);
      for (const instance of account.instances) this.#direct(instance);
      return account;
    });
    this.#converging = next.catch(() => undefined);
    return next;
  }

  /** Waits until nothing is left to do to these machines. */
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
      await this.#apply(id);
    });
    await this.settle([id]);
    return result as Promise<T>;
  }

  reboot(id: string): void {
    this.#enqueue(id, async () => {
      await this.#machines.get(id)?.stop();
      await this.#apply(id);
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

  async #convergeStorage(account: Account): Promise<void> {
    const { storage } = this.#settings;
    for (const snapshot of account.snapshots) {
      if (await storage.has(snapshot.id)) continue;
      if (await storage.has(snapshot.origin)) await storage.createSnapshot(snapshot.id, snapshot.origin);
    }
    const inUse = [...this.#machines.values()].map((machine) => basename(machine.settings.root));
    await storage.keepOnly(new Set([...account.volumes, ...account.snapshots.map(({ id }) => id), ...inUse]));
  }

  async #convergeAddresses(account: Account): Promise<void> {
    const alive = account.instances.filter(({ state, publicIp }) => state === 'running' && publicIp);
    await network.publish(new Map(alive.map(({ publicIp, privateIp }) => [publicIp as string, privateIp])));
  }

  /** Starts what the account's word on an instance calls for, if anything. */
  #direct({ id, state }: InstanceRecord): void {
    const machine = this.#machines.get(id);
    const gone = state === 'terminated' || state === 'shutting-down';
    if (gone ? machine : (state === 'running') !== (machine?.running ?? false))
      this.#enqueue(id, () => this.#apply(id));
  }

  /** Makes one machine be what the account says at this moment. */
  async #apply(id: string): Promise<void> {
    const account = await this.#settings.account.read();
    const instance = account.instances.find((each) => each.id === id);
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
    if (!rootVolume || !rootSnapshot) throw new Error('it has no root volume');
    if (!(await storage.has(rootVolume))) await storage.createVolume(rootVolume, rootSnapshot);
    await network.connect(instance);
    const machine = new Machine(
      { id, root: storage.volume(rootVolume), console: this.consoleOf(id), groups },
      (ending) => this.#ended(id, ending),
    );
    this.#machines.set(id, machine);
    return machine;
  }

  async #start(instance: InstanceRecord, machine: Machine): Promise<void> {
    if (machine.running) return;
    machine.boot();
    await machine.greets(instance.privateIp, greetingTime);
  }

  async #destroy(id: string, machine: Machine): Promise<void> {
    await machine.cut();
    await network.disconnect(id);
    this.#machines.delete(id);
    await rm(`/run/systemd/nspawn/propagate/${id}`, { recursive: true, force: true });
    void this.converge(); // its volume can go now
  }

  /** A guest rebooted or powered itself off. */
  #ended(id: string, ending: Ending): void {
    this.#enqueue(id, async () => {
      if (ending === 'power-off') {
        const { account } = this.#settings;
        const instance = (await account.read()).instances.find((each) => each.id === id);
        const next = instance?.shutdownBehavior === 'terminate' ? 'terminated' : 'stopped';
        const reason = 'Client.InstanceInitiatedShutdown: Instance initiated shutdown';
        await account.setState(id, next, reason);
        await this.converge();
      }
      await this.#apply(id);
    });
  }
}
