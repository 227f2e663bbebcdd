/** Removes everything with a given tag that is not a finished image, kind by kind, what costs most first. */

import { isRefusal } from '../aws/refusal.ts';
import { type Ec2, isEnding, type Resource, type ResourceKind, resourceKinds } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import { tagKeys } from '../tags.ts';
import { claim, claimSnapshots, findSnapshotsByDescription, imageOf } from './snapshots.ts';

export interface SweepOptions {
  readonly ec2: Pick<
    Ec2,
    'findTagged' | 'remove' | 'describeImages' | 'describeSnapshots' | 'describeSnapshotsLike' | 'createTags'
  >;
  /** Key and value of the tag. */
  readonly key: string;
  readonly value: string;
  /** Ids of finished images and of their snapshots, whatever their tags say: EC2 may show a tag late. */
  readonly finished: ReadonlySet<string>;
  /** Since when a snapshot may be the run's own, in EC2's time, in milliseconds since 1970; NaN if unknown. */
  readonly since: (snapshot: Resource) => number;
  /** How many passes in a row have to find nothing: EC2 may show late what was created just now. */
  readonly quietPasses: number;
  /** Waits between passes; `quiet` is the number of empty passes in a row. False if the time is up. */
  readonly pause: (pass: number, quiet: number) => Promise<boolean>;
  readonly onRemoved?: (resource: Resource) => void;
}

/** What is still there, or a kind that could not be looked for, and why. */
export interface Leftover {
  /** Such as `instance i-1`, or `every instance`. */
  readonly what: string;
  readonly reason: string;
  /** True if a retry cannot help, as AWS refuses the caller. */
  readonly refused: boolean;
}

export type Spared = Omit<Leftover, 'refused'>;

export interface SweepResult {
  readonly removed: readonly Resource[];
  /** Snapshots that bear the tag and are not the run's to remove. */
  readonly spared: readonly Spared[];
  readonly left: readonly Leftover[];
}

/**
 * Makes passes over all kinds until none finds anything: an instance takes a while to end and holds volumes and security
 * groups until then, and an image's snapshot appears after the image. Never rejects: what can't be asked or removed is left,
 * and keeps nothing else from being removed.
 */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  const removed = new Map<string, Resource>();
  const spared = new Map<string, Spared>();
  let quiet = 0;
  for (let pass = 1; ; pass++) {
    const left = await sweepOnce(options, removed, spared);
    quiet = left.every(({ refused }) => refused) ? quiet + 1 : 0;
    if (quiet >= options.quietPasses || !(await options.pause(pass, quiet))) {
      return { removed: [...removed.values()], spared: [...spared.values()], left };
    }
  }
}

async function sweepOnce(
  options: SweepOptions,
  removed: Map<string, Resource>,
  spared: Map<string, Spared>,
): Promise<Leftover[]> {
  const left: Leftover[] = [];
  // One kind after the other: `resourceKinds` lists what holds other resources first.
  for (const kind of resourceKinds) {
    try {
      const found = await findUnwanted(kind, options);
      const unwanted =
        kind === 'snapshot'
          ? await selectOwn(
              [...found, ...(await claimLate(found, options, removed, left))],
              options,
              removed,
              spared,
            )
          : found;
      left.push(...(await Promise.all(unwanted.map((resource) => removeOne(resource, options, removed)))));
    } catch (error) {
      left.push({ what: `every ${kind}`, reason: messageOf(error), refused: isRefusal(error) });
    }
  }
  return left;
}

/** Everything of a kind that has the tag, but for what is finished. */
async function findUnwanted(
  kind: ResourceKind,
  { ec2, key, value, finished }: SweepOptions,
): Promise<Resource[]> {
  const found = await ec2.findTagged(kind, key, value);
  return found.filter((item) => !isFinished(item) && !finished.has(item.id));
}

/** The snapshots of images that were removed, but for those that were found by their tag; gives them the run's tags. */
async function claimLate(
  found: readonly Resource[],
  { ec2, finished }: SweepOptions,
  removed: ReadonlyMap<string, Resource>,
  left: Leftover[],
): Promise<Resource[]> {
  const known = new Set(found.map(({ id }) => id));
  const claimed: Resource[] = [];
  for (const image of [...removed.values()].filter(({ kind }) => kind === 'image')) {
    for (const snapshot of await findSnapshotsByDescription(image.id, ec2)) {
      const { id, tags } = snapshot;
      if (known.has(id) || finished.has(id)) continue;
      try {
        await claim(snapshot, image, ec2);
        claimed.push({ kind: 'snapshot', id, name: '', state: '', tags });
      } catch (error) {
        left.push({
          what: `image ${image.id}, which is gone`,
          reason: messageOf(error),
          refused: isRefusal(error),
        });
      }
    }
  }
  return claimed;
}

/** The snapshots among these that EC2 made for an image of this run: one that was removed, or any since the run began. */
async function selectOwn(
  snapshots: readonly Resource[],
  options: SweepOptions,
  removed: ReadonlyMap<string, Resource>,
  spared: Map<string, Spared>,
): Promise<Resource[]> {
  if (snapshots.length === 0) return [];
  const ofFinished = await findFinishedSnapshots(options);
  const described = await options.ec2.describeSnapshots(snapshots.map(({ id }) => id));
  const byId = new Map(described.map((snapshot) => [snapshot.id, snapshot]));
  return snapshots.filter((resource) => {
    const snapshot = byId.get(resource.id);
    // It has gone meanwhile.
    if (snapshot === undefined) return false;
    const image = imageOf(snapshot);
    const isOwn = image !== null && (removed.has(image) || snapshot.startedAt >= options.since(resource));
    const reason = ofFinished.has(resource.id)
      ? 'it belongs to a finished image'
      : isOwn
        ? null
        : 'it has the tag, but was not created for an image of this run';
    if (reason !== null) spared.set(resource.id, { what: `snapshot ${resource.id}`, reason });
    return reason === null;
  });
}

async function removeOne(
  resource: Resource,
  { ec2, onRemoved }: SweepOptions,
  removed: Map<string, Resource>,
): Promise<Leftover> {
  const { kind, id, state } = resource;
  const leave = (reason: string, refused = false): Leftover => ({ what: `${kind} ${id}`, reason, refused });
  if (isEnding(resource)) return leave(`it is ${state}`);
  try {
    if (kind === 'image')
      for (const image of await ec2.describeImages({ ids: [id] })) await claimSnapshots(image, ec2);
    await ec2.remove(kind, id);
  } catch (error) {
    return leave(messageOf(error), isRefusal(error));
  }
  if (!removed.has(id)) onRemoved?.(resource);
  removed.set(id, resource);
  return leave('it was removed, but AWS still lists it');
}

function isFinished({ tags }: Resource): boolean {
  return tags[tagKeys.state] === 'available';
}

/** Snapshots of finished images, which may lack the tag of the state themselves. */
async function findFinishedSnapshots({
  ec2,
  key,
  value,
  finished,
}: SweepOptions): Promise<ReadonlySet<string>> {
  const answers = await Promise.all([
    ec2.describeImages({ owners: ['self'], tags: { [key]: [value], [tagKeys.state]: ['available'] } }),
    // Those may not be tagged yet.
    ec2.describeImages({ owners: ['self'], ids: [...finished].filter((id) => id.startsWith('ami-')) }),
  ]);
  return new Set(answers.flat().flatMap(({ rootSnapshotIds }) => rootSnapshotIds));
}
