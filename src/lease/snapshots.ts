/**
 * Which snapshots EC2 made for an image. An image's block device mapping may name others too: a template's
 * `ami_block_device_mappings` with a `snapshot_id` puts data of the user's there. Tags do not tell them apart, as Packer tags
 * all that the mapping names (packer-plugin-amazon 1.8.2, common/step_create_tags.go).
 */

import type { Ec2, Image, Snapshot, Tags } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import { tagKeys } from '../tags.ts';
import { leaseMs } from './renewal.ts';
import { formatTime } from './tags.ts';

/**
 * How EC2 describes what it makes: `Created by CreateImage(i-…) for ami-…`, with ` from vol-…` behind it in older ones, and
 * `Copied for DestinationAmi ami-… from SourceAmi ami-… for SourceSnapshot snap-….`
 */
const description =
  /^(?:Created by CreateImage\(i-[0-9a-z]+\) for|Copied for DestinationAmi) (ami-[0-9a-z]+)/;

/** Id of the image that EC2 made the snapshot for; null for any other snapshot. */
export function imageOf({ description: text }: Pick<Snapshot, 'description'>): string | null {
  return description.exec(text)?.[1] ?? null;
}

/** The snapshots that EC2 made for the image. */
export async function findOwnSnapshots(
  { id, rootSnapshotIds }: Pick<Image, 'id' | 'rootSnapshotIds'>,
  ec2: Pick<Ec2, 'describeSnapshots'>,
): Promise<Snapshot[]> {
  const snapshots = await ec2.describeSnapshots(rootSnapshotIds);
  return snapshots.filter((snapshot) => imageOf(snapshot) === id);
}

/**
 * Call before an image is removed: gives its snapshots the image's tags where they have none, so that they are found when it is
 * gone, and may be removed. A copy carries the image's tags from its creation, its snapshots do not (CopyImageTags in
 * common/step_ami_region_copy.go; in the region of the build too, with `encrypt_boot`). Gives their ids. Rejects if they cannot
 * be tagged: then the image is all that leads to them, and must stay.
 */
export async function claimSnapshots(
  image: Image,
  ec2: Pick<Ec2, 'describeSnapshots' | 'describeSnapshotsLike' | 'createTags'>,
): Promise<string[]> {
  // One that is still being made or copied may name none yet.
  const isNamed = image.rootSnapshotIds.length > 0;
  const snapshots = await (isNamed
    ? findOwnSnapshots(image, ec2)
    : findSnapshotsByDescription(image.id, ec2));
  if (image.tags[tagKeys.nonce] !== undefined)
    for (const snapshot of snapshots) await claim(snapshot, image, ec2);
  return snapshots.map(({ id }) => id);
}

/**
 * The snapshots that EC2 made for an image, found by what it calls them: the mapping of one that is still being copied may not
 * name them, and when the image is gone nothing else leads to those without tags.
 */
export async function findSnapshotsByDescription(
  image: string,
  ec2: Pick<Ec2, 'describeSnapshotsLike'>,
): Promise<Snapshot[]> {
  const snapshots = await ec2.describeSnapshotsLike([
    `Created by CreateImage(*) for ${image}*`,
    `Copied for DestinationAmi ${image} *`,
  ]);
  return snapshots.filter((snapshot) => imageOf(snapshot) === image);
}

const ownKeys: ReadonlySet<string> = new Set(Object.values(tagKeys));

/** Gives a snapshot the tags of the run that made its image, where it has none. */
export async function claim(
  { id, startedAt, tags }: Snapshot,
  image: { readonly tags: Tags },
  ec2: Pick<Ec2, 'createTags'>,
): Promise<void> {
  if (tags[tagKeys.nonce] !== undefined) return;
  const own = Object.fromEntries(Object.entries(image.tags).filter(([key]) => ownKeys.has(key)));
  try {
    // As if it had been born with them: bornBy reads this end.
    await ec2.createTags([id], { ...own, [tagKeys.expires]: formatTime(startedAt + leaseMs) });
  } catch (error) {
    const message = `its snapshot ${id} could not be tagged, and would be lost without it: ${messageOf(error)}`;
    throw Object.assign(
      new Error(message, { cause: error }),
      error instanceof Error ? { name: error.name } : {},
    );
  }
}

/**
 * The latest time at which the Packer of a snapshot with these tags began, in milliseconds since 1970; NaN if they do not say
 * it. A snapshot's end is never renewed.
 */
export function bornBy(tags: Tags): number {
  return Date.parse(tags[tagKeys.expires] ?? '') - leaseMs;
}
