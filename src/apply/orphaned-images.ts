/** Removes unwanted images: those that dead runs left unfinished, and those that another run has finished first. */

import type { Ec2, Image } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../github/log.ts';
import { claimSnapshots } from '../lease/snapshots.ts';
import { isNonce } from '../lease/tags.ts';
import { findExistingImage, isOrphan } from '../plan/existing-images.ts';
import { type RunIdentity, readLeases } from '../plan/leases.ts';
import type { PlannedBuild } from '../plan/plan-item.ts';
import { tagKeys, toTagValue } from '../tags.ts';
import type { BuiltImage } from './build-attempt.ts';

export interface RemovalContext {
  /** The region of the builds; copies are in others. */
  readonly region: string;
  readonly ec2: (
    region: string,
  ) => Pick<
    Ec2,
    | 'describeImages'
    | 'describeSnapshots'
    | 'describeSnapshotsLike'
    | 'findTagged'
    | 'createTags'
    | 'remove'
    | 'now'
  >;
  readonly log: Log;
  /** The run that removes. */
  readonly run: RunIdentity;
}

/**
 * Removes them with their snapshots, after another look at each: since the plan its run may have finished it, or renewed its
 * lease. Never rejects: the build is tried anyway, and fails with what is in its way.
 */
export async function removeOrphanedImages(
  items: readonly PlannedBuild[],
  context: RemovalContext,
): Promise<void> {
  const { log } = context;
  for (const item of items) {
    const { ami } = item;
    for (const orphan of item.orphans) {
      const { id } = orphan;
      try {
        if (await removeIfOrphan(orphan, item, context))
          log.info(`${ami}: removed unfinished image ${id} (its run is no longer active)`);
        else log.info(`${ami}: kept image ${id}: it is finished, gone, or its run is still active`);
      } catch (error) {
        log.warning(
          `${ami}: could not remove unfinished image ${id} of a run that is no longer active, and its snapshots: ${messageOf(error)}`,
        );
      }
    }
  }
}

async function removeIfOrphan(orphan: Image, item: PlannedBuild, context: RemovalContext): Promise<boolean> {
  const { ec2, run, region, log } = context;
  const [image] = await ec2(orphan.region).describeImages({ ids: [orphan.id] });
  if (image === undefined) return false;
  const now = new Date(ec2(region).now());
  // A run renews its lease in the region that it builds in.
  if (!isOrphan(image, now, await readLeases([image], now, run, ec2(region)))) return false;
  for (const copy of orphan.region === region ? await findFinishedCopies(image, item, ec2) : []) {
    await removeImage(copy, ec2(copy.region));
    log.info(`${item.ami}: removed ${copy.id} in ${copy.region}, a copy of unfinished image ${image.id}`);
  }
  await removeImage(image, ec2(orphan.region));
  return true;
}

/**
 * Copies that were tagged as finished before their run failed to tag the image itself: nothing leads to them when it is gone. Those
 * without the tag are orphans of their own.
 */
async function findFinishedCopies(
  { tags: { [tagKeys.nonce]: nonce = '' } }: Image,
  { fingerprint, copyRegions }: PlannedBuild,
  ec2: RemovalContext['ec2'],
): Promise<Image[]> {
  if (!isNonce(nonce)) return [];
  const tags = {
    [tagKeys.nonce]: [nonce],
    [tagKeys.fingerprint]: [fingerprint],
    [tagKeys.state]: ['available'],
  };
  const answers = copyRegions.map((region) => ec2(region).describeImages({ owners: ['self'], tags }));
  return (await Promise.all(answers)).flat();
}

/**
 * Removes an image whose recipe another run has finished in the meantime; true if it did. Where a name holds the fingerprint, EC2
 * prevents such doubles; this is for names that hold a time. If two runs finish at the same moment, both images stay. Never rejects.
 */
export async function discardIfOtherRunFinished(
  { item, id, images }: BuiltImage,
  { ec2, log, region }: Omit<RemovalContext, 'run'>,
): Promise<boolean> {
  if (item.amiName !== null || item.alwaysBuilt) return false;
  let other: Image | null;
  try {
    other = await findOther(item, region, ec2);
  } catch (error) {
    log.warning(
      `${item.ami}: could not find out whether another run finished the same recipe first: ${messageOf(error)}`,
    );
    return false;
  }
  if (other === null) return false;
  try {
    for (const [madeIn, madeId] of images) {
      for (const image of await ec2(madeIn).describeImages({ ids: [madeId] }))
        await removeImage(image, ec2(madeIn));
    }
    log.info(`${item.ami}: removed ${id}: another run finished the same recipe first (${other.id})`);
  } catch (error) {
    log.warning(
      `${item.ami}: could not remove ${id}, although another run finished the same recipe first: ${messageOf(error)}`,
    );
  }
  return true;
}

/**
 * The image of the recipe that another run has made and finished since the plan, with all of its copies; null if there is none. What
 * was there before has been judged by the plan, which found that this one is to be built in spite of it.
 */
async function findOther(
  { ami, fingerprint, copyRegions, plannedAt }: PlannedBuild,
  region: string,
  ec2: (region: string) => Pick<Ec2, 'describeImages' | 'now'>,
): Promise<Image | null> {
  const tags = {
    [tagKeys.ami]: [toTagValue(ami)],
    [tagKeys.fingerprint]: [fingerprint],
    [tagKeys.state]: ['available'],
  };
  const answers = await Promise.all(
    [region, ...copyRegions].map((each) => ec2(each).describeImages({ owners: ['self'], tags })),
  );
  const made = answers
    .flat()
    .filter(
      (image) => Date.parse(image.creationDate) >= plannedAt && isNonce(image.tags[tagKeys.nonce] ?? ''),
    );
  const wanted = { ami, fingerprint, name: null, region, copyRegions };
  const found = findExistingImage(made, wanted, new Date(ec2(region).now()));
  return found.kind === 'available' ? found.image : null;
}

/**
 * Removes an image with the snapshots that EC2 made for it; its mapping may name others. A snapshot that stays bears the run's
 * tag, by which `mode: reap` finds it.
 */
async function removeImage(
  image: Image,
  ec2: Pick<Ec2, 'describeSnapshots' | 'describeSnapshotsLike' | 'createTags' | 'remove'>,
): Promise<void> {
  const snapshots = await claimSnapshots(image, ec2);
  await ec2.remove('image', image.id);
  for (const snapshot of snapshots) {
    try {
      await ec2.remove('snapshot', snapshot);
    } catch (error) {
      throw new Error(`the image is gone, but not its snapshot ${snapshot}: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }
}
