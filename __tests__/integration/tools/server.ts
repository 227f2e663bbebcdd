/** HTTP servers for tests, with answers that fail on demand. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach } from '@jest/globals';

export type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface TestServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** The paths of all requests, in order. */
  readonly asked: string[];
  /** The answers to requests of the path, one after the other; the last one repeats. Other paths get a 404. */
  on(path: string, ...answers: (Answer | Buffer | string)[]): void;
  /** The answer for all other paths. */
  otherwise(answer: Answer): void;
}

const servers: Server[] = [];
/** The ends of tunnels, which their server forgets. */
const tunnels: Duplex[] = [];

/**
 * Starts an HTTP server on the loopback interface, which is also a proxy to it for any host. It stops with the test.
 * @param tunnelsTo the port that a tunnel leads to. Default: the port that is asked for
 */
export async function startServer({ tunnelsTo }: { tunnelsTo?: number } = {}): Promise<TestServer> {
  const answers = new Map<string, (Answer | Buffer | string)[]>();
  const asked: string[] = [];
  let fallback: Answer = status(404);
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const queue = answers.get(path) ?? [];
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    if (answer === undefined) fallback(request, response);
    else if (typeof answer === 'function') answer(request, response);
    else response.writeHead(200, { 'content-length': Buffer.byteLength(answer) }).end(answer);
  });
  server.on('connect', (request, client) => {
    asked.push(request.url ?? '');
    const port = tunnelsTo ?? Number(request.url?.split(':')[1]);
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    // The test is over as soon as either end closes.
    for (const end of [client, upstream]) {
      tunnels.push(end);
      end.on('error', () => end.destroy());
    }
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    on: (path, ...list) => answers.set(path, list),
    otherwise: (answer) => {
      fallback = answer;
    },
  };
}

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(code, headers).end('body of an unusable answer');
  };

/** Announces `content` and closes the connection after `bytes` of it. */
export const brokenAfter =
  (content: string, bytes: number): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': Buffer.byteLength(content) });
    response.write(content.slice(0, bytes), () => response.socket?.destroy());
  };

/** Sends `start` and then nothing, but keeps the connection open. */
export const silentAfter =
  (start: string): Answer =>
  (_request, response) => {
    response.writeHead(200);
    response.write(start);
  };

afterEach(async () => {
  for (const end of tunnels.splice(0)) end.destroy();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
