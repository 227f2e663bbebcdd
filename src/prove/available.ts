/** Confirms that AWS has a built image and its copies and calls them available. Only then are they tagged as finished. */

import type { Ec2, Image, Tags } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import { leaseMs } from '../lease/renewal.ts';
import { findOwnSnapshots } from '../lease/snapshots.ts';
import { inputsTagPrefix, tagKeys } from '../tags.ts';

export interface ConfirmRequest {
  /** Region to id: the image first, then its copies. */
  readonly images: ReadonlyMap<string, string>;
  /** Tags that mark the images and their snapshots as finished. */
  readonly tags: Tags;
}

export interface ConfirmContext {
  readonly ec2: (region: string) => Pick<Ec2, 'describeImages' | 'describeSnapshots' | 'createTags'>;
  readonly wait: (ms: number) => Promise<void>;
  /** Called with the ids of an image and of its snapshots before they are tagged. */
  readonly onFinished: (ids: readonly string[]) => void;
}

/** An image that is finished in every region, or why it isn't. */
export type Availability =
  | { readonly ok: true; readonly image: Image; readonly regions: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly cause: string };

/** How often an image is looked up: EC2 may list a new one late. */
const maxAttempts = 7;

/**
 * Looks an image and its copies up, and tags them and their own snapshots as finished if EC2 calls them available in all regions.
 * Never rejects.
 */
export async function confirmAvailable(
  { images, tags }: ConfirmRequest,
  context: ConfirmContext,
): Promise<Availability> {
  const answers = await Promise.all([...images].map((made) => findAvailable(made, context)));
  const available: Image[] = [];
  for (const [index, [region, id]] of [...images].entries()) {
    const answer = answers[index] ?? '';
    if (typeof answer === 'string')
      return { ok: false, cause: `Packer made ${id}${index === 0 ? '' : ` in ${region}`}, but ${answer}` };
    available.push(answer);
  }
  const [first] = available;
  if (first === undefined) return { ok: false, cause: 'Packer made no image' };
  let written: Tags;
  try {
    written = await finish(available, tags, context);
  } catch (error) {
    const cause =
      `${first.id} is built, but could not be tagged as finished: ${messageOf(error)}. No run will take it, and ${leaseMs / 60_000} ` +
      `minutes from now other runs may remove it; to keep it, give it the tag ${tagKeys.state}=available`;
    return { ok: false, cause };
  }
  return {
    ok: true,
    image: { ...first, tags: { ...first.tags, ...written } },
    regions: Object.fromEntries(available.map(({ region, id }) => [region, id])),
  };
}

/** The image, if EC2 calls it available; else what is wrong with it. */
async function findAvailable(
  [region, id]: readonly [region: string, id: string],
  { ec2, wait }: Pick<ConfirmContext, 'ec2' | 'wait'>,
): Promise<Image | string> {
  try {
    const image = await waitUntilSettled(id, ec2(region), wait);
    if (image === null) return "EC2 doesn't list it";
    if (image.state === 'available') return image;
    const reason = image.stateReason === null ? '' : ` (${image.stateReason})`;
    return `it is ${image.state}${reason}, not available`;
  } catch (error) {
    return `looking it up in EC2 failed: ${messageOf(error)}`;
  }
}

/**
 * Tags images, an image first and then its copies, and their snapshots. All are announced before: where a tag is refused or cut off,
 * post must not take one for unfinished while another bears the tag. Gives the tags that the first image got.
 */
async function finish(
  images: readonly Image[],
  tags: Tags,
  { ec2, onFinished }: Pick<ConfirmContext, 'ec2' | 'onFinished'>,
): Promise<Tags> {
  onFinished(images.map(({ id }) => id));
  const found = images.map(async (image) => ({
    image,
    snapshots: (await findOwnSnapshots(image, ec2(image.region))).map(({ id }) => id),
  }));
  const marked = await Promise.all(found);
  onFinished(marked.flatMap(({ snapshots }) => snapshots));
  const tag = ({ image: { id, region }, snapshots }: (typeof marked)[number]) =>
    tagWithinLimit([id, ...snapshots], tags, ec2(region));
  // The copies first: other runs take the first image's tag for that of all.
  await Promise.all(marked.slice(1).map(tag));
  const [written = tags] = await Promise.all(marked.slice(0, 1).map(tag));
  return written;
}

/**
 * Writes the tags, or those without the summary of the inputs where a resource has no room for it: EC2 allows 50, and the template
 * has tags of its own. Later runs then can't say what changed, but they find the image. Gives what was written.
 */
async function tagWithinLimit(
  ids: readonly string[],
  tags: Tags,
  ec2: Pick<Ec2, 'createTags'>,
): Promise<Tags> {
  try {
    await ec2.createTags(ids, tags);
    return tags;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'TagLimitExceeded') throw error;
    const needed = Object.entries(tags).filter(([key]) => !key.startsWith(inputsTagPrefix));
    const fewer = Object.fromEntries(needed);
    await ec2.createTags(ids, fewer);
    return fewer;
  }
}

async function waitUntilSettled(
  id: string,
  ec2: Pick<Ec2, 'describeImages'>,
  wait: (ms: number) => Promise<void>,
): Promise<Image | null> {
  for (let attempt = 1; ; attempt++) {
    const [image = null] = await ec2.describeImages({ ids: [id] });
    if ((image !== null && image.state !== 'pending') || attempt === maxAttempts) return image;
    await wait(Math.min(500 * 2 ** (attempt - 1), 5_000));
  }
}
