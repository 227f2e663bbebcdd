/** The mirror rule, in both directions. */
import { expect, test } from '@jest/globals';
import { fromMirror, toMirror } from '../../../../src/tools/download/mirror.ts';

const url = 'https://releases.hashicorp.com/packer/1.16.0/packer_1.16.0_SHA256SUMS';

test("without a mirror the URL is upstream's", () => {
  expect(toMirror(url, null)).toBe(url);
  expect(toMirror(url, '')).toBe(url);
});

test.each(['http://10.0.0.1:8080', 'http://10.0.0.1:8080/'])(
  'the host becomes the first folder on the mirror %s',
  (mirror) => {
    const mirrored = 'http://10.0.0.1:8080/releases.hashicorp.com/packer/1.16.0/packer_1.16.0_SHA256SUMS';
    expect(toMirror(url, mirror)).toBe(mirrored);
    expect(fromMirror(mirrored, mirror)).toBe(url);
  },
);

test('a mirror may be in a folder, and escapes stay unchanged', () => {
  const k3s = 'https://github.com/k3s-io/k3s/releases/download/v1.31.2%2Bk3s1/k3s';
  expect(toMirror(k3s, 'https://proxy.example/cache')).toBe(
    'https://proxy.example/cache/github.com/k3s-io/k3s/releases/download/v1.31.2%2Bk3s1/k3s',
  );
});

test("a URL that only resembles the mirror's is not taken for it", () => {
  expect(fromMirror('http://10.0.0.1:80801/github.com/x', 'http://10.0.0.1:8080')).toBe(
    'http://10.0.0.1:80801/github.com/x',
  );
  expect(() => toMirror('http://example.com/x', 'http://10.0.0.1')).toThrow(
    'upstream URLs begin with https://',
  );
});
