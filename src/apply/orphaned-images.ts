/** Removes unwanted images: those that dead runs left unfinished, and those that another run has finished first. */

import type { Ec2, Image } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../github/log.ts';
import { findExistingImage } from '../plan/existing-images.ts';
import type { PlannedBuild } from '../plan/plan-item.ts';
import { tagKeys } from '../tags.ts';
import type { BuiltImage } from './build-attempt.ts';

/** Removes them with their snapshots. Never rejects: the build is tried anyway, and fails with what is in its way. */
export async function removeOrphanedImages(
  items: readonly Pick<PlannedBuild, 'ami' | 'orphans'>[],
  ec2: Pick<Ec2, 'remove'>,
  log: Log,
): Promise<void> {
  for (const { ami, orphans } of items) {
    for (const image of orphans) {
      const what = `unfinished image ${image.id} (its run's lease has expired)`;
      const fault = await removeImage(image, ec2);
      if (fault === null) log.info(`${ami}: removed ${what}`);
      else log.warning(`${ami}: could not remove ${what}: ${fault}`);
    }
  }
}

/**
 * Removes images whose recipe another run has finished in the meantime, and gives the names of their AMIs. Where a name
 * holds the fingerprint, EC2 prevents such doubles; this is for names that hold a time. If two runs finish at the same
 * moment, both images stay.
 */
export async function discardIfOtherRunFinished(
  built: readonly BuiltImage[],
  ec2: Pick<Ec2, 'describeImages' | 'remove'>,
  log: Log,
): Promise<ReadonlySet<string>> {
  const timed = built.filter(({ item }) => item.amiName === null);
  if (timed.length === 0) return new Set();
  const fingerprints = timed.map(({ item }) => item.fingerprint);
  const images = await ec2.describeImages({
    owners: ['self'],
    tags: { [tagKeys.fingerprint]: fingerprints, [tagKeys.state]: ['available'] },
  });
  const discarded = new Set<string>();
  for (const { item, id } of timed) {
    const other = findExistingImage(images, { ...item, name: null }, new Date());
    if (other.kind !== 'available' || other.image.id === id) continue;
    const because = `another run finished the same recipe first (${other.image.id})`;
    for (const image of await ec2.describeImages({ ids: [id] })) {
      const fault = await removeImage(image, ec2);
      if (fault === null) log.info(`${item.ami}: removed ${id}: ${because}`);
      else log.warning(`${item.ami}: could not remove ${id}, although ${because}: ${fault}`);
    }
    discarded.add(item.ami);
  }
  return discarded;
}

/** Removes an image with its snapshots. Gives why that failed, or null. */
async function removeImage({ id, rootSnapshotIds }: Image, ec2: Pick<Ec2, 'remove'>): Promise<string | null> {
  try {
    await ec2.remove('image', id);
    for (const snapshot of rootSnapshotIds) await ec2.remove('snapshot', snapshot);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
