/** Images that are not wanted: those that dead runs left unfinished, and those that another run has finished first. */

import type { Ec2, Image } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../github/log.ts';
import { findExistingImage } from '../plan/existing-images.ts';
import type { PlannedBuild } from '../plan/plan-item.ts';
import { tagKeys } from '../tags.ts';

/** Removes them with their snapshots. Never rejects: the build is tried all the same, and says what is in its way. */
export async function removeOrphanedImages(
  items: readonly Pick<PlannedBuild, 'ami' | 'orphans'>[],
  ec2: Pick<Ec2, 'remove'>,
  log: Log,
): Promise<void> {
  for (const { ami, orphans } of items) {
    for (const image of orphans) {
      const what = `${ami}: ${image.id}, which a run that is no more left unfinished,`;
      await removeImage(image, what, ec2, log);
    }
  }
}

/** A build that has made an image, which is not marked as finished yet. */
export interface BuiltImage {
  readonly item: Pick<PlannedBuild, 'ami' | 'fingerprint' | 'amiName'>;
  readonly id: string;
}

/**
 * Gives up images of recipes that another run has finished meanwhile, and names their AMIs. EC2 sees to it for names that
 * hold the fingerprint; this is for names that hold a time. Two that finish in the same moment both stay.
 */
export async function discardIfOtherRunFinished(
  made: readonly BuiltImage[],
  ec2: Pick<Ec2, 'describeImages' | 'remove'>,
  log: Log,
): Promise<ReadonlySet<string>> {
  const timed = made.filter(({ item }) => item.amiName === null);
  if (timed.length === 0) return new Set();
  const fingerprints = timed.map(({ item }) => item.fingerprint);
  const images = await ec2.describeImages({
    owners: ['self'],
    tags: { [tagKeys.fingerprint]: fingerprints, [tagKeys.state]: ['available'] },
  });
  const given = new Set<string>();
  for (const { item, id } of timed) {
    const other = findExistingImage(images, { ...item, name: null }, new Date());
    if (other.kind !== 'available' || other.image.id === id) continue;
    const what = `${item.ami}: ${id}, of which another run has finished its like first (${other.image.id}),`;
    for (const image of await ec2.describeImages({ ids: [id] })) await removeImage(image, what, ec2, log);
    given.add(item.ami);
  }
  return given;
}

/** Says what became of it: `what` has been removed, or cannot be. */
async function removeImage(
  { id, rootSnapshotIds }: Image,
  what: string,
  ec2: Pick<Ec2, 'remove'>,
  log: Log,
): Promise<void> {
  try {
    await ec2.remove('image', id);
    for (const snapshot of rootSnapshotIds) await ec2.remove('snapshot', snapshot);
    log.info(`${what} has been removed`);
  } catch (error) {
    log.warning(`${what} cannot be removed: ${messageOf(error)}`);
  }
}
