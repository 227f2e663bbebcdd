/** Whether the run that left an image unfinished is still alive. */

import type { Ec2, Image, ResourceKind } from '../aws/types.ts';
import { tagKeys } from '../tags.ts';

/** What tells the attempts of a job's run apart; each a text without meaning on a laptop. */
export interface RunIdentity {
  readonly repository: string;
  readonly runId: string;
  readonly runAttempt: string;
  readonly job: string;
}

export interface Leases {
  /** The latest end of a lease on any resource of a run, by the run's nonce, in milliseconds since 1970. */
  readonly ends: ReadonlyMap<string, number>;
  /** The run that asks; null if it is no matter. */
  readonly run: RunIdentity | null;
}

export const noLeases: Leases = { ends: new Map(), run: null };

/**
 * A run's lease lasts for minutes (lease/renewal.ts). An end that lies much farther off was not written by this action, and
 * must not block a recipe for ever.
 */
const longestLeaseMs = 24 * 60 * 60_000;

/** Kinds that a renewed end may be on, and the others that a run has early. All can be asked by a role that may build. */
const leasedKinds: readonly ResourceKind[] = [
  'image',
  'instance',
  'volume',
  'snapshot',
  'security-group',
  'key-pair',
];

/**
 * True if the lease of the image's run has ended, or the image is of an earlier attempt of the same job: GitHub starts the
 * next attempt of a run only when the run is over. An image without an end counts as leased while EC2 works on it.
 * @param now EC2's time.
 */
export function isRunDead(image: Image, now: Date, { ends, run }: Leases): boolean {
  if (run !== null && isEarlierAttempt(image, run)) return true;
  const own = endOf(image.tags[tagKeys.expires], now);
  const latest = Math.max(own, ends.get(image.tags[tagKeys.nonce] ?? '') ?? Number.NEGATIVE_INFINITY);
  return latest === Number.NEGATIVE_INFINITY ? image.state !== 'pending' : latest <= now.getTime();
}

/** Asks for the leases of those unfinished images whose own end is past: their runs may have renewed it elsewhere. */
export async function readLeases(
  images: readonly Image[],
  now: Date,
  run: RunIdentity | null,
  ec2: Pick<Ec2, 'findTagged'>,
): Promise<Leases> {
  const doubtful = images.filter(
    (image) => image.tags[tagKeys.state] === 'building' && isRunDead(image, now, { ends: new Map(), run }),
  );
  const nonces = new Set(doubtful.flatMap(({ tags }) => tags[tagKeys.nonce] ?? []));
  const ends = await Promise.all(
    [...nonces].map(async (nonce) => [nonce, await latestEnd(nonce, now, ec2)] as const),
  );
  return { ends: new Map(ends), run };
}

/** The latest end on any resource with the nonce; looks no further once one lies ahead. */
async function latestEnd(nonce: string, now: Date, ec2: Pick<Ec2, 'findTagged'>): Promise<number> {
  let latest = Number.NEGATIVE_INFINITY;
  for (const kind of leasedKinds) {
    const found = await ec2.findTagged(kind, tagKeys.nonce, nonce);
    latest = Math.max(latest, ...found.map(({ tags }) => endOf(tags[tagKeys.expires], now)));
    if (latest > now.getTime()) break;
  }
  return latest;
}

function endOf(text: string | undefined, now: Date): number {
  const end = Date.parse(text ?? '');
  return Number.isNaN(end) || end > now.getTime() + longestLeaseMs ? Number.NEGATIVE_INFINITY : end;
}

function isEarlierAttempt({ tags }: Image, { repository, runId, runAttempt, job }: RunIdentity): boolean {
  return (
    tags[tagKeys.repository] === repository &&
    tags[tagKeys.runId] === runId &&
    tags[tagKeys.job] === job &&
    Number(tags[tagKeys.runAttempt]) < Number(runAttempt)
  );
}
