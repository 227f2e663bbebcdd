/**
 * Looks once at what a run that succeeded should no longer have. Packer ends with 0 where its own clean-up was refused: its steps
 * then only print `Error terminating instance, may still be around` and the like (Cleanup in
 * common/step_run_source_instance.go, step_security_group.go, step_key_pair.go; packer-plugin-amazon 1.8.2).
 */

import { type Ec2, isEnding, type Resource, resourceKinds } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../github/log.ts';
import { tagKeys } from '../tags.ts';
import type { Lease } from './state.ts';

/** Never images and snapshots: those are what the run was for. */
const kinds = resourceKinds.filter((kind) => kind !== 'image' && kind !== 'snapshot');

/** Closes the lease of a run that succeeded; leaves it open, for post to clean up, if EC2 still lists anything of it. */
export async function closeIfNothingLeft(
  lease: Lease,
  ec2: Pick<Ec2, 'findTagged'>,
  log: Log,
): Promise<void> {
  const { started, nonce } = lease.state;
  const left = started ? await findLeftovers(nonce, ec2, log) : [];
  if (left.length === 0) lease.close();
  else
    log.warning(
      `Packer left ${left.map(({ kind, id }) => `${kind} ${id}`).join(', ')} behind; it will be removed.`,
    );
}

async function findLeftovers(nonce: string, ec2: Pick<Ec2, 'findTagged'>, log: Log): Promise<Resource[]> {
  const answers = await Promise.all(
    kinds.map(async (kind) => {
      try {
        return await ec2.findTagged(kind, tagKeys.nonce, nonce);
      } catch (error) {
        log.info(
          `could not check whether this run's resources of the kind ${kind} are gone: ${messageOf(error)}`,
        );
        return [];
      }
    }),
  );
  return answers.flat().filter((resource) => !isEnding(resource));
}
