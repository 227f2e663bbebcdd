import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join, posix } from 'node:path';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Log } from '../../github/log.ts';
import { DownloadError } from './errors.ts';
import { connectionError, get, getFollowing, type Headers, redirectTarget, statusError } from './http.ts';
import { fromMirror, upstreamUrl } from './mirror.ts';
import { type RetryPolicy, TransientError, withRetry } from './retry.ts';

/** Bounds of one download. Each has a default that fits release files. */
export interface FetchOptions {
  readonly headers?: Headers;
  /** More bytes than this are refused. Default: 8 MiB for text, 2 GiB for files. */
  readonly maxBytes?: number;
  /** Time limit of one attempt, in milliseconds. Default: 1 minute for text, 20 minutes for files. */
  readonly timeoutMs?: number;
  /** Longest silence of the connection, in milliseconds. Default: 30 seconds. */
  readonly idleMs?: number;
}

/** A file that was fetched; the caller removes it. */
export interface Fetched {
  readonly path: string;
  /** Hex, lower case, computed while it arrived. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Fetches by upstream URL; where a mirror is set, everything comes from there. */
export interface Downloader {
  fetchText(url: string, options?: FetchOptions): Promise<string>;
  fetchBytes(url: string, options?: FetchOptions): Promise<Buffer>;
  /** Streams to a new file in `folder`; nothing is left there after a failure. */
  fetchFile(url: string, folder: string, options?: FetchOptions): Promise<Fetched>;
  /** Where `url` redirects to, unfollowed, as an upstream URL. Anything but a redirect is an error. */
  fetchRedirect(url: string, options?: FetchOptions): Promise<string>;
}

export interface DownloadDeps {
  readonly log: Log;
  readonly mirror: string | null;
  readonly retry: RetryPolicy;
}

const mib = 1024 * 1024;
const defaultIdleMs = 30_000;

/**
 * A Downloader over @actions/http-client, which knows proxies. Repeated are: answers 5xx, 429 and 408, broken
 * connections, time limits, bodies that end early. All else, 404 and 403 too, fails at once with a DownloadError.
 */
export function createDownloader(deps: DownloadDeps): Downloader {
  const attempt = <T>(url: string, work: (address: string) => Promise<T>): Promise<T> => {
    const address = upstreamUrl(url, deps.mirror);
    return withRetry(() => work(address), `download of ${posix.basename(new URL(url).pathname)}`, deps);
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
      await receive(address, sink, { maxBytes: 8 * mib, timeoutMs: 60_000, ...options });
      return Buffer.concat(chunks);
    });
  return {
    fetchBytes,
    fetchText: async (url, options) => (await fetchBytes(url, options)).toString('utf8'),
    fetchFile: (url, folder, options = {}) =>
      attempt(url, async (address) => {
        await mkdir(folder, { recursive: true });
        const file = join(folder, `download-${randomUUID()}`);
        // Opened first: a file still being opened when the download fails would appear after its removal.
        const handle = await open(file, 'wx');
        const sink = handle.createWriteStream();
        try {
          const body = await receive(address, sink, {
            maxBytes: 2048 * mib,
            timeoutMs: 1_200_000,
            ...options,
          });
          return { path: file, ...body };
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
        const answer = await get(address, options.headers ?? {}, options.idleMs ?? defaultIdleMs);
        answer.resume();
        const status = answer.statusCode ?? 0;
        if (status >= 300 && status < 400) return fromMirror(redirectTarget(address, answer), deps.mirror);
        if (status >= 400) throw statusError(address, answer);
        throw new DownloadError(`${address} answered ${status} where a redirect was expected`, status);
      }),
  };
}

type Bounds = FetchOptions & { readonly maxBytes: number; readonly timeoutMs: number };

/** One attempt: the body of `url` into `sink`, measured and hashed on its way. */
async function receive(
  url: string,
  sink: Writable,
  bounds: Bounds,
): Promise<{ sha256: string; bytes: number }> {
  const { maxBytes, timeoutMs, idleMs = defaultIdleMs, headers = {} } = bounds;
  const late = new AbortController();
  const expired = () => new TransientError(`${url} took longer than ${timeoutMs / 1000} s`);
  const timer = setTimeout(() => late.abort(expired()), timeoutMs);
  try {
    const answer = await orAborted(getFollowing(url, headers, idleMs), late.signal);
    const announced = announcedLength(answer);
    if (announced !== null && announced > maxBytes) {
      answer.destroy();
      throw tooLarge(url, maxBytes);
    }
    // The connection's own timer only half-closes a silent socket, so the silence is ended here.
    answer.setTimeout(idleMs, () =>
      answer.destroy(new TransientError(`${url} sent nothing for ${idleMs / 1000} s`)),
    );
    const hash = createHash('sha256');
    let bytes = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        if (bytes > maxBytes) return done(tooLarge(url, maxBytes));
        hash.update(chunk);
        done(null, chunk);
      },
    });
    await pipeline(answer, meter, sink, { signal: late.signal });
    if (announced !== null && bytes !== announced) {
      throw new TransientError(`${url} ended after ${bytes} of ${announced} bytes`);
    }
    return { sha256: hash.digest('hex'), bytes };
  } catch (error) {
    throw late.signal.aborted ? late.signal.reason : connectionError(url, error);
  } finally {
    clearTimeout(timer);
  }
}

function announcedLength(answer: IncomingMessage): number | null {
  const header = answer.headers['content-length'];
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : null;
}

function tooLarge(url: string, maxBytes: number): DownloadError {
  return new DownloadError(`${url} is larger than the ${maxBytes} bytes that are allowed for it`, null);
}

/** `work`, or the signal's reason if that comes first; an answer that comes too late is thrown away. */
function orAborted(work: Promise<IncomingMessage>, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then((answer) => (signal.aborted ? answer.destroy() : resolve(answer)), reject);
  });
}
