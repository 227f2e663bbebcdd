/** Confirms that AWS has a built image and its copies and calls them available. Only then are they tagged as finished. */

import type { Ec2, Image, Tags } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import { leaseMs } from '../lease/renewal.ts';
import { findOwnSnapshots } from '../lease/snapshots.ts';
import { tagKeys } from '../tags.ts';

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

/** How often images are looked up: EC2 may list a new one late. */
const maxAttempts = 7;

/**
 * Looks the images of a region up together, and tags those that are available in all of their regions, and their own snapshots.
 * Gives the results by the id of each first image. Never rejects.
 */
export async function confirmAvailable(
  requests: readonly ConfirmRequest[],
  context: ConfirmContext,
): Promise<Map<string, Availability>> {
  const regions = [...new Set(requests.flatMap(({ images }) => [...images.keys()]))];
  const answers = await Promise.all(
    regions.map(async (region): Promise<[string, RegionAnswer]> => {
      const ids = requests.flatMap(({ images }) => images.get(region) ?? []);
      const images = waitUntilSettled(ids, context.ec2(region), context.wait);
      return [region, await images.catch(messageOf)];
    }),
  );
  const found = new Map(answers);
  const confirmed = requests.map(async (request): Promise<[string, Availability]> => {
    const [id = ''] = request.images.values();
    return [id, await confirm(request, found, context)];
  });
  return new Map(await Promise.all(confirmed));
}

/** Images by id, or why EC2 could not be asked. */
type RegionAnswer = ReadonlyMap<string, Image> | string;

async function confirm(
  { images, tags }: ConfirmRequest,
  answers: ReadonlyMap<string, RegionAnswer>,
  context: ConfirmContext,
): Promise<Availability> {
  const available: Image[] = [];
  for (const [region, id] of images) {
    const made = `Packer made ${id}${available.length === 0 ? '' : ` in ${region}`}`;
    const answer = answers.get(region) ?? '';
    if (typeof answer === 'string')
      return { ok: false, cause: `${made}, but EC2 could not be asked for it: ${answer}` };
    const image = answer.get(id);
    if (image === undefined) return { ok: false, cause: `${made}, but EC2 doesn't list it` };
    if (image.state !== 'available') {
      const reason = image.stateReason === null ? '' : ` (${image.stateReason})`;
      return { ok: false, cause: `${made}, but it is ${image.state}${reason}, not available` };
    }
    available.push(image);
  }
  const [first, ...copies] = available;
  if (first === undefined) return { ok: false, cause: 'Packer made no image' };
  try {
    // The copies first: other runs take the first image's tag for that of all.
    await Promise.all(copies.map((copy) => finish(copy, tags, context)));
    await finish(first, tags, context);
  } catch (error) {
    const cause =
      `${first.id} is built, but could not be tagged as finished: ${messageOf(error)}. No run will take it, and ${leaseMs / 60_000} ` +
      `minutes from now other runs may remove it; to keep it, give it the tag ${tagKeys.state}=available`;
    return { ok: false, cause };
  }
  return {
    ok: true,
    image: { ...first, tags: { ...first.tags, ...tags } },
    regions: Object.fromEntries(available.map(({ region, id }) => [region, id])),
  };
}

/** Tags an image, and then its snapshots: only it decides whether other runs take it. */
async function finish(image: Image, tags: Tags, { ec2, onFinished }: ConfirmContext): Promise<void> {
  const own = ec2(image.region);
  onFinished([image.id]);
  const snapshots = (await findOwnSnapshots(image, own)).map(({ id }) => id);
  onFinished(snapshots);
  await own.createTags([image.id, ...snapshots], tags);
}

async function waitUntilSettled(
  ids: readonly string[],
  ec2: Pick<Ec2, 'describeImages'>,
  wait: (ms: number) => Promise<void>,
): Promise<Map<string, Image>> {
  for (let attempt = 1; ; attempt++) {
    const images = new Map((await ec2.describeImages({ ids })).map((image) => [image.id, image]));
    const settled = ids.every((id) => images.has(id) && images.get(id)?.state !== 'pending');
    if (settled || attempt === maxAttempts) return images;
    await wait(Math.min(500 * 2 ** (attempt - 1), 5_000));
  }
}
