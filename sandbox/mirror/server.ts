/** The mirror as a server: MIRROR/HOST/PATH, with ranges, and faults that tests ask for. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join, posix, relative } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { FaultQueue } from '../faults.ts';
import { type MirrorFault, parseFault } from './faults.ts';

/** What a publisher offers, at paths HOST/PATH. */
export interface Site {
  /** A folder that holds HOST/PATH. */
  readonly folder: string;
  /** Paths that are answered with 302, and where they lead: both HOST/PATH. */
  readonly redirects?: Readonly<Record<string, string>>;
}

export interface SeenRequest {
  readonly method: string;
  /** Decoded, with its leading slash. */
  readonly path: string;
  readonly status: number;
}

export interface MirrorServer {
  readonly server: Server;
  readonly faults: FaultQueue<MirrorFault>;
  /** The latest requests for files, oldest first. */
  readonly requests: readonly SeenRequest[];
}

interface ServedFile {
  readonly file: string;
  readonly size: number;
  readonly etag: string;
}

/** How many requests are kept. */
const keptRequests = 2000;

/**
 * Creates an HTTP server for the files of `sites`. They are listed once, at the start: a path that is not in the list cannot reach any
 * file. `GET /_mirror/requests`, and `POST` (a Fault as JSON) and `DELETE` on `/_mirror/faults` are for tests.
 */
export async function createMirrorServer(sites: readonly Site[]): Promise<MirrorServer> {
  const files = new Map<string, ServedFile>();
  const redirects = new Map<string, string>();
  for (const site of sites) {
    await listFiles(site.folder, files);
    for (const [from, to] of Object.entries(site.redirects ?? {})) redirects.set(`/${from}`, `/${to}`);
  }
  const faults = new FaultQueue<MirrorFault>();
  const requests: SeenRequest[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = readPath(request);
    if (asked?.startsWith('/_mirror/')) return control(asked, request, response);
    const fault = asked === null ? null : faults.take(({ path }) => path === asked);
    response.on('close', () => {
      requests.push({ method: request.method ?? '', path: asked ?? '', status: response.statusCode });
      if (requests.length > keptRequests) requests.shift();
    });
    if (fault?.delay) await delay(fault.delay);
    if (fault?.status) return refuse(response, fault.status);
    if (asked === null) return refuse(response, 400);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const target = redirects.get(asked);
    if (target) {
      response.setHeader('location', `http://${request.headers.host ?? ''}${encodeURI(target)}`);
      return refuse(response, 302);
    }
    const found = files.get(asked);
    return found ? send(found, fault, request, response) : refuse(response, 404);
  }

  async function control(asked: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    switch (`${request.method} ${asked}`) {
      case 'GET /_mirror/requests':
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(requests));
        return;
      case 'POST /_mirror/faults':
        try {
          faults.add(parseFault(await readBody(request)));
          return refuse(response, 204);
        } catch (error) {
          response.statusCode = 400;
          response.end(`${error instanceof Error ? error.message : error}\n`);
          return;
        }
      case 'DELETE /_mirror/faults':
        faults.clear();
        return refuse(response, 204);
      default:
        return refuse(response, 404);
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  return { server, faults, requests };
}

async function listFiles(folder: string, files: Map<string, ServedFile>): Promise<void> {
  for (const item of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!item.isFile()) continue;
    const file = join(item.parentPath, item.name);
    const { size, mtimeMs } = await stat(file);
    const etag = `"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`;
    files.set(`/${relative(folder, file)}`, { file, size, etag });
  }
}

/** Returns the decoded path of a request, without the `.` that apt sends for a flat repository; null where it is no path. */
function readPath(request: IncomingMessage): string | null {
  const raw = (request.url ?? '').split('?', 1)[0] ?? '';
  try {
    return raw.startsWith('/') ? posix.normalize(decodeURIComponent(raw)) : null;
  } catch {
    return null;
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

async function send(
  found: ServedFile,
  fault: MirrorFault | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { file, size, etag } = found;
  response.setHeader('etag', etag);
  response.setHeader('accept-ranges', 'bytes');
  if (request.headers['if-none-match'] === etag) return refuse(response, 304);
  const condition = request.headers['if-range'];
  const range = condition && condition !== etag ? null : parseRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${size}`);
    return refuse(response, 416);
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (range) {
    response.statusCode = 206;
    response.setHeader('content-range', `bytes ${start}-${end}/${size}`);
  }
  response.setHeader('content-type', contentType(file));
  response.setHeader('content-length', end - start + 1);
  if (request.method === 'HEAD' || size === 0) {
    response.end();
    return;
  }
  const last = fault?.truncate === undefined ? end : Math.min(end, start + fault.truncate - 1);
  if (last < start) response.flushHeaders();
  else {
    const stages = fault?.corrupt ? [changeFirstByte()] : [];
    await pipeline([createReadStream(file, { start, end: last }), ...stages, response], {
      end: last === end,
    });
  }
  if (last !== end) setImmediate(() => response.destroy());
}

/** Parses `bytes=A-B`, `bytes=A-` or `bytes=-N`; null for no range, and for several, which are answered with the whole file. */
function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return null;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return start > end ? 'unsatisfiable' : { start, end };
}

function contentType(file: string): string {
  if (file.includes('/api.github.com/')) return 'application/json; charset=utf-8';
  // A registry says what kind of manifest it is, and clients go by that: the registries here have manifests of one image each.
  if (/\/v2\/.+\/manifests\/[^/]+$/.test(file)) return 'application/vnd.oci.image.manifest.v1+json';
  return /\.(txt|asc|pub|list)$|SUMS$/.test(file) ? 'text/plain; charset=utf-8' : 'application/octet-stream';
}

function changeFirstByte(): Transform {
  let first = true;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (first) chunk[0] = (chunk[0] ?? 0) ^ 0xff;
      first = false;
      done(null, chunk);
    },
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
