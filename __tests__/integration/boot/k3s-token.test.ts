/** The stage that asks a k3s server whether it takes the token. Stands in for the server: it has a CA, one password, and one bootstrap token. */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Machine } from './machine.ts';

const ca = 'the CA of the cluster\n';
const hash = createHash('sha256').update(ca).digest('hex');
let server: Server;
let machine: Machine;

beforeAll(async () => {
  server = createServer(({ url, headers }, response) => {
    const node = `Basic ${Buffer.from('node:right').toString('base64')}`;
    if (url === '/cacerts') response.end(ca);
    else response.writeHead(headers.authorization === node ? 200 : 401).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
});
beforeEach(async () => {
  machine = await Machine.open('/usr/bin');
  const { port } = server.address() as AddressInfo;
  const facts = { role: 'gpu-worker', k3s_url: `http://127.0.0.1:${port}` };
  await machine.write('/etc/catalyst/node.json', JSON.stringify(facts));
  await machine.write('/run/catalyst/config.json', '{"secret": "node"}');
});
afterEach(() => machine.close());

async function stage(token: string) {
  await machine.write('/etc/rancher/k3s/token', `${token}\n`);
  return machine.run('STAGE=k3s timeout 3 /usr/local/lib/catalyst/boot.d/stages/k3s');
}

// What `k3s token create` prints is a bootstrap token behind the hash (pkg/cli/token/token.go), and no password of `node`.
test.each([
  'right',
  `K10${hash}::node:right`,
  `K10${hash}::server:right`,
  'abcdef.0123456789abcdef',
  `K10${hash}::abcdef.0123456789abcdef`,
])('k3s is started with the token %s', async (token) => {
  expect(await stage(token)).toMatchObject({ code: 0, error: '' });
  expect(await machine.read('/run/catalyst/systemctl')).toContain('start k3s-agent.service\n');
});

test.each(['server:right', 'abcdef.0123456789abcdef'])(
  'a token %s of another cluster is refused, for good',
  async (credentials) => {
    const { code, error } = await stage(`K10${'0'.repeat(64)}::${credentials}`);
    expect(code).toBe(1);
    expect(error).toMatch(/^k3s_token belongs to another cluster: its CA hash is not that of http:/);
  },
);

test('a wrong password is asked about again, and k3s is not started', async () => {
  expect((await stage('wrong')).code).toBe(124);
  expect(await machine.read('/run/catalyst/systemctl')).toBeNull();
});
