/** Images that a build has made, found in a fake account. */
import { expect, test } from '@jest/globals';
import { findMadeImages } from '../../../src/apply/made-images.ts';
import type { Image, ImageQuery } from '../../../src/aws/types.ts';
import { image } from '../../helpers/images.ts';
import { plannedBuild } from './planned.ts';

const own = { 'ami-action:nonce': 'aabb', 'ami-action:ami': 'web' };
const account = [
  image({ id: 'ami-1', region: 'us-east-1', name: 'web 1', tags: own }),
  image({ id: 'ami-2', region: 'us-east-1', name: 'web 2', tags: { ...own, 'ami-action:nonce': 'ccdd' } }),
  image({ id: 'ami-3', region: 'eu-west-1', name: 'web 1', tags: {} }),
  image({ id: 'ami-4', region: 'eu-west-1', name: 'web 2', tags: {} }),
];
const ec2 = (region: string) => ({
  async describeImages({ names, tags = {} }: ImageQuery): Promise<Image[]> {
    return account.filter(
      (each) =>
        each.region === region &&
        (names?.includes(each.name) ?? true) &&
        Object.entries(tags).every(([key, values]) => values.includes(each.tags[key] ?? '')),
    );
  },
});
const copyRegions = ['eu-west-1'];

test('the image that bears the run’s tags is found, and its copies by its name', async () => {
  const item = plannedBuild({ amiName: null, copyRegions });
  expect(await findMadeImages(item, { nonce: 'aabb', region: 'us-east-1', ec2 })).toEqual([
    { region: 'us-east-1', id: 'ami-1' },
    { region: 'eu-west-1', id: 'ami-3' },
  ]);
});

test('an image without tags is found by its name, and none without either', async () => {
  const made = { nonce: 'other', region: 'us-east-1', ec2 };
  expect(await findMadeImages(plannedBuild({ amiName: 'web 2' }), made)).toEqual([
    { region: 'us-east-1', id: 'ami-2' },
  ]);
  expect(await findMadeImages(plannedBuild({ amiName: null, copyRegions }), made)).toEqual([]);
});
