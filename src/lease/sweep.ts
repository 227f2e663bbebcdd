/** Removes everything with a given tag that is not a finished image, kind by kind, what costs most first. */

import { isRefusal } from '../aws/refusal.ts';
import { type Ec2, type Resource, type ResourceKind, resourceKinds } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import { tagKeys } from '../tags.ts';
import { findOwnSnapshots, imageOf } from './snapshots.ts';

export interface SweepOptions {
  readonly ec2: Pick<Ec2, 'findTagged' | 'remove' | 'describeImages' | 'describeSnapshots' | 'createTags'>;
  /** Key and value of the tag. */
  readonly key: string;
  readonly value: string;
  /** Ids of finished images and of their snapshots, whatever their tags say: EC2 may show a tag late. */
  readonly finished: ReadonlySet<string>;
  /** Since when snapshots may be the run's own, in EC2's time, in milliseconds since 1970. */
  readonly since: number;
  /** True in a region that images are only copied to: a copy's snapshots get their tags last. */
  readonly holdsCopies: boolean;
  /** How many passes in a row have to find nothing: EC2 may show late what was created just now. */
  readonly quietPasses: number;
  /** Waits after a pass, of which so many in a row have found nothing; false if the time is up. */
  readonly pause: (pass: number, quiet: number) => Promise<boolean>;
  readonly onRemoved?: (resource: Resource) => void;
}

/** What is still there, or a kind that could not be looked for, and why. */
export interface Leftover {
  /** Such as `instance i-1`, or `every instance`. */
  readonly what: string;
  readonly reason: string;
  /** True if trying again is of no use, as AWS refuses the caller. */
  readonly refused: boolean;
}

export interface SweepResult {
  readonly removed: readonly Resource[];
  readonly left: readonly Leftover[];
}

/**
 * Makes passes over all kinds until none finds anything: an instance takes a while to end and holds volumes and security
 * groups until then, and an image's snapshot appears after the image. Never rejects: what can't be asked or removed is left,
 * and keeps nothing else from being removed.
 */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  const removed = new Map<string, Resource>();
  let quiet = 0;
  for (let pass = 1; ; pass++) {
    const left = await sweepOnce(options, removed);
    quiet = left.every(({ refused }) => refused) ? quiet + 1 : 0;
    if (quiet >= options.quietPasses || !(await options.pause(pass, quiet))) {
      return { removed: [...removed.values()], left };
    }
  }
}

async function sweepOnce(options: SweepOptions, removed: Map<string, Resource>): Promise<Leftover[]> {
  const left: Leftover[] = [];
  // One kind after the other: `resourceKinds` lists what holds other resources first.
  for (const kind of resourceKinds) {
    try {
      if (kind === 'image' && options.holdsCopies) await tagCopiedSnapshots(options);
      const unwanted = await findUnwanted(kind, options, removed);
      left.push(...(await Promise.all(unwanted.map((resource) => removeOne(resource, options, removed)))));
    } catch (error) {
      left.push({ what: `every ${kind}`, reason: messageOf(error), refused: isRefusal(error) });
    }
  }
  return left;
}

/** Everything of a kind that has the tag, but for what is finished and for snapshots that only got the tag. */
async function findUnwanted(
  kind: ResourceKind,
  options: SweepOptions,
  removed: ReadonlyMap<string, Resource>,
): Promise<Resource[]> {
  const { ec2, key, value, finished } = options;
  const found = await ec2.findTagged(kind, key, value);
  const unwanted = found.filter((item) => !isFinished(item) && !finished.has(item.id));
  if (kind !== 'snapshot' || unwanted.length === 0) return unwanted;
  const spared = await findFinishedSnapshots(options);
  const own = await findOwn(unwanted, options, removed);
  return unwanted.filter(({ id }) => own.has(id) && !spared.has(id));
}

/** The snapshots among these that EC2 made for an image of this run: one that was removed, or any since the run began. */
async function findOwn(
  snapshots: readonly Resource[],
  { ec2, since }: SweepOptions,
  removed: ReadonlyMap<string, Resource>,
): Promise<ReadonlySet<string>> {
  const described = await ec2.describeSnapshots(snapshots.map(({ id }) => id));
  const own = described.filter((snapshot) => {
    const image = imageOf(snapshot);
    return image !== null && (removed.has(image) || snapshot.startedAt >= since);
  });
  return new Set(own.map(({ id }) => id));
}

async function removeOne(
  resource: Resource,
  { ec2, onRemoved }: SweepOptions,
  removed: Map<string, Resource>,
): Promise<Leftover> {
  const { kind, id, state } = resource;
  const leave = (reason: string, refused = false): Leftover => ({ what: `${kind} ${id}`, reason, refused });
  if (state === 'shutting-down') return leave('it is shutting down');
  try {
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
async function findFinishedSnapshots({ ec2, key, value }: SweepOptions): Promise<ReadonlySet<string>> {
  const images = await ec2.describeImages({
    owners: ['self'],
    tags: { [key]: [value], [tagKeys.state]: ['available'] },
  });
  return new Set(images.flatMap(({ rootSnapshotIds }) => rootSnapshotIds));
}

/**
 * Tags the snapshots of unfinished copies as the run's, so that they are found when the copy is gone, and may be removed. A copy
 * carries the image's tags from its creation, its snapshots do not (CopyImageTags in common/step_ami_region_copy.go).
 */
async function tagCopiedSnapshots({ ec2, key, value, finished }: SweepOptions): Promise<void> {
  for (const image of await ec2.describeImages({ owners: ['self'], tags: { [key]: [value] } })) {
    if (image.tags[tagKeys.state] === 'available' || finished.has(image.id)) continue;
    const snapshots = await findOwnSnapshots(image, ec2);
    if (snapshots.length > 0) await ec2.createTags(snapshots, { [key]: value });
  }
}
