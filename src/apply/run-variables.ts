/** Values that the plan leaves to the run: variables and tags that say which run builds, and for which release. */

import type { Tags } from '../aws/types.ts';
import type { Environment } from '../github/environment.ts';
import type { VariableValue } from '../inputs/variables.ts';
import { imageTags, type LeaseHolder, leaseTags } from '../lease/tags.ts';
import type { PlannedBuild } from '../plan/plan-item.ts';
import { tagKeys } from '../tags.ts';

export interface RunVariableContext {
  readonly holder: LeaseHolder;
  /** When the lease ends, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** From releaseTag. */
  readonly release: Readonly<Record<string, string>>;
  /** Folder of the Go programs; null if no template takes them. */
  readonly goProgramsDir: string | null;
}

/**
 * Tags of all that is created for a build. The plugin puts them on an AMI when it creates it, and the AMI's own tags only when it is
 * done: in between, other runs find an AMI of this recipe by its fingerprint and state.
 */
export function runTags(
  { ami, fingerprint }: Pick<PlannedBuild, 'ami' | 'fingerprint'>,
  holder: LeaseHolder,
  expiresAt: number,
): Tags {
  return {
    ...leaseTags(holder, ami, expiresAt),
    ...imageTags({ [tagKeys.fingerprint]: fingerprint }, 'building'),
  };
}

/** Values for those of these variables that the build's templates declare. */
export function runVariableValues(
  { ami, fingerprint, tags, runVariables }: PlannedBuild,
  { holder, expiresAt, release, goProgramsDir }: RunVariableContext,
): Record<string, VariableValue> {
  const all: Record<(typeof runVariables)[number], VariableValue> = {
    run_tags: runTags({ ami, fingerprint }, holder, expiresAt),
    ami_tags: { ...imageTags({ ...tags, ...release }, 'building') },
    go_programs_dir: goProgramsDir ?? '',
  };
  return Object.fromEntries(runVariables.map((name) => [name, all[name]]));
}

/** The tag that names the release: the Git tag, or else the commit. Empty on a laptop, which has neither. */
export function releaseTag(env: Environment): Readonly<Record<string, string>> {
  const commit = env['GITHUB_SHA']?.slice(0, 7);
  const release = env['GITHUB_REF_TYPE'] === 'tag' ? env['GITHUB_REF_NAME'] : commit;
  return release ? { [tagKeys.release]: release } : {};
}
