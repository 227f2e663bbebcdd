/** Redirects, and which failures of HTTP are worth another attempt. */
import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { DownloadError } from '../../../../src/tools/download/errors.ts';
import {
  parseRetryAfter,
  resolveRedirect,
  toConnectionError,
  toStatusError,
} from '../../../../src/tools/download/http.ts';
import { TransientError } from '../../../../src/tools/download/retry.ts';

const answer = (statusCode: number, headers: Record<string, string> = {}) =>
  ({ statusCode, headers }) as IncomingMessage;

describe('a redirect', () => {
  test.each([
    ['https://a/x', 'https://b/y', 'https://b/y'],
    ['https://a/x/y', '../z', 'https://a/z'],
    ['https://a/x', '//b/y', 'https://b/y'],
    ['http://a/x', 'https://b/y', 'https://b/y'],
    ['http://a/x', 'http://b/y', 'http://b/y'],
  ])('a redirect from %s to %s leads to %s', (from, location, to) => {
    expect(resolveRedirect(from, answer(302, { location }))).toBe(to);
  });

  test.each([
    ['https://a/x', 'http://a/x'],
    ['https://a/x', 'file:///etc/passwd'],
    ['http://a/x', 'file:///etc/passwd'],
  ])('a redirect from %s to %s is refused', (from, location) => {
    expect(() => resolveRedirect(from, answer(302, { location }))).toThrow(
      'a redirect from https must lead to https',
    );
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-01T00:00:00Z');
  test.each([
    [undefined, null],
    ['120', 120_000],
    ['Sun, 01 Nov 2026 00:01:00 GMT', 60_000],
    ['Sat, 31 Oct 2026 00:00:00 GMT', 0],
    ['soon', null],
  ])('the Retry-After header %s is %s ms', (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms);
  });
});

describe('a status', () => {
  test.each([408, 429, 500, 502, 503, 504])('the status %i is worth another attempt', (code) => {
    expect(toStatusError('u', answer(code))).toBeInstanceOf(TransientError);
  });
  test.each([400, 401, 403, 404, 410, 451])('the status %i is not worth another attempt', (code) => {
    expect(toStatusError('u', answer(code))).toMatchObject({
      name: 'DownloadError',
      status: code,
      message: `u answered ${code}`,
    });
  });
  test('the status 403 with Retry-After is a rate limit', () => {
    expect(toStatusError('u', answer(403, { 'retry-after': '60' }))).toMatchObject({
      name: 'TransientError',
      retryAfterMs: 60_000,
    });
  });
});

describe('an error of the connection', () => {
  const error = (code: string, message = code) => Object.assign(new Error(message), { code });
  test.each(['ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN', 'ECONNREFUSED'])(
    'the connection error %s is worth another attempt',
    (code) => {
      expect(toConnectionError('u', error(code))).toBeInstanceOf(TransientError);
    },
  );
  test.each([
    ['ENOSPC', 'the disk of this runner is full'],
    ['ENOTFOUND', 'check the address, HTTPS_PROXY, and the input mirror'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
    ['CERT_HAS_EXPIRED', 'NODE_EXTRA_CA_CERTS'],
  ])(
    'the connection error %s is not worth another attempt, and the error says what to do',
    (code, remedy) => {
      const found = toConnectionError('https://a/x', error(code));
      expect(found).toBeInstanceOf(DownloadError);
      expect(found.message).toMatch(new RegExp(`^https://a/x.*: ${code}`));
      expect(found.message).toContain(remedy);
      expect(found.message.includes('HTTPS_PROXY')).toBe(code === 'ENOTFOUND');
    },
  );
  test('an error that is classified already is passed on', () => {
    const known = new TransientError('x');
    expect(toConnectionError('u', known)).toBe(known);
  });
});
