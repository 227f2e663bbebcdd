/** Downloads from a real HTTP server that fails in many ways. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createDownloader, type Downloader } from '../../../src/tools/download/download.ts';
import { DownloadError } from '../../../src/tools/download/errors.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { memoryLog } from '../../helpers/log.ts';
import { brokenAfter, silentAfter, startServer, status, type TestServer } from './server.ts';

const url = 'https://example.com/file';
let server: TestServer;
let folder: string;
let pauses: number[];
let log: ReturnType<typeof memoryLog>;
let download: Downloader;

beforeEach(async () => {
  server = await startServer();
  folder = temporaryFolder();
  pauses = [];
  log = memoryLog();
  download = downloader(server.url);
});

function downloader(mirror: string | null): Downloader {
  const sleep = async (ms: number) => void pauses.push(ms);
  return createDownloader({
    log,
    mirror,
    retry: { attempts: 3, firstPauseMs: 1000, longestPauseMs: 1000, sleep, random: () => 1 },
  });
}

describe('a file', () => {
  test('a file is downloaded from the mirror and hashed', async () => {
    const content = Buffer.alloc(3_000_000, 'content ');
    server.on('/example.com/file', content);
    const fetched = await download.fetchFile(url, folder);
    expect(fetched).toMatchObject({
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    expect(content.equals(await readFile(fetched.path))).toBe(true);
    expect(server.asked).toEqual(['/example.com/file']);
  });

  test.each<[string, Parameters<TestServer['on']>[1], RegExp]>([
    ['a 500', status(500), /answered 500 Internal Server Error/],
    ['a 503 that asks to wait', status(503, { 'retry-after': '5' }), /answered 503/],
    ['a lost connection', brokenAfter('content', 3), /connection was lost|socket hang up|ECONNRESET/],
    [
      'a connection that is lost before the response',
      (_request, response) => response.socket?.destroy(),
      /socket hang up|ECONNRESET/,
    ],
  ])('a file is downloaded again after %s', async (_what, fault, expected) => {
    server.on('/example.com/file', fault, 'content');
    const { path } = await download.fetchFile(url, folder);
    expect(await readFile(path, 'utf8')).toBe('content');
    expect(await readdir(folder)).toHaveLength(1);
    expect(log.lines).toEqual([expect.stringMatching(expected)]);
    expect(log.lines[0]).toContain(`download of file: ${server.url}/example.com/file`);
  });

  test('a download waits as long as a 429 asks', async () => {
    server.on('/example.com/file', status(429, { 'retry-after': '7' }), 'content');
    await download.fetchFile(url, folder);
    expect(pauses).toEqual([7000]);
  });

  test.each([404, 403, 401, 410])('a download is not retried after a %i', async (code) => {
    server.on('/example.com/file', status(code));
    await expect(download.fetchFile(url, folder)).rejects.toMatchObject({
      name: 'DownloadError',
      status: code,
      message: expect.stringMatching(new RegExp(`^${server.url}/example.com/file answered ${code} `)),
    });
    expect(server.asked).toHaveLength(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test('a download that fails at its last attempt leaves nothing and gives the last reason', async () => {
    server.on('/example.com/file', status(500), brokenAfter('content', 3), status(502));
    await expect(download.fetchFile(url, folder)).rejects.toThrow(
      /^download of file failed after 3 attempts: \S+ answered 502 Bad Gateway\. Check/,
    );
    expect(server.asked).toHaveLength(3);
    expect(await readdir(folder)).toEqual([]);
  });

  test('a download that stops sending is given up', async () => {
    server.on('/example.com/file', silentAfter('con'), 'content');
    const { path } = await download.fetchFile(url, folder, { idleMs: 100 });
    expect(await readFile(path, 'utf8')).toBe('content');
    expect(log.lines[0]).toMatch(/sent nothing for 0.1 s|connection was lost|Request timeout/);
  });

  test('a download that is too slow is given up at its time limit', async () => {
    server.on('/example.com/file', (_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(timer));
    });
    await expect(download.fetchFile(url, folder, { timeoutMs: 100 })).rejects.toThrow(
      'took longer than 0.1 s',
    );
    expect(server.asked).toHaveLength(3);
    expect(await readdir(folder)).toEqual([]);
  });

  test('a download whose server never responds is given up', async () => {
    server.on('/example.com/file', () => {}, 'content');
    const { path } = await download.fetchFile(url, folder, { idleMs: 100 });
    expect(await readFile(path, 'utf8')).toBe('content');
  });

  test.each<[string, Parameters<TestServer['on']>[1]]>([
    ['announced', 'x'.repeat(1001)],
    ['unannounced', (_request, response) => void response.writeHead(200).write('x'.repeat(1001))],
  ])(
    'a file that is larger than allowed is refused at once, whether its size is announced or not: %s',
    async (_how, answer) => {
      server.on('/example.com/file', answer);
      await expect(download.fetchFile(url, folder, { maxBytes: 1000 })).rejects.toThrow(
        'is larger than the 1000 bytes',
      );
      expect(server.asked).toHaveLength(1);
      expect(await readdir(folder)).toEqual([]);
    },
  );
});

describe('redirects', () => {
  test('redirects are followed, also relative ones', async () => {
    server.on('/example.com/file', status(302, { location: '../other/file' }));
    server.on('/other/file', status(301, { location: `${server.url}/third` }));
    server.on('/third', 'content');
    expect(await download.fetchText(url)).toBe('content');
  });

  test('redirects in a circle are an error', async () => {
    server.on('/example.com/file', status(302, { location: '/example.com/file' }));
    await expect(download.fetchText(url)).rejects.toThrow('redirects more than 5 times');
  });

  test.each(['file:///etc/passwd', 'ftp://127.0.0.1/x'])('a redirect to %s is refused', async (location) => {
    server.on('/example.com/file', status(302, { location }));
    await expect(download.fetchText(url)).rejects.toThrow('a redirect from https must lead to https');
  });

  test('a redirect to another host loses the credentials', async () => {
    const other = await startServer();
    const seen: unknown[] = [];
    server.on('/example.com/file', status(302, { location: `${other.url}/file` }));
    other.on('/file', (request, response) => {
      seen.push(request.headers.authorization, request.headers['x-kept']);
      response.end('content');
    });
    await download.fetchText(url, { headers: { Authorization: 'Bearer secret', 'x-kept': '1' } });
    expect(seen).toEqual([undefined, '1']);
  });

  test('fetchRedirect returns the target of a redirect as an upstream URL', async () => {
    server.on('/example.com/file', status(302, { location: `${server.url}/github.com/a/releases/tag/v1` }));
    expect(await download.fetchRedirect(url)).toBe('https://github.com/a/releases/tag/v1');
    server.on('/example.com/file', status(503), status(302, { location: 'https://github.com/b' }));
    expect(await download.fetchRedirect(url)).toBe('https://github.com/b');
    server.on('/example.com/file', 'content');
    await expect(download.fetchRedirect(url)).rejects.toThrow('answered 200 instead of a redirect');
    server.on('/example.com/file', status(302));
    await expect(download.fetchRedirect(url)).rejects.toThrow('without a usable Location');
  });
});

describe('what cannot be reached', () => {
  test('a server that cannot be reached is tried again, and the error names its address', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => gone.once('listening', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const failure = await downloader(`http://127.0.0.1:${port}`)
      .fetchText(url)
      .catch((error) => error);
    expect(failure).toBeInstanceOf(DownloadError);
    expect(failure.message).toMatch(
      /failed after 3 attempts: http:\/\/127\.0\.0\.1:\d+\/example\.com\/file: .*ECONNREFUSED/,
    );
    expect(failure.status).toBeNull();
  });
});

test('a download uses the proxy of the environment', async () => {
  server.on('/example.com/file', 'by proxy');
  const proxy = await startServer();
  const before = { ...process.env };
  try {
    Object.assign(process.env, { http_proxy: proxy.url, no_proxy: '' });
    expect(await downloader(`http://mirror.invalid:${new URL(server.url).port}`).fetchText(url)).toBe(
      'by proxy',
    );
  } finally {
    for (const name of ['http_proxy', 'no_proxy']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
  expect(proxy.asked).toEqual([`mirror.invalid:${new URL(server.url).port}`]);
});
