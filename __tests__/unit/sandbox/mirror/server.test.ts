/** The mirror's server: paths, ranges, faults. */
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as rawRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createMirrorServer, type MirrorServer } from '../../../../sandbox/mirror/server.ts';

let folder: string;
let mirror: MirrorServer;
let url: string;
const k3s = '/github.com/k3s-io/k3s/releases/download/v1.31.2+k3s1/k3s';
const manifest = '/ghcr.io/v2/liqotech/fabric/manifests/v1.2.0';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mirror-'));
  const tree = join(folder, 'tree');
  await mkdir(dirname(join(tree, k3s)), { recursive: true });
  await writeFile(join(tree, k3s), '0123456789');
  await mkdir(dirname(join(tree, manifest)), { recursive: true });
  await writeFile(join(tree, manifest), '{}');
  await writeFile(join(folder, 'secret'), 'not served');
  const redirects = { 'github.com/o/releases/latest': 'github.com/o/releases/tag/v1' };
  mirror = await createMirrorServer([{ folder: tree, redirects }]);
  mirror.server.listen(0, '127.0.0.1');
  await once(mirror.server, 'listening');
  url = `http://127.0.0.1:${(mirror.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  mirror.server.closeAllConnections();
  mirror.server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => mirror.faults.clear());

/** Asks for a path as it is given, which fetch would tidy first. */
async function statusOf(rawPath: string): Promise<number | undefined> {
  const request = rawRequest(`${url}/`, { path: rawPath });
  request.end();
  const [response] = await once(request, 'response');
  response.resume();
  return response.statusCode;
}

describe('files', () => {
  test('a file is found by HOST/PATH, with + as it is and as %2B', async () => {
    for (const asked of [k3s, k3s.replace('+', '%2B')]) {
      const answer = await fetch(url + asked);
      expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '10']);
      expect(await answer.text()).toBe('0123456789');
    }
  });

  test('a file is found past the ./ that apt asks for in a flat repository', async () => {
    expect(await statusOf(`${dirname(k3s)}/./k3s`)).toBe(200);
  });

  test('a manifest of a registry says what it is, which a client of registries goes by', async () => {
    const answer = await fetch(url + manifest, { method: 'HEAD' });
    expect(answer.headers.get('content-type')).toBe('application/vnd.oci.image.manifest.v1+json');
  });

  test('HEAD answers with the length and no content', async () => {
    const answer = await fetch(url + k3s, { method: 'HEAD' });
    expect([answer.headers.get('content-length'), await answer.text()]).toEqual(['10', '']);
  });

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=1-2,4-5', 200, '0123456789', null],
  ])('the range %s is answered as HTTP wants it', async (range, status, text, contentRange) => {
    const answer = await fetch(url + k3s, { headers: { range } });
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  test('a current ETag spares a second transfer, and an outdated one voids a range', async () => {
    const etag = (await fetch(url + k3s)).headers.get('etag') ?? '';
    expect((await fetch(url + k3s, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const resumed = await fetch(url + k3s, { headers: { range: 'bytes=5-', 'if-range': etag } });
    expect(await resumed.text()).toBe('56789');
    const changed = await fetch(url + k3s, { headers: { range: 'bytes=5-', 'if-range': '"old"' } });
    expect([changed.status, await changed.text()]).toEqual([200, '0123456789']);
  });

  test('the mirror serves no file outside its trees', async () => {
    const traversals = [
      '/../secret',
      '/%2e%2e/secret',
      '/..%2fsecret',
      `${dirname(k3s)}/../../../../../../../secret`,
    ];
    for (const asked of ['/', '/github.com', `${k3s}.sig`, ...traversals])
      expect(await statusOf(asked)).toBe(404);
    expect(await statusOf('/%')).toBe(400);
    expect((await fetch(url + k3s, { method: 'PUT', body: 'x' })).status).toBe(405);
  });

  test('a redirect names the mirror as the client reached it', async () => {
    const answer = await fetch(`${url}/github.com/o/releases/latest`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      `${url}/github.com/o/releases/tag/v1`,
    ]);
  });
});

describe('faults', () => {
  const order = (fault: object) =>
    fetch(`${url}/_mirror/faults`, { method: 'POST', body: JSON.stringify(fault) });

  test('a fault can be a status, for as many requests as it says', async () => {
    expect((await order({ path: k3s, status: 503, times: 2 })).status).toBe(204);
    const seen: number[] = [];
    for (let i = 0; i < 3; i++) seen.push((await fetch(url + k3s)).status);
    expect(seen).toEqual([503, 503, 200]);
  });

  test('a fault can be a changed byte under the right length', async () => {
    await order({ path: k3s, corrupt: true });
    const answer = await fetch(url + k3s);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([bytes.length, bytes.subarray(1).toString()]).toEqual([10, '123456789']);
    expect(bytes[0]).not.toBe(0x30);
  });

  test.each([0, 4])('a fault can be a connection that breaks after %d bytes', async (truncate) => {
    await order({ path: k3s, truncate });
    const answer = await fetch(url + k3s);
    expect(answer.headers.get('content-length')).toBe('10');
    await expect(answer.text()).rejects.toThrow();
    expect(await (await fetch(url + k3s)).text()).toBe('0123456789');
  });

  test('a fault can be a delay, after which the answer is whole', async () => {
    mirror.faults.add({ path: k3s, delay: 1 });
    expect(await (await fetch(url + k3s)).text()).toBe('0123456789');
  });

  test.each([
    [{ status: 503 }, 'a fault needs "path"'],
    [{ path: k3s }, 'exactly one of'],
    [{ path: k3s, status: 503, corrupt: true }, 'exactly one of'],
    [{ path: k3s, status: 503, times: 0 }, '"times"'],
  ])('the fault %j is refused', async (fault, message) => {
    const answer = await order(fault);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(message)]);
  });
});

test('the mirror lists the requests that it saw', async () => {
  await fetch(`${url}/nowhere`);
  const listed = (await (await fetch(`${url}/_mirror/requests`)).json()) as unknown[];
  expect(listed.at(-1)).toEqual({ method: 'GET', path: '/nowhere', status: 404 });
});
