/**
 * Which snapshots EC2 made for an image. An image's block device mapping may name others too: a template's
 * `ami_block_device_mappings` with a `snapshot_id` puts data of the user's there. Tags do not tell them apart, as Packer tags
 * all that the mapping names (packer-plugin-amazon 1.8.2, common/step_create_tags.go).
 */

import type { Ec2, Image, Snapshot } from '../aws/types.ts';

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

/** Ids of the snapshots that EC2 made for the image. */
export async function findOwnSnapshots(
  { id, rootSnapshotIds }: Pick<Image, 'id' | 'rootSnapshotIds'>,
  ec2: Pick<Ec2, 'describeSnapshots'>,
): Promise<string[]> {
  const snapshots = await ec2.describeSnapshots(rootSnapshotIds);
  return snapshots.filter((snapshot) => imageOf(snapshot) === id).map((snapshot) => snapshot.id);
}
