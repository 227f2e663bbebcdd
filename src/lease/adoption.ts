/**
 * Gives an image that was born without its run's tags those tags. In aws-us-gov and aws-cn, and with `skip_ami_run_tags`, Packer
 * tags an image only when all else is done, and one that is stopped before leaves it (builder/ebs/step_create_ami.go of
 * packer-plugin-amazon 1.8.2: Run tags it unless IsRestricted or AMISkipRunTags, Cleanup knows only what has become available).
 * Copies need none of this: they take over the tags of the image that they are made of (common/step_ami_region_copy.go).
 */

import type { Ec2, Tags } from '../aws/types.ts';
import { tagKeys } from '../tags.ts';

export interface AdoptOptions {
  readonly ec2: Pick<Ec2, 'describeImages' | 'createTags'>;
  /** When the run's first Packer started, in EC2's time, in milliseconds since 1970. */
  readonly since: number;
}

/**
 * Tags an image that Packer says it made, unless it has a run already. A script may print the same words about another image, so
 * only one of this account that is as young as the run is taken. False while EC2 does not list it.
 */
export async function adoptImage(id: string, tags: Tags, { ec2, since }: AdoptOptions): Promise<boolean> {
  const [image] = await ec2.describeImages({ ids: [id], owners: ['self'] });
  if (image === undefined) return false;
  const isLeased = image.tags[tagKeys.nonce] !== undefined;
  // EC2 gives the time in whole seconds.
  const isYoung = Date.parse(image.creationDate) >= Math.floor(since / 1000) * 1000;
  if (!isLeased && isYoung) await ec2.createTags([id], tags);
  return true;
}

/** EC2 may list a new image a few seconds late; in milliseconds. */
const pausesMs = [500, 1000, 2000];

/** Adopts an image that was made just now. */
export async function adoptNewImage(
  id: string,
  tags: Tags,
  { wait, ...options }: AdoptOptions & { readonly wait: (ms: number) => Promise<void> },
): Promise<void> {
  for (const pauseMs of pausesMs) {
    if (await adoptImage(id, tags, options)) return;
    await wait(pauseMs);
  }
  await adoptImage(id, tags, options);
}
