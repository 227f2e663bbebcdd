/** The forms in which a secret may come up in a log. */
import { expect, test } from '@jest/globals';
import { memoryWorkflow } from '../../helpers/log.ts';

const secret = 'pässword "7" / ü';

/** What a runner that knows masks alone would print. */
function masked(text: string, value: string): string {
  const runner = memoryWorkflow();
  runner.mask(value);
  const masks = runner
    .text()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace('::add-mask::', '').replaceAll('%25', '%'));
  return masks.sort((a, b) => b.length - a.length).reduce((rest, mask) => rest.replaceAll(mask, '***'), text);
}

test.each([
  ['as it is', `is ${secret}.`, 'is ***.'],
  ['in JSON', JSON.stringify({ secret }), '{"secret":"***"}'],
  ['in a URL', `https://x/?p=${encodeURIComponent(secret)}`, 'https://x/?p=***'],
])('a secret is masked %s', (_how, text, expected) => {
  expect(masked(text, secret)).toBe(expected);
});

test.each(['', 'a', 'ab', 'abc', 'user:'])(
  'a secret is masked in the Base64 of a text after %j',
  (before) => {
    for (const after of ['', '!', '!!', '\n']) {
      const text = Buffer.from(before + secret + after).toString('base64');
      const rest = masked(text, secret);
      expect(rest).toContain('***');
      // No more of it is left than the digits that hold a part of its first or last byte.
      const kept = Buffer.from(before + after).toString('base64').length + 4;
      expect(rest.replace('***', '').length).toBeLessThanOrEqual(kept);
    }
  },
);

test('each line of a secret is masked in its encoded forms', () => {
  const text = Buffer.from('line-number-one\nline-number-two\n').toString('base64');
  expect(masked(text, 'line-number-one\nline-number-two\n')).toMatch(/^\*\*\*.{0,4}\*\*\*.{0,4}$/);
});

test('a short secret is masked as it is alone: its forms would hit other texts', () => {
  const runner = memoryWorkflow();
  runner.mask('a"b c/d');
  expect(runner.text()).toBe('::add-mask::a"b c/d\n');
});

test('a secret that is no Unicode text is masked too', () => {
  expect(masked('x\ud800secret', 'x\ud800secret')).toBe('***');
});
