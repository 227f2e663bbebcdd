/** What existing images mean for a wanted AMI: it is there, another run is building it, or they are unusable. */

import type { Image } from '../aws/types.ts';
import { tagKeys, toTagValue } from '../tags.ts';
import { isRunDead, type Leases, noLeases } from './leases.ts';

export type ExistingImage =
  | {
      readonly kind: 'available';
      readonly image: Image;
      /** One for each of the other regions that are wanted. */
      readonly copies: readonly Image[];
    }
  /** Another run is building it, and that run's lease has not expired. */
  | { readonly kind: 'pending'; readonly image: Image }
  | {
      readonly kind: 'none';
      /** A sentence for each image that is there but unusable. */
      readonly unusable: readonly string[];
      /** Unfinished images of this recipe whose run is dead: safe to remove. */
      readonly orphans: readonly Image[];
    };

/** The AMI that is looked for. */
export interface WantedImage {
  readonly ami: string;
  readonly fingerprint: string;
  /** Null if the templates name it during the build. */
  readonly name: string | null;
  /**
   * Whether its recipe gives this name. Without it any name will do. Tags can be forged by anyone who may tag images;
   * a name cannot be changed.
   */
  readonly isOwnName?: (name: string) => boolean;
  /** The region that it is built in. */
  readonly region: string;
  /** The other regions that it is copied to. */
  readonly copyRegions: readonly string[];
}

/**
 * Looks for an AMI and its copies by their fingerprint's tag and their name. `images` are those of the own account.
 * Among several in a region the oldest is chosen, so that all runs choose the same one.
 */
export function findExistingImage(
  images: readonly Image[],
  wanted: WantedImage,
  now: Date,
  leases: Leases = noLeases,
): ExistingImage {
  const all = images.filter((image) => matchesRecipe(image, wanted)).sort(byAge);
  const own = all.filter(({ region }) => region === wanted.region);
  const found = wanted.copyRegions.map((region) =>
    all.find((image) => image.region === region && isFinished(image)),
  );
  const copies = found.filter((copy) => copy !== undefined);
  const available = own.find(isFinished);
  const lacking = wanted.copyRegions.filter((region) => copies.every((copy) => copy.region !== region));
  if (available !== undefined && lacking.length === 0) return { kind: 'available', image: available, copies };
  const isLive = (image: Image) => isUnfinished(image) && !isRunDead(image, now, leases);
  // A copy is tagged before its image, but EC2 may show that late.
  const isLateCopy = (image: Image) =>
    available !== undefined &&
    lacking.includes(image.region) &&
    image.tags[tagKeys.nonce] === available.tags[tagKeys.nonce] &&
    isLive(image);
  const pending = own.find(isLive) ?? all.find(isLateCopy);
  if (pending !== undefined) return { kind: 'pending', image: pending };
  const foreign = images.filter((image) => image.name === wanted.name && !matchesRecipe(image, wanted));
  const unusable = [
    ...(available === undefined ? [] : [`${available.id} has no available copy in ${lacking.join(', ')}`]),
    ...own.filter((image) => !isFinished(image)).map(describeUnusable),
    ...foreign.map(({ id, name }) => `${id} is called ${name}, but its tags are not those of this recipe`),
  ];
  return { kind: 'none', unusable, orphans: all.filter((image) => isOrphan(image, now, leases)) };
}

/**
 * The first name that no image has: AMI names are unique in an account and region. `nameOf` gives the name of an attempt,
 * from 0 on; null if the templates name the AMI during the build. A name that does not change with the attempt is
 * returned although it is taken.
 */
export function firstFreeName(
  images: readonly Image[],
  nameOf: (attempt: number) => string | null,
): { readonly name: string | null; readonly attempt: number } {
  const taken = new Set(images.map(({ name }) => name));
  const first = nameOf(0);
  let name = first;
  for (let attempt = 0; name !== null && taken.has(name); ) {
    attempt += 1;
    const next = nameOf(attempt);
    if (next === name || !taken.has(next ?? '')) return { name: next, attempt };
    name = next;
  }
  return { name: first, attempt: 0 };
}

/** The newest finished image of an AMI, whatever its fingerprint. */
export function newestOf(images: readonly Image[], ami: string): Image | null {
  const finished = images.filter((image) => image.tags[tagKeys.ami] === toTagValue(ami) && isFinished(image));
  return finished.sort(byAge).at(-1) ?? null;
}

function matchesRecipe(
  { name, tags }: Image,
  { ami, fingerprint, isOwnName = () => true }: WantedImage,
): boolean {
  const tagged = tags[tagKeys.ami];
  const isOwn = tagged === undefined || tagged === toTagValue(ami);
  return tags[tagKeys.fingerprint] === fingerprint && isOwn && isOwnName(name);
}

/** EC2 and the image's own tag both call it available. */
function isFinished(image: Image): boolean {
  return image.state === 'available' && stateTag(image) === 'available';
}

function isUnfinished(image: Image): boolean {
  if (image.state !== 'pending' && image.state !== 'available') return false;
  return stateTag(image) === undefined || stateTag(image) === 'building';
}

/** Created by a run of this action that did not finish it and is dead. */
export function isOrphan(image: Image, now: Date, leases: Leases): boolean {
  const isLeased = stateTag(image) === 'building' && image.tags[tagKeys.nonce] !== undefined;
  return isLeased && isRunDead(image, now, leases);
}

function describeUnusable(image: Image): string {
  const { id, state, stateReason } = image;
  if (isUnfinished(image)) return `${id} of the same recipe was left unfinished by another run`;
  const reason = stateReason === null ? '' : ` (${stateReason})`;
  return `${id} of the same recipe is ${state === 'available' ? (stateTag(image) ?? 'unfinished') : state}${reason}`;
}

function stateTag(image: Image): string | undefined {
  return image.tags[tagKeys.state];
}

function byAge(a: Image, b: Image): number {
  const dates = Date.parse(a.creationDate) - Date.parse(b.creationDate);
  return dates !== 0 ? dates : a.id < b.id ? -1 : 1;
}
