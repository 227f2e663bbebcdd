/** Warns of templates whose resources can't be identified as the run's. */

import type { PlannedBuild } from '../plan/plan-item.ts';

type UnleasedItem = Pick<PlannedBuild, 'ami' | 'runVariables' | 'untagged'>;

/** AMIs whose machines and images have no tag of the run. */
export function findUnleased(items: readonly UnleasedItem[]): string[] {
  return items.filter(({ untagged }) => untagged.includes('run_tags')).map(({ ami }) => ami);
}

/** What the plugin tags by each attribute alone. */
const taggedBy: Readonly<Record<PlannedBuild['untagged'][number], string>> = {
  run_tags: 'an instance, a key pair, a security group or an unfinished AMI',
  run_volume_tags: 'a volume',
  spot_tags: 'a launch template',
};

/** Null if all templates hand the run's tags on. */
export function describeUnleased(items: readonly UnleasedItem[]): string | null {
  const isDeclared = ({ runVariables }: UnleasedItem): boolean => runVariables.includes('run_tags');
  const undeclared = items.filter((item) => !isDeclared(item)).map(({ ami }) => ami);
  const unread = items.filter((item) => isDeclared(item) && item.untagged.length > 0);
  const parts = [
    ...(undeclared.length === 0 ? [] : [describeUndeclared(undeclared)]),
    ...(unread.length === 0 ? [] : [describeUnread(unread)]),
  ];
  return parts.length === 0 ? null : parts.join('\n');
}

function describeUndeclared(amis: readonly string[]): string {
  return (
    `The templates declare no variable run_tags with an empty default, so what Packer creates for ${amis.join(', ')} has no tag of this ` +
    'run. If the run is killed, an instance, its volume, a key pair, a security group or an unfinished AMI may stay behind ' +
    'and cost money. Declare the variable (type map(string), default {}) and set run_tags = var.run_tags and ' +
    'run_volume_tags = var.run_tags.'
  );
}

function describeUnread(items: readonly UnleasedItem[]): string {
  const names = [...new Set(items.flatMap(({ untagged }) => untagged))];
  const sources = items.map(({ ami, untagged }, index) => {
    const attributes = untagged.join(' and ');
    return index === 0
      ? `The source of ${ami} does not read var.run_tags in ${attributes}`
      : `that of ${ami} not in ${attributes}`;
  });
  const left = names.map((name) => `${taggedBy[name]} (${name})`).join(', ');
  return (
    `${sources.join(', ')}. What Packer creates by them has no tag of this run, so if the run is killed, this may stay behind: ` +
    `${left}. Set ${names.map((name) => `${name} = var.run_tags`).join(', ')}.`
  );
}
