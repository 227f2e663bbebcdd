/** EC2's images: which are asked for, and what is read of them. */

import type { Ec2Client } from './ec2-client.ts';
import type { Output } from './ec2-model.ts';
import { allPages, type Filters, toTags } from './pages.ts';
import type { Image, ImageQuery } from './types.ts';

export type ImageItem = NonNullable<Output<'DescribeImages'>['imagesSet']>[number];

/** EC2 lists a deregistered image for a short while (EC2 API Reference, "DescribeImages"). */
export function isListed({ imageState }: ImageItem): boolean {
  return imageState !== 'deregistered';
}

export async function describeImages(
  { call }: Ec2Client,
  { owners, includeDeprecated, ...query }: ImageQuery,
): Promise<ImageItem[]> {
  const request = {
    Filter: imageFilters(query),
    Owner: owners,
    IncludeDeprecated: includeDeprecated === true ? 'true' : undefined,
    // A disabled image cannot be used, but still holds its name.
    IncludeDisabled: owners?.includes('self') === true ? 'true' : undefined,
  };
  return allPages(async (NextToken) => {
    const { imagesSet = [], nextToken } = await call('DescribeImages', { ...request, NextToken });
    return { items: imagesSet.filter(isListed), nextToken };
  });
}

function imageFilters({
  ids,
  names,
  tags,
  filters,
}: Omit<ImageQuery, 'owners' | 'includeDeprecated'>): Filters {
  const tagFilters = Object.entries(tags ?? {}).map(([key, values]) => [`tag:${key}`, values] as const);
  const all: (readonly [string, readonly string[] | undefined])[] = [
    // A filter rather than ImageId: an id that does not exist is no error then.
    ['image-id', ids],
    ['name', names],
    ...tagFilters,
    ...Object.entries(filters ?? {}),
  ];
  return all.flatMap(([Name, Value]) => (Value === undefined ? [] : [{ Name, Value }]));
}

export function toImage(image: ImageItem, region: string): Image {
  const snapshots = (image.blockDeviceMapping ?? []).map(({ ebs }) => ebs?.snapshotId);
  return {
    id: image.imageId ?? '',
    region,
    name: image.name ?? '',
    state: image.imageState ?? '',
    stateReason: image.stateReason?.message ?? null,
    creationDate: image.creationDate ?? '',
    ownerId: image.imageOwnerId ?? '',
    rootSnapshotIds: snapshots.filter((id) => id !== undefined),
    tags: toTags(image.tagSet),
  };
}
