import { expect, test } from '@jest/globals';
import { findChecksum } from '../../../src/tools/checksums.ts';

const a = 'a'.repeat(64);
const b = 'b'.repeat(64);

test('the name must match to the letter', () => {
  const text = `${a}  packer_1.16.0_linux_amd64.zip.old\n${b}  packer_1.16.0_linux_amd64.zip\n`;
  expect(findChecksum(text, 'packer_1.16.0_linux_amd64.zip')).toBe(b);
  expect(findChecksum(text, 'packer_1.16.0_linux_amd64')).toBeNull();
  expect(findChecksum(text, 'packer_1x16.0_linux_amd64.zip')).toBeNull();
});

test('a name in a folder is another name', () => {
  expect(findChecksum(`${a}  other/file.zip\n`, 'file.zip')).toBeNull();
  expect(findChecksum(`${a}  ./file.zip\n`, 'file.zip')).toBe(a);
});

test('binary marks, carriage returns and upper case are read', () => {
  expect(findChecksum(`${a.toUpperCase()} *file.zip\r\n`, 'file.zip')).toBe(a);
});

test('a hash that is cut off is no hash', () => {
  expect(findChecksum(`${a.slice(1)}  file.zip\n`, 'file.zip')).toBeNull();
});

test('two lines for one name must agree', () => {
  expect(findChecksum(`${a}  f\n${a}  f\n`, 'f')).toBe(a);
  expect(() => findChecksum(`${a}  f\n${b}  f\n`, 'f')).toThrow('2 different SHA-256 for f');
});
