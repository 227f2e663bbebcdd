/** Images as EC2 describes them. */
import type { Image } from '../../src/aws/types.ts';

/** A finished image without tags, but for the overrides. */
export function image(overrides: Partial<Image> = {}): Image {
  return {
    id: 'ami-1',
    region: 'us-east-1',
    name: 'an-image',
    state: 'available',
    stateReason: null,
    creationDate: '2026-11-01T00:00:00.000Z',
    ownerId: '123456789012',
    rootSnapshotIds: [],
    tags: {},
    ...overrides,
  };
}
