/** Removes what bears a tag and is wanted by nobody, in the order in which things hang on each other. */

import { type Ec2, type Resource, resourceKinds } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import { tagKeys } from '../tags.ts';

export interface SweepOptions {
  readonly ec2: Pick<Ec2, 'findTagged' | 'remove' | 'describeImages'>;
  /** The tag to go by. */
  readonly key: string;
  readonly value: string;
  /** Narrows further what may be removed; finished images and their snapshots are spared in any case. */
  readonly wanted?: (resource: Resource) => boolean;
  /** Between two passes; false when the time is up. */
  readonly pause: (pass: number) => Promise<boolean>;
  readonly onRemoved?: (resource: Resource) => void;
}

export interface SweepResult {
  readonly removed: readonly Resource[];
  /** What is still there when the time is up, and why, where AWS said so. */
  readonly left: readonly { readonly resource: Resource; readonly reason: string }[];
}

/**
 * Goes through all kinds again and again until a pass finds nothing: instances take a while to end, and hold volumes
 * and security groups until then; a snapshot of an image shows up after it. Rejects only if AWS cannot be asked.
 */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  const removed = new Map<string, Resource>();
  for (let pass = 1; ; pass++) {
    const left = await onePass(options, removed);
    if (left.length === 0 || !(await options.pause(pass))) {
      return { removed: [...removed.values()], left };
    }
  }
}

async function onePass(options: SweepOptions, removed: Map<string, Resource>): Promise<SweepResult['left']> {
  const { ec2, key, value, wanted = () => true, onRemoved } = options;
  const left: { resource: Resource; reason: string }[] = [];
  const kept = await snapshotsOfFinished(options);
  // One kind after the other, as `resourceKinds` puts first what holds others.
  for (const kind of resourceKinds) {
    const found = await ec2.findTagged(kind, key, value);
    const unwanted = found.filter((it) => !isFinished(it) && !kept.has(it.id) && wanted(it));
    const outcomes = await Promise.all(
      unwanted.map(async (resource) => {
        if (resource.state === 'shutting-down') return { resource, reason: 'is shutting down' };
        try {
          await ec2.remove(kind, resource.id);
          if (!removed.has(resource.id)) onRemoved?.(resource);
          removed.set(resource.id, resource);
          return { resource, reason: 'has been removed, and AWS still lists it' };
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

/** Snapshots of finished images, in case one of them lacks the tag itself. */
async function snapshotsOfFinished({ ec2, key, value }: SweepOptions): Promise<ReadonlySet<string>> {
  const images = await ec2.describeImages({
    owners: ['self'],
    tags: { [key]: [value], [tagKeys.state]: ['available'] },
  });
  return new Set(images.flatMap(({ rootSnapshotIds }) => rootSnapshotIds));
}
