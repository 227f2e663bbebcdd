/** Unfinished images of runs that are no more, which hold the names of those to be built. */

import type { Ec2 } from './aws/index.ts';
import { messageOf } from './errors.ts';
import type { Log } from './log.ts';
import type { PlannedBuild } from './plan/index.ts';

/** Removes them with their snapshots. Never rejects: the build is tried all the same, and says what is in its way. */
export async function removeLeftovers(
  items: readonly Pick<PlannedBuild, 'ami' | 'leftovers'>[],
  ec2: Pick<Ec2, 'remove'>,
  log: Log,
): Promise<void> {
  for (const { ami, leftovers } of items) {
    for (const { id, rootSnapshotIds } of leftovers) {
      try {
        await ec2.remove('image', id);
        for (const snapshot of rootSnapshotIds) await ec2.remove('snapshot', snapshot);
        log.info(`${ami}: removed ${id}, which a run that is no more had left unfinished`);
      } catch (error) {
        const what = `${ami}: ${id}, which a run that is no more left unfinished, cannot be removed`;
        log.warning(`${what}: ${messageOf(error)}`);
      }
    }
  }
}
