/** Packer's results and what EC2 says of their images, as attempts. */
import { expect, test } from '@jest/globals';
import { builtAttempt, failedAttempt, toBuiltImage } from '../../../src/apply/build-attempt.ts';
import { image } from '../../helpers/images.ts';
import { plannedBuild } from './planned.ts';

const region = 'us-east-1';
const item = plannedBuild();
const record = { ami: 'web', log: '/web.log', logFault: null, startedAt: 0, durationMs: 1000 };
const built = {
  ...record,
  result: 'built' as const,
  images: new Map([
    ['eu-west-1', 'ami-2'],
    [region, 'ami-1'],
  ]),
};

test('of what Packer made, the image of the region comes before its copies', () => {
  const { id, images } = toBuiltImage(item, built, region);
  expect([id, [...images.values()]]).toEqual(['ami-1', ['ami-1', 'ami-2']]);
});

test('an image that EC2 calls available is built, and one that it does not is failed', () => {
  const available = { ok: true, image: image({ id: 'ami-1' }), regions: { [region]: 'ami-1' } } as const;
  expect(builtAttempt(item, built, available, region)).toMatchObject({
    row: { result: 'built', id: 'ami-1' },
    lostTo: null,
  });
  const pending = { ok: false, cause: 'it is pending' } as const;
  expect(builtAttempt(item, built, pending, region)).toMatchObject({
    row: { result: 'failed', id: null, cause: 'it is pending' },
    lostTo: null,
  });
});

test('a build whose name is taken, or whose image was discarded, has lost a race', () => {
  const taken = { ...record, result: 'failed' as const, cause: 'the name is taken', nameTaken: true };
  expect(failedAttempt(item, taken, region)).toMatchObject({
    row: { cause: 'the name is taken' },
    lostTo: 'name',
  });
  expect(failedAttempt(item, { ...taken, nameTaken: false }, region).lostTo).toBeNull();
  expect(builtAttempt(item, built, 'discarded', region)).toMatchObject({
    row: { result: 'failed', cause: expect.stringContaining('another run finished the same recipe first') },
    lostTo: 'image',
  });
});
