/** Finds what dead runs have left, of any run, and removes it: the lease of each has ended by EC2's own clock. */

import { isRefusal } from '../aws/refusal.ts';
import { type Ec2, type Resource, resourceKinds } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
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

/** What could not be removed, and what was spared. */
export type ReapResult = Pick<SweepResult, 'left' | 'spared'>;

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
  const runs = Map.groupBy(await findLeased(ec2, nonce), ({ tags }) => tags[tagKeys.nonce] ?? '');
  return [...runs].flatMap(([of, all]) => {
    const endedAt = latestEnd(all, ec2);
    const resources = all.filter(({ tags }) => tags[tagKeys.state] !== 'available');
    const mayBeCopies = all.every(({ kind }) => kind === 'image' || kind === 'snapshot');
    const isDead =
      isNonce(of) && Number.isFinite(endedAt) && endedAt + (mayBeCopies ? longestBuildMs : 0) <= ec2.now();
    return isDead && resources.length > 0 ? [{ nonce: of, resources, endedAt }] : [];
  });
}

async function findLeased(ec2: Pick<Ec2, 'findTagged'>, nonce: string | null): Promise<Resource[]> {
  const found = await Promise.all(resourceKinds.map((kind) => ec2.findTagged(kind, tagKeys.nonce, nonce)));
  return found.flat();
}

/** In milliseconds since 1970; -Infinity if none bears an end that a lease can have. */
function latestEnd(resources: readonly Resource[], ec2: Pick<Ec2, 'now'>): number {
  const ends = resources.map(({ tags }) => Date.parse(tags[tagKeys.expires] ?? ''));
  return Math.max(...ends.filter((end) => end <= ec2.now() + longestBuildMs));
}

/**
 * Removes what a dead run left, as long as it is dead: that is looked at before each pass over its resources. Gives what could not
 * be removed, and what was spared.
 */
export async function reapRun(
  { nonce }: DeadRun,
  { ec2, onRemoved, wait }: ReapOptions,
): Promise<ReapResult> {
  const [dead] = await findDeadRuns(ec2, nonce);
  if (dead === undefined) return { left: [], spared: [] };
  const stops: ReapResult[] = [];
  const { left, spared } = await sweep({
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
      const stop = await findReasonToStop(nonce, ec2);
      if (stop !== null) stops.push(stop);
      return stop === null;
    },
  });
  const [stop] = stops;
  return stop === undefined ? { left, spared } : { left: stop.left, spared: [...spared, ...stop.spared] };
}

/** Why no more of a run may be removed: it lives, or nobody knows; null if it is dead still. */
async function findReasonToStop(
  nonce: string,
  ec2: Pick<Ec2, 'findTagged' | 'now'>,
): Promise<ReapResult | null> {
  const what = `all else of run ${nonce}`;
  try {
    const renewedUntil = await findRenewal(nonce, ec2);
    if (renewedUntil === null) return null;
    const reason = `its lease was renewed meanwhile, until ${new Date(renewedUntil).toISOString()}`;
    return { left: [], spared: [{ what, reason }] };
  } catch (error) {
    const reason = `EC2 could not be asked whether it is still dead: ${messageOf(error)}`;
    return { left: [{ what, reason, refused: isRefusal(error) }], spared: [] };
  }
}

/** The end of a lease that has not ended, in milliseconds since 1970, or null. Snapshots are not looked at: theirs are never renewed. */
async function findRenewal(nonce: string, ec2: Pick<Ec2, 'findTagged' | 'now'>): Promise<number | null> {
  const leased = await findLeased(ec2, nonce);
  const end = latestEnd(
    leased.filter(({ kind }) => kind !== 'snapshot'),
    ec2,
  );
  return end > ec2.now() ? end : null;
}
