import type { IncomingMessage } from 'node:http';
import type { HttpClient } from '@actions/http-client';
import { messageOf } from '../../errors.ts';
import { DownloadError } from './errors.ts';
import { TransientError } from './retry.ts';

/** Request headers, names in any case. */
export type Headers = Readonly<Record<string, string>>;

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;
/** The disk's errors, not the network's. */
const diskCodes = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS']);
/** Errors of a connection that another attempt may not meet. A name that does not resolve (ENOTFOUND) is not among them. */
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
 * Sends one GET and gives the answer as it is, a redirect included. The body must be read or destroyed.
 * Proxies come from HTTPS_PROXY, HTTP_PROXY and NO_PROXY. `idleMs` bounds every silence of the connection.
 */
export async function get(url: string, headers: Headers, idleMs: number): Promise<IncomingMessage> {
  const client = await newClient(idleMs);
  try {
    return (await client.get(url, { ...headers })).message;
  } catch (error) {
    throw connectionError(url, error);
  }
}

/**
 * Sends a GET and follows redirects, never from https to http: what a secure address names may not come over an open line.
 * The answer has status 200.
 * @throws TransientError where another attempt may help, DownloadError where not.
 */
export async function getFollowing(url: string, headers: Headers, idleMs: number): Promise<IncomingMessage> {
  let current = url;
  let sent = headers;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const answer = await get(current, sent, idleMs);
    const status = answer.statusCode ?? 0;
    if (!redirects.has(status)) {
      if (status === 200) return answer;
      answer.resume();
      throw statusError(current, answer);
    }
    answer.resume();
    const next = redirectTarget(current, answer);
    if (new URL(next).host !== new URL(current).host) sent = withoutCredentials(sent);
    current = next;
  }
  throw new DownloadError(`${url} leads through more than ${mostRedirects} redirects`, null);
}

/** Where a redirect leads, as an absolute URL. */
export function redirectTarget(url: string, answer: IncomingMessage): string {
  const location = answer.headers.location;
  if (location === undefined || !URL.canParse(location, url)) {
    throw new DownloadError(
      `${url} answered ${answer.statusCode} without a usable Location`,
      answer.statusCode ?? null,
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

/** The error that an answer stands for that is neither 200 nor a redirect. */
export function statusError(url: string, answer: IncomingMessage): Error {
  const status = answer.statusCode ?? 0;
  const said = `${url} answered ${status} ${answer.statusMessage ?? ''}`.trimEnd();
  if (status === 429 || status === 408 || status >= 500) {
    return new TransientError(said, { status, retryAfterMs: retryAfter(answer.headers['retry-after']) });
  }
  // GitHub's API says "too many requests" with a 403 as well, and then says when to come back.
  const wait = status === 403 ? retryAfter(answer.headers['retry-after']) : null;
  if (wait !== null) return new TransientError(said, { status, retryAfterMs: wait });
  return new DownloadError(said, status);
}

/** Milliseconds from now that a Retry-After header asks for (seconds or an HTTP date); null where it asks for nothing. */
export function retryAfter(header: string | undefined, now: number = Date.now()): number | null {
  if (header === undefined) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Tells a broken connection, which another attempt may not meet, from what stays broken. */
export function connectionError(url: string, error: unknown): Error {
  if (error instanceof TransientError || error instanceof DownloadError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const message = messageOf(error);
  if (diskCodes.has(code))
    return new DownloadError(`${url} could not be stored: ${message}`, null, { cause: error });
  const text = `${url}: ${/(?:^|\b)aborted$|^$/.test(message) ? 'the connection broke off' : message}`;
  if (transientCodes.has(code) || /^Request timeout/.test(message) || /socket hang up/.test(message)) {
    return new TransientError(text, { cause: error });
  }
  const remedy = /CERT|SELF_SIGNED|UNABLE_TO/.test(code)
    ? 'a private certificate authority must be named in NODE_EXTRA_CA_CERTS'
    : 'check the address, HTTPS_PROXY, and the input mirror';
  return new DownloadError(`${text}; ${remedy}`, null, { cause: error });
}

async function newClient(idleMs: number): Promise<HttpClient> {
  const { HttpClient: Client } = await import('@actions/http-client');
  return new Client('ami-action', [], { allowRedirects: false, allowRetries: false, socketTimeout: idleMs });
}

function withoutCredentials(headers: Headers): Headers {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'),
  );
}
