/** Who gets the token for GitHub's API, and what is said where GitHub limits requests. */
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createDownloader, type Downloader } from '../../../src/tools/download/download.ts';
import { createCertificate } from '../../helpers/certificate.ts';
import { memoryLog } from '../../helpers/log.ts';
import { type Answer, startServer, status } from './server.ts';

const url = 'https://api.github.com/repos/a/b/releases/tags/v1';
const token = 'ghs_secret';
const trusted = getCACertificates('default');
const before = { ...process.env };
/** Each as `HOST: Authorization`. */
let seen: string[];
let answers: Answer[];
let pauses: number[];
let github: Server;

beforeAll(async () => {
  const { key, cert } = createCertificate('*.github.com');
  setDefaultCACertificates([...trusted, cert]);
  github = createServer({ key, cert }, (request, response) => {
    seen.push(`${request.headers.host}: ${request.headers.authorization ?? 'none'}`);
    const answer = answers.shift();
    if (answer === undefined) response.end('content');
    else answer(request, response);
  });
  await new Promise<void>((resolve) => github.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  setDefaultCACertificates(trusted);
  github.closeAllConnections();
  github.close();
});
beforeEach(async () => {
  [seen, answers, pauses] = [[], [], []];
  const proxy = await startServer({ tunnelsTo: (github.address() as AddressInfo).port });
  Object.assign(process.env, { https_proxy: proxy.url, no_proxy: '127.0.0.1' });
});
afterEach(() => {
  process.env = { ...before };
});

function downloader(options: { mirror?: string; githubToken?: string }): Downloader {
  const sleep = async (ms: number) => void pauses.push(ms);
  return createDownloader({
    log: memoryLog(),
    mirror: null,
    retry: { attempts: 2, firstPauseMs: 0, longestPauseMs: 0, sleep, random: () => 0 },
    ...options,
  });
}

const failureOf = (download: Downloader): Promise<Error> =>
  download.fetchText(url).then(
    () => new Error('the download should fail'),
    (error: Error) => error,
  );

test('the token goes to GitHub’s API, and to no other host', async () => {
  const download = downloader({ githubToken: token });
  await download.fetchText(url);
  await download.fetchText('https://objects.github.com/a/b/file');
  await download.fetchText('https://api.github.com:8443/x');
  await downloader({}).fetchText(url);
  expect(seen).toEqual([
    `api.github.com: Bearer ${token}`,
    'objects.github.com: none',
    'api.github.com:8443: none',
    'api.github.com: none',
  ]);
});

test('the token stays on a redirect within GitHub’s API, and not on one to another host', async () => {
  answers = [
    status(301, { location: 'https://api.github.com/repositories/1/releases/tags/v1' }),
    status(302, { location: 'https://objects.github.com/file' }),
    status(302, { location: url }),
  ];
  await downloader({ githubToken: token }).fetchText(url);
  expect(seen).toEqual([
    `api.github.com: Bearer ${token}`,
    `api.github.com: Bearer ${token}`,
    'objects.github.com: none',
    'api.github.com: none',
  ]);
});

test('a mirror gets no token', async () => {
  const mirror = await startServer();
  const got: unknown[] = [];
  mirror.on(url.replace('https:/', ''), (request, response) => {
    got.push(request.headers.authorization);
    response.end('content');
  });
  await downloader({ mirror: mirror.url, githubToken: token }).fetchText(url);
  expect(got).toEqual([undefined]);
  expect(seen).toEqual([]);
});

// GitHub Docs, "Troubleshooting the REST API", rate limit errors.
test.each([403, 429])('a %i of an exhausted limit names the input that raises it', async (code) => {
  const reset = String(Math.floor(Date.now() / 1000) + 1800);
  const limited = status(code, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset });
  answers = [limited, limited];
  const bare = await failureOf(downloader({}));
  expect(bare.message).toMatch(
    /answered 4\d\d .*: GitHub limits how often this address may ask.*asks to wait 1[78]\d\d s.*set the input github-token/,
  );
  const full = await failureOf(downloader({ githubToken: token }));
  expect(full.message).toMatch(/GitHub limits how often the owner of the input github-token may ask/);
  expect(`${bare.message} ${full.message}`).not.toMatch(/ghs_|HTTPS_PROXY/);
  expect(seen).toHaveLength(2);
});

test.each([403, 429])('a %i that asks to wait is waited for, as long as it says', async (code) => {
  answers = [status(code, { 'retry-after': '7' })];
  expect(await downloader({}).fetchText(url)).toBe('content');
  expect(pauses).toEqual([7000]);
});

test('a 429 that does not say for how long is waited for a minute', async () => {
  answers = [status(429)];
  expect(await downloader({}).fetchText(url)).toBe('content');
  expect(pauses).toEqual([60_000]);
});

test('a limit that ends soon is waited for', async () => {
  const reset = String(Math.floor(Date.now() / 1000) + 30);
  answers = [status(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset })];
  expect(await downloader({ githubToken: token }).fetchText(url)).toBe('content');
  expect(pauses).toEqual([expect.any(Number)]);
  expect(pauses[0]).toBeGreaterThan(20_000);
});

test('a token that GitHub refuses is named by its input, and not shown', async () => {
  answers = [status(401)];
  const refused = await failureOf(downloader({ githubToken: token }));
  expect(refused.message).toMatch(/answered 401 Unauthorized: GitHub refuses the input github-token/);
  expect(refused.message).not.toContain('ghs_');
  expect(seen).toHaveLength(1);
});

test('a 403 that is no limit is refused at once, as anywhere', async () => {
  answers = [status(403, { 'x-ratelimit-remaining': '59' })];
  const refused = await failureOf(downloader({}));
  expect(refused.message).toBe(`${url} answered 403 Forbidden`);
});
