/** A stand-in for an AWS account, at the action's own narrow interface; real calls are tested against moto. */
import type { Ec2, Image, ImageQuery, Resource, ResourceKind, Snapshot, Tags } from '../../src/aws/types.ts';

interface Thing extends Resource {
  readonly snapshots: readonly string[];
  readonly description: string;
  readonly startedAt: number;
}

/** EC2 User Guide, "Tag restrictions": 50 tags a resource; the code is of the EC2 API Reference, "Error codes". */
const tagLimitExceeded = Object.assign(
  new Error('The maximum number of Tags for a resource has been reached.'),
  { name: 'TagLimitExceeded' },
);

export class FakeAccount implements Ec2 {
  readonly calls: string[] = [];
  readonly #region: string;
  readonly #things = new Map<string, Thing>();
  readonly #holders = new Map<string, readonly string[]>();
  readonly #refused = new Map<string, Error>();
  readonly #unasked = new Map<ResourceKind, Error>();
  readonly #later: (() => void)[] = [];
  /** EC2's time, in milliseconds since 1970. */
  time = Date.parse('2026-01-01T00:00:00Z');

  constructor(region = 'us-east-1') {
    this.#region = region;
  }

  add(
    kind: ResourceKind,
    id: string,
    tags: Tags,
    more: {
      state?: string;
      snapshots?: string[];
      name?: string;
      description?: string;
      startedAt?: number;
    } = {},
  ) {
    const state = more.state ?? (kind === 'image' ? 'available' : kind === 'instance' ? 'running' : '');
    this.#things.set(id, {
      kind,
      id,
      name: more.name ?? '',
      state,
      tags,
      snapshots: more.snapshots ?? [],
      description: more.description ?? '',
      startedAt: more.startedAt ?? this.time,
    });
  }

  /** While the holder is there, what it holds cannot be removed. */
  hold(holder: string, held: readonly string[]): void {
    this.#holders.set(holder, held);
  }

  /** Null refuses no more. */
  refuse(id: string, error: Error | null): void {
    if (error === null) this.#refused.delete(id);
    else this.#refused.set(id, error);
  }

  /** Resources of the kind cannot be looked for. */
  hide(kind: ResourceKind, error: Error): void {
    this.#unasked.set(kind, error);
  }

  /** Happens at the next tick. */
  later(change: () => void): void {
    this.#later.push(change);
  }

  /** Machines that are shutting down have ended. */
  tick(): void {
    for (const change of this.#later.splice(0)) change();
    for (const thing of this.#things.values())
      if (thing.state === 'shutting-down') this.#things.delete(thing.id);
  }

  ids(): string[] {
    return [...this.#things.keys()].sort();
  }

  tagsOf(id: string): Tags | undefined {
    return this.#things.get(id)?.tags;
  }

  async describeImages({ ids, names, tags }: ImageQuery): Promise<Image[]> {
    this.calls.push('describeImages');
    const images = [...this.#things.values()].filter(({ kind }) => kind === 'image');
    return images
      .filter(({ id }) => ids === undefined || ids.includes(id))
      .filter(({ name }) => names === undefined || names.includes(name))
      .filter((it) =>
        Object.entries(tags ?? {}).every(([key, values]) =>
          values.some((value) => it.tags[key] === value || (value === '*' && key in it.tags)),
        ),
      )
      .map(({ id, name, state, tags, snapshots, startedAt }) => ({
        id,
        region: this.#region,
        name,
        state,
        stateReason: state === 'failed' ? 'it failed' : null,
        creationDate: new Date(startedAt).toISOString().replace(/\.\d+Z/, '.000Z'),
        ownerId: '123456789012',
        rootSnapshotIds: snapshots,
        tags,
      }));
  }

  async describeSnapshots(ids: readonly string[]): Promise<Snapshot[]> {
    return [...this.#things.values()].filter(({ kind, id }) => kind === 'snapshot' && ids.includes(id));
  }

  async describeSnapshotsLike(descriptions: readonly string[]): Promise<Snapshot[]> {
    const like = descriptions.map(
      (text) => new RegExp(`^${text.split('*').map(RegExp.escape).join('.*')}$`, 's'),
    );
    return [...this.#things.values()].filter(
      ({ kind, description }) => kind === 'snapshot' && like.some((pattern) => pattern.test(description)),
    );
  }

  now(): number {
    return this.time;
  }

  async createTags(ids: readonly string[], tags: Tags): Promise<void> {
    this.calls.push(`createTags ${ids.join(' ')}`);
    for (const id of ids) this.#throwIfRefused(id);
    for (const id of ids) {
      const thing = this.#things.get(id);
      if (thing === undefined) continue;
      const all = { ...thing.tags, ...tags };
      if (Object.keys(all).length > 50) throw tagLimitExceeded;
      this.#things.set(id, { ...thing, tags: all });
    }
  }

  findTagged: Ec2['findTagged'] = async (kind, key, value) => {
    const fault = this.#unasked.get(kind);
    if (fault !== undefined) throw fault;
    return [...this.#things.values()].filter(
      (it) => it.kind === kind && (value === null ? it.tags[key] !== undefined : it.tags[key] === value),
    );
  };

  #throwIfRefused(id: string): void {
    const refusal = this.#refused.get(id);
    if (refusal !== undefined) throw refusal;
  }

  async remove(_kind: ResourceKind, id: string): Promise<void> {
    this.calls.push(`remove ${id}`);
    this.#throwIfRefused(id);
    const holder = [...this.#holders].find(([by, held]) => held.includes(id) && this.#things.has(by));
    if (holder !== undefined) throw new Error(`DependencyViolation: held by ${holder[0]}`);
    const thing = this.#things.get(id);
    if (thing?.kind === 'instance') this.#things.set(id, { ...thing, state: 'shutting-down' });
    else this.#things.delete(id);
  }
}
