/** HTTP requests: redirects, and which failures are worth another attempt. */

import type { IncomingMessage } from 'node:http';
import type { HttpClient } from '@actions/http-client';
import { codeOf, messageOf } from '../../errors.ts';
import { DownloadError } from './errors.ts';
import { explainGithubRefusal } from './github-api.ts';
import { TransientError } from './retry.ts';

/** Request headers, names in any case. */
export type Headers = Readonly<Record<string, string>>;

const redirects = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 5;
/** Errors of the disk, not of the network. */
const diskCodes = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS']);
/** Errors of a connection that may go away. A name that does not resolve (ENOTFOUND) is not among them. */
const transientCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ERR_STREAM_PREMATURE_CLOSE',
  'HPE_INVALID_EOF_STATE',
]);

/**
 * Sends one GET and returns the response, even a redirect. The caller must read or destroy its body. Proxies come from
 * HTTPS_PROXY, HTTP_PROXY and NO_PROXY.
 * @param idleMs how long the connection may be silent, in milliseconds
 */
export async function get(url: string, headers: Headers, idleMs: number): Promise<IncomingMessage> {
  const client = await createClient(idleMs);
  try {
    return (await client.get(url, { ...headers })).message;
  } catch (error) {
    throw toConnectionError(url, error);
  }
}

/**
 * Sends a GET and follows redirects, but never from https to http. The response has status 200.
 * @throws TransientError if another attempt may help, else DownloadError
 */
export async function getFollowingRedirects(
  url: string,
  headers: Headers,
  idleMs: number,
): Promise<IncomingMessage> {
  let current = url;
  let currentHeaders = headers;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const response = await get(current, currentHeaders, idleMs);
    const status = response.statusCode ?? 0;
    if (!redirects.has(status)) {
      if (status === 200) return response;
      response.resume();
      throw toStatusError(current, response, currentHeaders);
    }
    response.resume();
    const next = resolveRedirect(current, response);
    if (new URL(next).host !== new URL(current).host) currentHeaders = withoutCredentials(currentHeaders);
    current = next;
  }
  throw new DownloadError(`${url} redirects more than ${maxRedirects} times`, null);
}

/** The absolute URL that a redirect leads to. */
export function resolveRedirect(url: string, response: IncomingMessage): string {
  const location = response.headers.location;
  if (location === undefined || !URL.canParse(location, url)) {
    throw new DownloadError(
      `${url} answered ${response.statusCode} without a usable Location`,
      response.statusCode ?? null,
    );
  }
  const next = new URL(location, url);
  const secure = new URL(url).protocol === 'https:';
  if (next.protocol !== 'https:' && (secure || next.protocol !== 'http:')) {
    throw new DownloadError(
      `${url} redirects to ${next.href}: a redirect from https must lead to https`,
      null,
    );
  }
  return next.href;
}

/**
 * The error for a response that is neither 200 nor a redirect.
 * @param sent the headers of the request
 */
export function toStatusError(url: string, response: IncomingMessage, sent: Headers = {}): Error {
  const status = response.statusCode ?? 0;
  const answer = `${url} answered ${status} ${response.statusMessage ?? ''}`.trimEnd();
  const refusal = explainGithubRefusal(url, response, 'authorization' in sent);
  const message = refusal === null ? answer : `${answer}: ${refusal.cause}`;
  const retryAfterMs = parseRetryAfter(response.headers['retry-after']) ?? refusal?.waitMs ?? null;
  // Some limit rates with a 403, which has a Retry-After then.
  const isLimit = status === 429 || (status === 403 && retryAfterMs !== null);
  if (isLimit || status === 408 || status >= 500) {
    return new TransientError(message, { status, retryAfterMs, remedy: refusal?.remedy });
  }
  return new DownloadError(refusal === null ? message : `${message}. ${refusal.remedy}`, status);
}

/** The milliseconds from now that a Retry-After header asks for, in seconds or by an HTTP date; null without a valid one. */
export function parseRetryAfter(header: string | undefined, now: number = Date.now()): number | null {
  if (header === undefined) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** A TransientError for a failure that may go away, else a DownloadError that says what to do. */
export function toConnectionError(url: string, error: unknown): Error {
  if (error instanceof TransientError || error instanceof DownloadError) return error;
  const code = codeOf(error);
  const message = messageOf(error);
  if (diskCodes.has(code))
    return new DownloadError(`${url} could not be stored: ${message}`, null, { cause: error });
  const text = `${url}: ${/(?:^|\b)aborted$|^$/.test(message) ? 'the connection was lost' : message}`;
  if (transientCodes.has(code) || /^Request timeout/.test(message) || /socket hang up/.test(message)) {
    return new TransientError(text, { cause: error });
  }
  const remedy = /CERT|SELF_SIGNED|UNABLE_TO/.test(code)
    ? 'name a private certificate authority in NODE_EXTRA_CA_CERTS'
    : 'check the address, HTTPS_PROXY, and the input mirror';
  return new DownloadError(`${text}; ${remedy}`, null, { cause: error });
}

async function createClient(idleMs: number): Promise<HttpClient> {
  const { HttpClient: Client } = await import('@actions/http-client');
  return new Client('ami-action', [], { allowRedirects: false, allowRetries: false, socketTimeout: idleMs });
}

function withoutCredentials(headers: Headers): Headers {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'),
  );
}
