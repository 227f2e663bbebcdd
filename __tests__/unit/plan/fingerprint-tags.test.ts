import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import type { Leaf } from '../../../src/plan/fingerprint.ts';
import { leavesFromTags, leavesToTags, remember } from '../../../src/plan/fingerprint-tags.ts';

const leaf = (overrides: Partial<Leaf> = {}): Leaf => {
  const name = overrides.name ?? 'driver_version';
  const digest = createHash('sha256').update(name).digest('hex');
  return { kind: 'variable', name, digest, value: '550', place: null, secret: false, ...overrides };
};

test('leaves are remembered in tags that EC2 takes', () => {
  const leaves = [
    leaf(),
    leaf({ kind: 'file', name: 'scripts/é "x".sh', value: null }),
    leaf({ name: 'token', secret: true, value: null }),
  ];
  const tags = leavesToTags(leaves);
  for (const [key, value] of Object.entries(tags)) {
    expect(key).toMatch(/^ami-action:leaves-\d+$/);
    expect(value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
  }
  expect(leavesFromTags({ Name: 'x', ...tags })).toEqual(expect.arrayContaining(leaves.map(remember)));
  expect(leavesFromTags(tags)?.find(({ name }) => name === 'token')).toMatchObject({
    digest: '',
    value: null,
  });
});

test('a long value is remembered by its digest', () => {
  expect(remember(leaf({ value: 'x'.repeat(41) })).value).toBeNull();
});

test('of very many leaves the files are forgotten, and no more than 20 tags are made', () => {
  const files = Array.from({ length: 5000 }, (_, index) =>
    leaf({ kind: 'file', name: `f${index}`, value: null }),
  );
  const tags = leavesToTags([leaf(), ...files]);
  expect(Object.keys(tags).length).toBeLessThanOrEqual(20);
  expect(leavesFromTags(tags)).toEqual([{ ...remember(leaf()) }]);
});

const bomb = deflateRawSync(Buffer.alloc(8 * 1024 * 1024)).toString('base64url');

test.each<[string, Record<string, string>]>([
  ['no tags', {}],
  ['no base64', { 'ami-action:leaves-0': '%%%' }],
  ['no leaves', { 'ami-action:leaves-0': deflateRawSync('{"a":1}').toString('base64url') }],
  ['half a leaf', { 'ami-action:leaves-0': deflateRawSync('[[0]]').toString('base64url') }],
  [
    'what would unpack to very much',
    Object.fromEntries(
      [...Array(20)].map((_, index) => [
        `ami-action:leaves-${index}`,
        bomb.slice(index * 500, index * 500 + 500),
      ]),
    ),
  ],
])('tags of somebody else: %s', (_what, tags) => {
  expect(leavesFromTags(tags)).toBeNull();
});
