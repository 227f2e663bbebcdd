/** What the images that exist mean for an AMI that is wanted: there already, being made, or of no use. */

import type { Image } from '../aws/types.ts';
import { tagKeys } from '../tags.ts';

export type ExistingImage =
  | { readonly kind: 'available'; readonly image: Image }
  /** Another run makes it, and its lease has not run out. */
  | { readonly kind: 'pending'; readonly image: Image }
  | {
      readonly kind: 'none';
      readonly words: readonly string[];
      /** Unfinished images of this recipe that no living run is at work on: they can go. */
      readonly orphans: readonly Image[];
    };

/**
 * Looks for an AMI by its fingerprint's tag, whatever its name. `images` are those of the own account and region.
 * Of several the oldest is taken, so that all who look take the same. `words` say what was found and is of no use.
 */
export function findExistingImage(
  images: readonly Image[],
  wanted: { readonly ami: string; readonly fingerprint: string; readonly name: string | null },
  now: Date,
): ExistingImage {
  const own = images.filter((image) => matchesRecipe(image, wanted)).sort(byAge);
  const available = own.find((image) => image.state === 'available' && stateTag(image) === 'available');
  if (available !== undefined) return { kind: 'available', image: available };
  const pending = own.find((image) => isBeingMade(image) && !isExpired(image, now));
  if (pending !== undefined) return { kind: 'pending', image: pending };
  const words = own.map((image) => describeUnusable(image));
  const foreign = images.filter((image) => image.name === wanted.name && !matchesRecipe(image, wanted));
  words.push(
    ...foreign.map(({ id, name }) => `${id} is called ${name}, but its tags are not those of this recipe`),
  );
  return { kind: 'none', words, orphans: own.filter((image) => isLeased(image)) };
}

/**
 * A name that no image of no use occupies: AMI names are unique in an account and region. `nameOf` gives the name
 * for a number of steps aside; null where the templates name the AMI themselves.
 */
export function firstFreeName(
  images: readonly Image[],
  nameOf: (aside: number) => string | null,
): { readonly name: string | null; readonly aside: number } {
  const taken = new Set(images.map(({ name }) => name));
  const first = nameOf(0);
  let name = first;
  for (let aside = 0; name !== null && taken.has(name); ) {
    aside += 1;
    const next = nameOf(aside);
    if (next === name || !taken.has(next ?? '')) return { name: next, aside };
    name = next;
  }
  return { name: first, aside: 0 };
}

/** The newest finished image of an AMI, of whatever fingerprint. */
export function newestOf(images: readonly Image[], ami: string): Image | null {
  const finished = images.filter(
    (image) =>
      image.tags[tagKeys.ami] === ami && image.state === 'available' && stateTag(image) === 'available',
  );
  return finished.sort(byAge).at(-1) ?? null;
}

function matchesRecipe(
  image: Image,
  { ami, fingerprint }: { readonly ami: string; readonly fingerprint: string },
): boolean {
  const tagged = image.tags[tagKeys.ami];
  return image.tags[tagKeys.fingerprint] === fingerprint && (tagged === undefined || tagged === ami);
}

function isBeingMade(image: Image): boolean {
  if (image.state !== 'pending' && image.state !== 'available') return false;
  return stateTag(image) === undefined || stateTag(image) === 'building';
}

/** Made by a run of this action, which did not finish it. */
function isLeased(image: Image): boolean {
  return stateTag(image) === 'building' && image.tags[tagKeys.nonce] !== undefined;
}

/** A lease that does not say when it ends is taken to hold while EC2 still works on the image. */
function isExpired(image: Image, now: Date): boolean {
  const expires = Date.parse(image.tags[tagKeys.expires] ?? '');
  return Number.isNaN(expires) ? image.state !== 'pending' : expires <= now.getTime();
}

function describeUnusable(image: Image): string {
  const { id, state, stateReason } = image;
  if (isBeingMade(image)) return `${id} of the same recipe was left unfinished by another run`;
  const reason = stateReason === null ? '' : ` (${stateReason})`;
  return `${id} of the same recipe is ${state === 'available' ? (stateTag(image) ?? 'unfinished') : state}${reason}`;
}

function stateTag(image: Image): string | undefined {
  return image.tags[tagKeys.state];
}

function byAge(one: Image, two: Image): number {
  const dates = Date.parse(one.creationDate) - Date.parse(two.creationDate);
  return dates !== 0 ? dates : one.id < two.id ? -1 : 1;
}
