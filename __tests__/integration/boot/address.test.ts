/** Stage address: another machine with this node's Nebula address, by the control plane's list, which an HTTP server stands in for. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Machine } from './machine.ts';

let machine: Machine;
let server: Server;
let nodes: object[];
beforeEach(async () => {
  machine = await Machine.open('/usr/bin');
  server = createServer((_, response) => response.end(JSON.stringify(nodes)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const facts = { nebula_ip: '10.100.0.11', instance_id: 'i-1', nodes_url: `http://127.0.0.1:${port}/` };
  await machine.write('/etc/catalyst/node.json', JSON.stringify(facts));
  await machine.write('/etc/nebula/host.crt', 'certificate');
});
afterEach(async () => {
  await machine.close();
  server.close();
});

/** A time as Go writes it, with an offset in minutes. */
function time(secondsAgo: number, offset = 0): string {
  const local = new Date(Date.now() - secondsAgo * 1000 + offset * 60_000).toISOString().slice(0, 19);
  const two = (value: number): string => String(Math.floor(Math.abs(value))).padStart(2, '0');
  const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
  return `${local}.123456789${zone}`;
}

const node = (more: object = {}): object => ({
  instance_id: 'i-2',
  nebula_ip: '10.100.0.11',
  connected: true,
  last_seen: time(1),
  ...more,
});

test.each([
  ['in UTC', 0],
  ['an hour east', 60],
  ['three and a half hours west', -210],
])(
  'a twin that was heard of just now by a control plane %s stops Nebula, and is named',
  async (_, offset) => {
    nodes = [node({ last_seen: time(1, offset) })];
    const { code, error } = await machine.stage('address');
    expect({ code, error }).toEqual({
      code: 1,
      error: "the Nebula address 10.100.0.11 is i-2's: give each node a secret with a certificate of its own",
    });
    expect(await machine.read('/run/catalyst/systemctl')).toBe('stop nebula.service\n');
  },
);

test('a twin whose connection has just ended is one too, for a minute instead of ten', async () => {
  const until = async (): Promise<number> => {
    expect(await machine.stage('address')).toMatchObject({ code: 1 });
    return Number(String(await machine.read('/run/catalyst/twin')).split(' ')[1]);
  };
  nodes = [node()];
  const connected = await until();
  nodes = [node({ connected: false, instance_id: 'i-3' })];
  expect(connected - (await until())).toBeGreaterThan(500);
  expect(await machine.read('/run/catalyst/twin')).toContain("10.100.0.11 is i-3's");
  nodes = [node({ connected: false, instance_id: 'i-3' }), node()];
  await until();
  expect(await machine.read('/run/catalyst/twin')).toContain("10.100.0.11 is i-2's");
});

test.each<[string, object]>([
  ['is this machine itself', { instance_id: 'i-1' }],
  ['has another address', { nebula_ip: '10.100.0.12' }],
  ['was last heard of long ago', { last_seen: time(120) }],
  ['ended long ago', { connected: false, last_seen: time(120) }],
])('a listed node that %s is no twin', async (_, more) => {
  nodes = [node(more)];
  expect(await machine.stage('address')).toEqual({ code: 0, output: '', error: '' });
});

test('a time that cannot be read fails the stage with what the list says', async () => {
  nodes = [node({ last_seen: 'yesterday' })];
  const { code, error } = await machine.stage('address');
  expect(code).toBe(1);
  expect(error).toMatch(/the control plane's list at http:\S+ cannot be read: \[\{/);
});
