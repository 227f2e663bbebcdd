/** What the plan leaves to the run: the values of variables and tags that say who builds, and for which release. */

import type { VariableValue } from '../inputs/variables.ts';
import { imageTags, type LeaseHolder, leaseTags } from '../lease/tags.ts';
import type { PlannedBuild } from '../plan/plan-item.ts';
import { tagKeys } from '../tags.ts';

export interface RunVariableContext {
  readonly holder: LeaseHolder;
  /** As releaseTag gives it. */
  readonly release: Readonly<Record<string, string>>;
  /** Folder of the Go programs; null where no template takes them. */
  readonly goProgramsDir: string | null;
}

/** The variables that a build's template declares for them. */
export function runVariableValues(
  { ami, fingerprint, tags, runVariables }: PlannedBuild,
  { holder, release, goProgramsDir }: RunVariableContext,
): Record<string, VariableValue> {
  const all: Record<(typeof runVariables)[number], VariableValue> = {
    // The plugin puts run tags on an AMI when it creates it, and the AMI's own only when it is done: whoever looks for an
    // AMI of this recipe in between goes by these two.
    run_tags: {
      ...leaseTags(holder, ami),
      ...imageTags({ [tagKeys.fingerprint]: fingerprint }, 'building'),
    },
    ami_tags: { ...imageTags({ ...tags, ...release }, 'building') },
    go_programs_dir: goProgramsDir ?? '',
  };
  return Object.fromEntries(runVariables.map((name) => [name, all[name]]));
}

/** The tag that says which release an AMI was made for: the Git tag, or else the commit. A laptop has neither. */
export function releaseTag(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const commit = env['GITHUB_SHA']?.slice(0, 7);
  const release = env['GITHUB_REF_TYPE'] === 'tag' ? env['GITHUB_REF_NAME'] : commit;
  return release ? { [tagKeys.release]: release } : {};
}
