/** Removes everything with a given tag that is not a finished image, in the order in which resources depend on each other. */

import { type Ec2, type Resource, resourceKinds } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import { tagKeys } from '../tags.ts';

export interface SweepOptions {
  readonly ec2: Pick<Ec2, 'findTagged' | 'remove' | 'describeImages'>;
  /** Key and value of the tag. */
  readonly key: string;
  readonly value: string;
  /** Waits between two passes; false if the time is up. */
  readonly pause: (pass: number) => Promise<boolean>;
  readonly onRemoved?: (resource: Resource) => void;
}

export interface SweepResult {
  readonly removed: readonly Resource[];
  /** What is still there when the time is up, and why. */
  readonly left: readonly { readonly resource: Resource; readonly reason: string }[];
}

/**
 * Makes passes over all kinds until one finds nothing: an instance takes a while to end and holds volumes and security
 * groups until then, and an image's snapshot appears after the image. Rejects only if AWS can't be asked.
 */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  const removed = new Map<string, Resource>();
  for (let pass = 1; ; pass++) {
    const left = await sweepOnce(options, removed);
    if (left.length === 0 || !(await options.pause(pass))) {
      return { removed: [...removed.values()], left };
    }
  }
}

async function sweepOnce(
  options: SweepOptions,
  removed: Map<string, Resource>,
): Promise<SweepResult['left']> {
  const { ec2, key, value, onRemoved } = options;
  const left: { resource: Resource; reason: string }[] = [];
  const finishedSnapshots = await findFinishedSnapshots(options);
  // One kind after the other: `resourceKinds` lists what holds other resources first.
  for (const kind of resourceKinds) {
    const found = await ec2.findTagged(kind, key, value);
    const unwanted = found.filter((item) => !isFinished(item) && !finishedSnapshots.has(item.id));
    const outcomes = await Promise.all(
      unwanted.map(async (resource) => {
        if (resource.state === 'shutting-down') return { resource, reason: 'it is shutting down' };
        try {
          await ec2.remove(kind, resource.id);
          if (!removed.has(resource.id)) onRemoved?.(resource);
          removed.set(resource.id, resource);
          return { resource, reason: 'it was removed, but AWS still lists it' };
        } catch (error) {
          return { resource, reason: messageOf(error) };
        }
      }),
    );
    left.push(...outcomes);
  }
  return left;
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
