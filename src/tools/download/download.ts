/** Downloads with retries, limits and a mirror. */

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join, posix } from 'node:path';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Log } from '../../github/log.ts';
import { DownloadError } from './errors.ts';
import { authorizeForGithub } from './github-api.ts';
import {
  get,
  getFollowingRedirects,
  type Headers,
  resolveRedirect,
  toConnectionError,
  toStatusError,
} from './http.ts';
import { fromMirror, toMirror } from './mirror.ts';
import { type RetryPolicy, TransientError, withRetry } from './retry.ts';

/** Limits of one download; the defaults suit release files. */
export interface FetchOptions {
  readonly headers?: Headers;
  /** A larger body is refused. Default: 8 MiB for text, 2 GiB for files. */
  readonly maxBytes?: number;
  /** Time limit of one attempt, in milliseconds. Default: 1 minute for text, 20 minutes for files. */
  readonly timeoutMs?: number;
  /** How long the connection may be silent, in milliseconds. Default: 30 seconds. */
  readonly idleMs?: number;
}

/** A downloaded file; the caller removes it. */
export interface DownloadedFile {
  readonly path: string;
  /** Hex, lower case, computed during the download. */
  readonly sha256: string;
}

/** Fetches by upstream URL; if there is a mirror, everything comes from it. */
export interface Downloader {
  fetchText(url: string, options?: FetchOptions): Promise<string>;
  fetchBytes(url: string, options?: FetchOptions): Promise<Buffer>;
  /** Streams into a new file in `folder`; leaves nothing there after a failure. */
  fetchFile(url: string, folder: string, options?: FetchOptions): Promise<DownloadedFile>;
  /** The upstream URL that `url` redirects to, not followed. Any other response is an error. */
  fetchRedirect(url: string, options?: FetchOptions): Promise<string>;
}

export interface DownloaderOptions {
  readonly log: Log;
  readonly mirror: string | null;
  readonly retry: RetryPolicy;
  /** For GitHub's API itself, never for a mirror. Default: none. */
  readonly githubToken?: string | null;
}

const mib = 1024 * 1024;
const defaultIdleMs = 30_000;

/**
 * A Downloader based on @actions/http-client, which supports proxies. It retries after a status of 5xx, 429 or 408, a broken
 * connection, a timeout, and a body that ends early. Anything else, such as a 404, fails at once with a DownloadError.
 */
export function createDownloader({ log, mirror, retry, githubToken = null }: DownloaderOptions): Downloader {
  const headersFor = (address: string, { headers = {} }: FetchOptions): Headers => ({
    ...headers,
    ...(mirror === null ? authorizeForGithub(address, githubToken) : {}),
  });
  const attempt = <T>(url: string, work: (address: string) => Promise<T>): Promise<T> => {
    const address = toMirror(url, mirror);
    return withRetry(() => work(address), `download of ${posix.basename(new URL(url).pathname)}`, {
      log,
      retry,
    });
  };
  const fetchBytes = (url: string, options: FetchOptions = {}): Promise<Buffer> =>
    attempt(url, async (address) => {
      const chunks: Buffer[] = [];
      const sink = new Writable({
        write(chunk: Buffer, _encoding, done) {
          chunks.push(chunk);
          done();
        },
      });
      const limits = { maxBytes: 8 * mib, timeoutMs: 60_000, ...options };
      await receive(address, sink, { ...limits, headers: headersFor(address, options) });
      return Buffer.concat(chunks);
    });
  return {
    fetchBytes,
    fetchText: async (url, options) => (await fetchBytes(url, options)).toString('utf8'),
    fetchFile: (url, folder, options = {}) =>
      attempt(url, async (address) => {
        await mkdir(folder, { recursive: true });
        const file = join(folder, `download-${randomUUID()}`);
        // Open the file first: one that is still being opened when the download fails would appear after its removal.
        const handle = await open(file, 'wx');
        const sink = handle.createWriteStream();
        try {
          const limits = { maxBytes: 2048 * mib, timeoutMs: 1_200_000, ...options };
          const headers = headersFor(address, options);
          return { path: file, sha256: await receive(address, sink, { ...limits, headers }) };
        } catch (error) {
          await rm(file, { force: true });
          throw error;
        } finally {
          sink.destroy();
          await handle.close();
        }
      }),
    fetchRedirect: (url, options = {}) =>
      attempt(url, async (address) => {
        const headers = headersFor(address, options);
        const response = await get(address, headers, options.idleMs ?? defaultIdleMs);
        response.resume();
        const status = response.statusCode ?? 0;
        if (status >= 300 && status < 400) return fromMirror(resolveRedirect(address, response), mirror);
        if (status >= 400) throw toStatusError(address, response, headers);
        throw new DownloadError(`${address} answered ${status} instead of a redirect`, status);
      }),
  };
}

type Limits = FetchOptions & { readonly maxBytes: number; readonly timeoutMs: number };

/** Makes one attempt: pipes the body of `url` into `sink` and returns its SHA-256 in hex. */
async function receive(url: string, sink: Writable, limits: Limits): Promise<string> {
  const { maxBytes, timeoutMs, idleMs = defaultIdleMs, headers = {} } = limits;
  const timeout = new AbortController();
  const expired = () => new TransientError(`${url} took longer than ${timeoutMs / 1000} s`);
  const timer = setTimeout(() => timeout.abort(expired()), timeoutMs);
  try {
    const response = await rejectOnAbort(getFollowingRedirects(url, headers, idleMs), timeout.signal);
    const announced = readContentLength(response);
    if (announced !== null && announced > maxBytes) {
      response.destroy();
      throw createTooLargeError(url, maxBytes);
    }
    // The timer of @actions/http-client only half-closes a silent socket, so destroy the response here.
    response.setTimeout(idleMs, () =>
      response.destroy(new TransientError(`${url} sent nothing for ${idleMs / 1000} s`)),
    );
    const hash = createHash('sha256');
    let bytes = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        if (bytes > maxBytes) return done(createTooLargeError(url, maxBytes));
        hash.update(chunk);
        done(null, chunk);
      },
    });
    await pipeline(response, meter, sink, { signal: timeout.signal });
    if (announced !== null && bytes !== announced) {
      throw new TransientError(`${url} ended after ${bytes} of ${announced} bytes`);
    }
    return hash.digest('hex');
  } catch (error) {
    throw timeout.signal.aborted ? timeout.signal.reason : toConnectionError(url, error);
  } finally {
    clearTimeout(timer);
  }
}

function readContentLength(response: IncomingMessage): number | null {
  const header = response.headers['content-length'];
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : null;
}

function createTooLargeError(url: string, maxBytes: number): DownloadError {
  return new DownloadError(`${url} is larger than the ${maxBytes} bytes that are allowed`, null);
}

/** Rejects with the signal's reason if it is aborted before `work` is done; a later response is destroyed. */
function rejectOnAbort(work: Promise<IncomingMessage>, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then((response) => (signal.aborted ? response.destroy() : resolve(response)), reject);
  });
}
