/** Checksum lists and digests as publishers write them. */
import { expect, test } from '@jest/globals';
import { assetsOfRelease, sha256FromList } from '../../../src/artifacts/checksums.ts';

const a = 'a'.repeat(64);
const b = 'b'.repeat(64);

test.each<[string, string, string, string | null]>([
  ['a text line', `${a}  x`, 'x', a],
  ['a binary line', `${a} *x`, 'x', a],
  ['upper-case hex', `${a.toUpperCase()}  x`, 'x', a],
  ["a leading ./, as in Ollama's list", `${a}  ./x`, 'x', a],
  ['a carriage return', `${a}  x\r\n`, 'x', a],
  ['a name that holds a blank', `${a}  big file.zip`, 'big file.zip', a],
  ['the name among longer ones', `${a}  p_1.16.0.zip.old\n${b}  p_1.16.0.zip\n`, 'p_1.16.0.zip', b],
  ["Nebula's own line beside that of a file inside", `${a}  n.tar.gz/nebula\n${b}  n.tar.gz`, 'n.tar.gz', b],
  ['two lines that agree', `${a}  x\n${a}  x`, 'x', a],
  ['a name cut short', `${a}  p_1.16.0.zip`, 'p_1.16.0', null],
  ['a dot that is no wildcard', `${a}  p_1.16.0.zip`, 'p_1x16.0.zip', null],
  ['a longer name that ends alike', `${a}  prefix-x`, 'x', null],
  ['a name in a folder', `${a}  other/x`, 'x', null],
  ['the first word of a name with a blank', `${a}  x y`, 'x', null],
  ['a tab, which sha256sum never writes', `${a}\tx`, 'x', null],
  ['a single space, which sha256sum never writes', `${a} x`, 'x', null],
  ['a hash that is cut off', `${a.slice(1)}  x`, 'x', null],
  ['an empty list', '', 'x', null],
])('a sha256sum list with %s is read to the letter', (_case, text, name, expected) => {
  expect(sha256FromList(text, name)).toBe(expected);
});

test('a sha256sum list with two hashes for one name is refused', () => {
  expect(() => sha256FromList(`${a}  f\n${b}  f\n`, 'f')).toThrow('2 different SHA-256 for f');
});

test('a release asset without a SHA-256 digest has none', () => {
  expect(assetsOfRelease('{"assets":[{"name":"x"},{"name":"y","digest":"md5:0"}]}')).toEqual([
    { name: 'x', sha256: null },
    { name: 'y', sha256: null },
  ]);
});

test("an answer of GitHub's API without a list of assets is refused", () => {
  expect(() => assetsOfRelease('{"message":"Not Found"}')).toThrow(/no list of assets/);
});
