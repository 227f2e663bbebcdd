/** Names of an AMI's files. */
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { fileNameOf } from '../../../src/packer/file-name.ts';

test('an ordinary name is kept', () => {
  for (const name of ['gpu-worker', 'fleet.small', '_a1']) expect(fileNameOf(name)).toBe(name);
});

test('any other name gives a file in the same folder, which tells it from others', () => {
  const names = [
    '../x',
    '/etc/x',
    'a/b',
    'a\\b',
    'a_b!',
    'a_b?',
    '..',
    '.',
    '',
    'a\nb',
    'é',
    '-x',
    'x'.repeat(400),
  ];
  const files = names.map(fileNameOf);
  expect(new Set(files).size).toBe(names.length);
  for (const file of files) {
    expect(basename(join('/private', `${file}.log`))).toBe(`${file}.log`);
    expect(file).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(file.length).toBeLessThan(130);
  }
});
