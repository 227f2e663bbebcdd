/** Finds what dead runs have left, of any run, and removes it: the lease of each has ended by EC2's own clock. */

import { type Ec2, type Resource, resourceKinds } from '../aws/types.ts';
import { tagKeys } from '../tags.ts';
import { bornBy } from './snapshots.ts';
import { type SweepResult, sweep } from './sweep.ts';
import { isNonce } from './tags.ts';

export interface DeadRun {
  readonly nonce: string;
  /** What it left that is not finished. */
  readonly resources: readonly Resource[];
  /** When the latest lease on any of its resources ended, in milliseconds since 1970. */
  readonly endedAt: number;
}

export interface ReapOptions {
  readonly ec2: Ec2;
  readonly onRemoved: (resource: Resource) => void;
  readonly wait: (ms: number) => Promise<void>;
}

/**
 * Where images are only copied to, nothing bears a renewed lease: that is in the region of the build. And no lease ends later than
 * this from now: such an end was not written by this action (plan/leases.ts), and says nothing.
 */
const longestBuildMs = 24 * 60 * 60_000;
/** A machine takes a minute or two to end, and holds its group and volumes until then. */
const maxPasses = 20;
const pauseMs = 10_000;

/**
 * The runs whose leases have all ended. Rejects if any kind cannot be asked: its newest lease might be there. What bears no
 * end of a lease belongs to no run that is known to be dead.
 */
export async function findDeadRuns(
  ec2: Pick<Ec2, 'findTagged' | 'now'>,
  nonce: string | null = null,
): Promise<DeadRun[]> {
  const found = await Promise.all(resourceKinds.map((kind) => ec2.findTagged(kind, tagKeys.nonce, nonce)));
  const runs = Map.groupBy(found.flat(), ({ tags }) => tags[tagKeys.nonce] ?? '');
  return [...runs].flatMap(([of, all]) => {
    const ends = all
      .map(({ tags }) => Date.parse(tags[tagKeys.expires] ?? ''))
      .filter((end) => end <= ec2.now() + longestBuildMs);
    const endedAt = Math.max(...ends);
    const resources = all.filter(({ tags }) => tags[tagKeys.state] !== 'available');
    const mayBeCopies = all.every(({ kind }) => kind === 'image' || kind === 'snapshot');
    const isDead =
      isNonce(of) && ends.length > 0 && endedAt + (mayBeCopies ? longestBuildMs : 0) <= ec2.now();
    return isDead && resources.length > 0 ? [{ nonce: of, resources, endedAt }] : [];
  });
}

/** Removes what a dead run left, after another look at whether it is dead. Gives what could not be removed, and what is not its own. */
export async function reapRun(
  { nonce }: DeadRun,
  { ec2, onRemoved, wait }: ReapOptions,
): Promise<Pick<SweepResult, 'left' | 'spared'>> {
  const [dead] = await findDeadRuns(ec2, nonce);
  if (dead === undefined) return { left: [], spared: [] };
  return await sweep({
    ec2,
    key: tagKeys.nonce,
    value: nonce,
    finished: new Set(),
    since: ({ tags }) => bornBy(tags),
    quietPasses: 1,
    onRemoved,
    async pause(pass) {
      if (pass >= maxPasses) return false;
      await wait(pauseMs);
      return true;
    },
  });
}
