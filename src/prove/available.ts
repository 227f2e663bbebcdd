/** Confirms that AWS has a built image and calls it available. Only then is it tagged as finished. */

import type { Ec2, Image, Tags } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import { findOwnSnapshots } from '../lease/snapshots.ts';

export interface ConfirmRequest {
  readonly id: string;
  /** Tags that mark the image and its snapshots as finished. */
  readonly tags: Tags;
}

export interface ConfirmContext {
  readonly ec2: Pick<Ec2, 'describeImages' | 'describeSnapshots' | 'createTags'>;
  readonly wait: (ms: number) => Promise<void>;
  /** Called with the ids of an image and of its snapshots before they are tagged. */
  readonly onFinished: (ids: readonly string[]) => void;
}

/** An image that is finished, or why it isn't. */
export type Availability =
  | { readonly ok: true; readonly image: Image }
  | { readonly ok: false; readonly cause: string };

/** How often images are looked up: EC2 may list a new one late. */
const maxAttempts = 7;

/** Looks all images up together, and tags those that are available, and their own snapshots. Never rejects. */
export async function confirmAvailable(
  requests: readonly ConfirmRequest[],
  context: ConfirmContext,
): Promise<Map<string, Availability>> {
  let images: ReadonlyMap<string, Image>;
  try {
    images = await waitUntilSettled(
      requests.map(({ id }) => id),
      context,
    );
  } catch (error) {
    const cause = (id: string) => `Packer made ${id}, but EC2 could not be asked for it: ${messageOf(error)}`;
    return new Map(requests.map(({ id }) => [id, { ok: false, cause: cause(id) }]));
  }
  const confirmed = requests.map(
    async (request): Promise<[string, Availability]> => [
      request.id,
      await confirm(request, images.get(request.id), context),
    ],
  );
  return new Map(await Promise.all(confirmed));
}

async function confirm(
  { id, tags }: ConfirmRequest,
  image: Image | undefined,
  context: ConfirmContext,
): Promise<Availability> {
  if (image === undefined) return { ok: false, cause: `Packer made ${id}, but EC2 doesn't list it` };
  if (image.state !== 'available') {
    const reason = image.stateReason === null ? '' : ` (${image.stateReason})`;
    return { ok: false, cause: `Packer made ${id}, but it is ${image.state}${reason}, not available` };
  }
  try {
    await finish(image, tags, context);
  } catch (error) {
    const cause = `${id} is built and stays in the account, but could not be tagged as finished, so no run will take it`;
    return { ok: false, cause: `${cause}: ${messageOf(error)}` };
  }
  return { ok: true, image: { ...image, tags: { ...image.tags, ...tags } } };
}

/** Tags an image, and then its snapshots: only it decides whether other runs take it. */
async function finish(image: Image, tags: Tags, { ec2, onFinished }: ConfirmContext): Promise<void> {
  onFinished([image.id]);
  const snapshots = await findOwnSnapshots(image, ec2);
  onFinished(snapshots);
  await ec2.createTags([image.id, ...snapshots], tags);
}

async function waitUntilSettled(
  ids: readonly string[],
  { ec2, wait }: ConfirmContext,
): Promise<Map<string, Image>> {
  for (let attempt = 1; ; attempt++) {
    const images = new Map((await ec2.describeImages({ ids })).map((image) => [image.id, image]));
    const settled = ids.every((id) => images.has(id) && images.get(id)?.state !== 'pending');
    if (settled || attempt === maxAttempts) return images;
    await wait(Math.min(500 * 2 ** (attempt - 1), 5_000));
  }
}
