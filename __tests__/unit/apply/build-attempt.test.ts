/** Packer's results and EC2's findings, as attempts. */
import { expect, test } from '@jest/globals';
import { selectBuiltImages, toBuildAttempt } from '../../../src/apply/build-attempt.ts';
import type { BuildResult } from '../../../src/packer/build-all.ts';
import { image } from '../../helpers/images.ts';
import { plannedBuild } from './planned.ts';

const region = 'us-east-1';
const item = plannedBuild();
const record = { ami: 'web', log: '/web.log', logFault: null, startedAt: 0, durationMs: 1000 };
const built: BuildResult = { ...record, result: 'built', images: new Map([[region, 'ami-1']]) };
const nothing = { availability: new Map(), discarded: new Set<string>() };

test('only images that Packer made in the region are confirmed', () => {
  const elsewhere: BuildResult = { ...built, images: new Map([['eu-west-1', 'ami-2']]) };
  const failed: BuildResult = { ...record, result: 'failed', cause: 'it broke' };
  const results = [built, elsewhere, failed].map((result) => ({ item, result }));
  expect(selectBuiltImages(results, region)).toEqual([
    { item, id: 'ami-1', images: new Map([[region, 'ami-1']]) },
  ]);
});

test('an image that EC2 calls available is built, and one that it does not is failed', () => {
  const available = new Map([
    ['ami-1', { ok: true, image: image({ id: 'ami-1' }), regions: { [region]: 'ami-1' } } as const],
  ]);
  expect(
    toBuildAttempt({ item, result: built }, { ...nothing, availability: available }, region),
  ).toMatchObject({
    row: { result: 'built', id: 'ami-1' },
    lostRace: false,
  });
  const pending = new Map([['ami-1', { ok: false, cause: 'it is pending' } as const]]);
  expect(
    toBuildAttempt({ item, result: built }, { ...nothing, availability: pending }, region),
  ).toMatchObject({
    row: { result: 'failed', id: null, cause: 'it is pending' },
    lostRace: false,
  });
});

test('a build whose name is taken, or whose image was discarded, has lost a race', () => {
  const taken: BuildResult = { ...record, result: 'failed', cause: 'the name is taken', nameTaken: true };
  expect(toBuildAttempt({ item, result: taken }, nothing, region).lostRace).toBe(true);
  expect(toBuildAttempt({ item, result: { ...taken, nameTaken: false } }, nothing, region).lostRace).toBe(
    false,
  );
  const discarded = { ...nothing, discarded: new Set(['web']) };
  expect(toBuildAttempt({ item, result: built }, discarded, region)).toMatchObject({
    row: { result: 'failed', cause: expect.stringContaining('another run finished the same recipe first') },
    lostRace: true,
  });
});
