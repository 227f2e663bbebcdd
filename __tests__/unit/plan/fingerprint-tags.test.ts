/** Inputs of a fingerprint, remembered in tags. */
import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import type { FingerprintInput } from '../../../src/plan/fingerprint.ts';
import { inputsFromTags, inputsToTags, remember } from '../../../src/plan/fingerprint-tags.ts';

const input = (overrides: Partial<FingerprintInput> = {}): FingerprintInput => {
  const name = overrides.name ?? 'driver_version';
  const digest = createHash('sha256').update(name).digest('hex');
  return { kind: 'variable', name, digest, value: '550', place: null, secret: false, ...overrides };
};

test('inputs are recorded in tags that EC2 takes', () => {
  const inputs = [
    input(),
    input({ kind: 'file', name: 'scripts/é "x".sh', value: null }),
    input({ name: 'token', secret: true, value: null }),
  ];
  const tags = inputsToTags(inputs);
  for (const [key, value] of Object.entries(tags)) {
    expect(key).toMatch(/^ami-action:inputs-\d+$/);
    expect(value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
  }
  expect(inputsFromTags({ Name: 'x', ...tags })).toEqual(expect.arrayContaining(inputs.map(remember)));
  expect(inputsFromTags(tags)?.find(({ name }) => name === 'token')).toMatchObject({
    digest: '',
    value: null,
  });
});

test('a long value is recorded by its digest only', () => {
  expect(remember(input({ value: 'x'.repeat(41) })).value).toBeNull();
});

test('the files among very many inputs are left out, so that there are no more than 20 tags', () => {
  const files = Array.from({ length: 5000 }, (_, index) =>
    input({ kind: 'file', name: `f${index}`, value: null }),
  );
  const tags = inputsToTags([input(), ...files]);
  expect(Object.keys(tags).length).toBeLessThanOrEqual(20);
  expect(inputsFromTags(tags)).toEqual([{ ...remember(input()) }]);
});

const bomb = deflateRawSync(Buffer.alloc(8 * 1024 * 1024)).toString('base64url');

test.each<[string, Record<string, string>]>([
  ['no tags', {}],
  ['tags that are not base64', { 'ami-action:inputs-0': '%%%' }],
  ['tags that hold no list', { 'ami-action:inputs-0': deflateRawSync('{"a":1}').toString('base64url') }],
  ['tags that hold half an input', { 'ami-action:inputs-0': deflateRawSync('[[0]]').toString('base64url') }],
  [
    'tags that would unpack to very much',
    Object.fromEntries(
      [...Array(20)].map((_, index) => [
        `ami-action:inputs-${index}`,
        bomb.slice(index * 500, index * 500 + 500),
      ]),
    ),
  ],
])('%s give no inputs', (_what, tags) => {
  expect(inputsFromTags(tags)).toBeNull();
});
