/** Confirms that AWS has a built image and calls it available. Only then is it tagged as finished. */

import type { Ec2, Image, Tags } from '../aws/types.ts';

export interface ConfirmRequest {
  readonly id: string;
  /** Tags that mark the image and its snapshots as finished. */
  readonly tags: Tags;
}

/** An image that is finished, or why it isn't. */
export type Availability =
  | { readonly ok: true; readonly image: Image }
  | { readonly ok: false; readonly cause: string };

/** How often images are looked up: EC2 may list a new one late. */
const maxAttempts = 7;

/** Looks all images up together, and tags those that are available, and their snapshots. */
export async function confirmAvailable(
  requests: readonly ConfirmRequest[],
  ec2: Pick<Ec2, 'describeImages' | 'createTags'>,
  wait: (ms: number) => Promise<void>,
): Promise<Map<string, Availability>> {
  const images = await waitUntilSettled(
    requests.map(({ id }) => id),
    ec2,
    wait,
  );
  const confirmed = requests.map(async ({ id, tags }): Promise<[string, Availability]> => {
    const image = images.get(id);
    if (image === undefined) return [id, { ok: false, cause: `Packer made ${id}, but EC2 doesn't list it` }];
    if (image.state !== 'available') {
      const reason = image.stateReason === null ? '' : ` (${image.stateReason})`;
      return [
        id,
        { ok: false, cause: `Packer made ${id}, but it is ${image.state}${reason}, not available` },
      ];
    }
    await ec2.createTags([id, ...image.rootSnapshotIds], tags);
    return [id, { ok: true, image: { ...image, tags: { ...image.tags, ...tags } } }];
  });
  return new Map(await Promise.all(confirmed));
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
