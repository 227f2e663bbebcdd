/** Warns of templates whose resources can't be identified as the run's. */

import type { PlannedBuild } from '../plan/plan-item.ts';

/** AMIs whose templates take no run tags. */
export function findUnleased(items: readonly Pick<PlannedBuild, 'ami' | 'runVariables'>[]): string[] {
  return items.filter(({ runVariables }) => !runVariables.includes('run_tags')).map(({ ami }) => ami);
}

/** Null if all templates take run tags. */
export function describeUnleased(
  items: readonly Pick<PlannedBuild, 'ami' | 'runVariables'>[],
): string | null {
  const unleased = findUnleased(items);
  if (unleased.length === 0) return null;
  const amis = unleased.join(', ');
  return (
    `The templates declare no variable run_tags with an empty default, so what Packer creates for ${amis} has no tag of this ` +
    'run. If the run is killed, an instance, its volume, a key pair, a security group or an unfinished AMI may stay behind ' +
    'and cost money. Declare the variable (type map(string), default {}) and set run_tags = var.run_tags and ' +
    'run_volume_tags = var.run_tags.'
  );
}
