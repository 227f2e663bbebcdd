/** Single stages of the boot program on a machine of their own: what they write, and what they refuse. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { part } from '../../../sandbox/parts/index.ts';
import { Machine, metadata } from './machine.ts';

const log = { info: (line: string) => console.log(line) };
let tools: string;
let newer: string;
let machine: Machine;
const folder = mkdtempSync(join(tmpdir(), 'ami-action-ca-'));

beforeAll(async () => {
  tools = await part('nebula', log);
  newer = await part('nebula-newer', log);
  cert(tools, 'ca', '-name', 'fleet', '-out-crt', 'ca.crt', '-out-key', 'ca.key');
}, 600_000);
beforeEach(async () => {
  machine = await Machine.open(tools);
});
afterEach(() => machine.close());
afterAll(() => rmSync(folder, { recursive: true }));

function cert(from: string, ...args: string[]): void {
  execFileSync(join(from, 'nebula-cert'), args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The five keys of the fleet's own secret, for a certificate of these groups. */
function secretOf(
  ip: string,
  groups: readonly string[] = [],
  ca = 'ca',
  from = tools,
  more: readonly string[] = [],
) {
  const name = `${ip}-${groups.join('-')}-${ca}`;
  const grouped = groups.length > 0 ? ['-groups', groups.join(',')] : [];
  const files = ['-out-crt', `${name}.crt`, '-out-key', `${name}.key`];
  rmSync(join(folder, `${name}.crt`), { force: true });
  rmSync(join(folder, `${name}.key`), { force: true });
  cert(
    from,
    'sign',
    '-name',
    name,
    '-ip',
    `${ip}/16`,
    '-ca-crt',
    `${ca}.crt`,
    '-ca-key',
    `${ca}.key`,
    ...grouped,
    ...more,
    ...files,
  );
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  return {
    nebula_ca_crt: text(`${ca}.crt`),
    nebula_node_crt: text(`${name}.crt`),
    nebula_node_key: text(`${name}.key`),
    nebula_ip: ip,
    lighthouse_endpoint: '203.0.113.1:4242',
  };
}

async function boot(role: string, secret: object, settings: Readonly<Record<string, string>> = {}) {
  machine.secrets = { node: JSON.stringify(secret) };
  await machine.configure(role, settings);
  expect(await machine.stage('config')).toMatchObject({ code: 0, error: '' });
  return machine.stage('secret');
}

const k3s = { k3s_token: 'short', k3s_url: 'https://10.100.0.1:6443' };

describe('stage config', () => {
  test('the stage config names the machine by its instance id, in the kernel and in its files', async () => {
    await machine.configure('gpu-worker');
    const { output } = await machine.run(
      '/usr/local/lib/catalyst/boot.d/stages/config; hostname; getent hosts "$(hostname)"',
    );
    expect(output).toMatch(/^i-0123456789abcdef0\n127\.0\.1\.1\s+i-0123456789abcdef0$/);
    expect(await machine.read('/etc/hostname')).toBe('i-0123456789abcdef0\n');
  });

  test('the stage config puts the instance id into the name of the secret', async () => {
    await machine.configure('gpu-worker', { secret: 'catalyst/{instance-id}' });
    await machine.stage('config');
    expect(await machine.json('/run/catalyst/config.json')).toMatchObject({
      secret: 'catalyst/i-0123456789abcdef0',
    });
  });

  test.each([
    [{ 'ollama-groups': 'a b' }, /ollama-groups must be names of certificate groups/],
    [{ 'nodes-url': 'lighthouse' }, /nodes-url must be a URL, not 'lighthouse'/],
    [{ 'lighthouse-ip': 'lighthouse' }, /lighthouse-ip must be the lighthouse's Nebula address/],
    [
      { colour: 'red' },
      /user data gives 'colour', but the keys are cluster-id, control-plane, .*worker-groups$/,
    ],
    [{ role: 'toaster' }, /the role must be lighthouse or gpu-worker, not 'toaster'/],
  ])('the stage config refuses %j with one line', async (settings, line) => {
    await machine.configure('gpu-worker', settings);
    const { code, error } = await machine.stage('config');
    expect(code).toBe(1);
    expect(error).toMatch(line);
    expect(error.split('\n')).toHaveLength(1);
  });
});

describe('stage secret', () => {
  test("the stage secret takes the fleet's own five keys: a worker without Kubernetes", async () => {
    expect(await boot('gpu-worker', secretOf('10.100.0.11'))).toEqual({ code: 0, output: '', error: '' });
    expect(await machine.json('/etc/catalyst/node.json')).toMatchObject({
      k3s: false,
      nebula_ip: '10.100.0.11',
    });
    expect(await machine.read('/etc/rancher/k3s/config.yaml')).toBeNull();
    expect(await machine.read('/run/catalyst/systemctl')).toBe('stop k3s-agent.service\n');
    expect(await machine.read('/etc/catalyst/worker-agent.env')).toBe(
      [
        'CONTROL_PLANE_ADDR=10.100.0.1:50051',
        'NODE_TYPE=gpu-worker',
        'NEBULA_IP=10.100.0.11',
        'INSTANCE_ID=i-0123456789abcdef0',
        'REGION=eu-west-1',
        'ZONE=eu-west-1b',
        'PUBLIC_IP=none',
        '',
      ].join('\n'),
    );
  });

  test("the stage secret gives a worker's k3s its name, and its Nebula address as the one that the server dials", async () => {
    expect(await boot('gpu-worker', { ...secretOf('10.100.0.11'), ...k3s })).toMatchObject({ code: 0 });
    expect(await machine.json('/etc/rancher/k3s/config.yaml')).toEqual({
      'node-name': 'i-0123456789abcdef0',
      'node-ip': '10.100.0.11',
      'bind-address': '10.100.0.11',
      'kube-proxy-arg': ['nodeport-addresses=10.100.0.11/32'],
      server: 'https://10.100.0.1:6443',
      'token-file': '/etc/rancher/k3s/token',
    });
    expect(await machine.read('/etc/rancher/k3s/token')).toBe('short\n');
  });

  test('the stage secret leaves a lighthouse without a token to make its own', async () => {
    expect(await boot('lighthouse', secretOf('10.100.0.1'))).toMatchObject({ code: 0 });
    expect(await machine.json('/etc/rancher/k3s/config.yaml')).not.toHaveProperty('token-file');
    expect(await machine.read('/etc/rancher/k3s/token')).toBeNull();
  });

  test("the stage secret makes the node with the lighthouse's address the fleet's lighthouse, which needs no endpoint", async () => {
    const { lighthouse_endpoint: _, ...secret } = secretOf('10.100.0.1');
    expect(await boot('lighthouse', secret)).toMatchObject({ code: 0 });
    expect(await machine.json('/etc/nebula/conf.d/90-instance.yml')).toMatchObject({
      lighthouse: { am_lighthouse: true, hosts: [] },
      listen: { port: 4242 },
    });
  });

  test('the stage secret makes a lighthouse of another address an ordinary member beside the one outside AWS', async () => {
    expect(await boot('lighthouse', secretOf('10.100.2.1'))).toMatchObject({ code: 0 });
    expect(await machine.json('/etc/nebula/conf.d/90-instance.yml')).toMatchObject({
      lighthouse: { am_lighthouse: false, hosts: ['10.100.0.1'] },
      static_host_map: { '10.100.0.1': ['203.0.113.1:4242'] },
    });
    expect(await machine.json('/etc/catalyst/node.json')).toMatchObject({ runs_control_plane: false });
  });

  test('the stage secret writes a configuration that Nebula itself takes, for both roles, with groups and without', async () => {
    for (const [role, ip] of [
      ['lighthouse', '10.100.0.1'],
      ['lighthouse', '10.100.2.1'],
      ['gpu-worker', '10.100.0.11'],
    ] as const) {
      for (const groups of [[], ['workers']]) {
        expect(await boot(role, { ...secretOf(ip, groups), ...k3s })).toMatchObject({ code: 0 });
        expect(await machine.run('nebula -test -config /etc/nebula/conf.d')).toMatchObject({ code: 0 });
      }
    }
  });

  test('the stage secret opens ports by certificate groups where the certificate has them', async () => {
    await boot('gpu-worker', { ...secretOf('10.100.0.11', ['workers']), ...k3s });
    const { firewall } = (await machine.json('/etc/nebula/conf.d/90-instance.yml')) as {
      firewall: { inbound: object[] };
    };
    expect(firewall.inbound).toEqual([
      { proto: 'any', port: 'any', group: 'lighthouse' },
      { proto: 'any', port: 'any', group: 'homelab' },
      { proto: 'tcp', port: 10250, group: 'workers' },
      { proto: 'udp', port: 8472, group: 'workers' },
      { proto: 'udp', port: 6091, group: 'workers' },
      { proto: 'udp', port: 31851, group: 'workers' },
      { proto: 'tcp', port: 11434, group: 'workers' },
    ]);
  });

  test.each([
    ['none', []],
    ['any', [{ proto: 'tcp', port: 11434, host: 'any' }]],
    [
      'llm,dev',
      [
        { proto: 'tcp', port: 11434, group: 'llm' },
        { proto: 'tcp', port: 11434, group: 'dev' },
      ],
    ],
  ])('the stage secret opens Ollama to ollama-groups=%s', async (groups, rules) => {
    await boot('gpu-worker', secretOf('10.100.0.11', ['workers']), { 'ollama-groups': groups });
    const { firewall } = (await machine.json('/etc/nebula/conf.d/90-instance.yml')) as {
      firewall: { inbound: { port: unknown }[] };
    };
    expect(firewall.inbound.filter(({ port }) => port === 11434)).toEqual(rules);
  });

  test('the stage secret opens to every member, where the certificate has no groups, what workers need, and Ollama only if that is theirs', async () => {
    for (const [groups, ports] of [
      ['workers', [10250, 8472, 6091, 31851, 11434]],
      ['admins', [10250, 8472, 6091, 31851]],
    ] as const) {
      await boot('gpu-worker', secretOf('10.100.0.11'), { 'ollama-groups': groups });
      const { firewall } = (await machine.json('/etc/nebula/conf.d/90-instance.yml')) as {
        firewall: { inbound: { port: unknown; host: string }[] };
      };
      expect(firewall.inbound.map(({ port, host }) => [port, host])).toEqual(
        ports.map((port) => [port, 'any']),
      );
    }
  });

  test('the stage secret never opens the port that takes commands to those who are not trusted', async () => {
    for (const groups of [[], ['workers']]) {
      await boot('lighthouse', secretOf('10.100.0.1', groups));
      const { firewall } = (await machine.json('/etc/nebula/conf.d/90-instance.yml')) as {
        firewall: { inbound: { port: unknown; group?: string }[] };
      };
      const open = firewall.inbound.filter(({ group }) => group !== 'lighthouse' && group !== 'homelab');
      expect(open.map(({ port }) => port)).toContain(8092);
      expect(open.map(({ port }) => port)).not.toContain(8090);
      expect(open.map(({ port }) => port)).not.toContain('any');
    }
  });

  test('the stage secret reads what nebula-cert prints from 1.10 on, which is an array', async () => {
    const other = await Machine.open(newer);
    try {
      other.secrets = { node: JSON.stringify(secretOf('10.100.0.11')) };
      await other.configure('gpu-worker');
      await other.stage('config');
      expect(await other.stage('secret')).toMatchObject({ code: 0, error: '' });
    } finally {
      await other.close();
    }
  });

  test('the stage secret says of certificates of version 2 how to make ones that Nebula 1.9 reads', async () => {
    cert(newer, 'ca', '-name', 'two', '-out-crt', 'two.crt', '-out-key', 'two.key');
    const { code, error } = await boot('gpu-worker', secretOf('10.100.0.11', [], 'two', newer));
    expect(code).toBe(1);
    expect(error).toMatch(
      /no certificate that Nebula 1\.9\.0 reads: make both with nebula-cert ca -version 1/,
    );
    cert(newer, 'ca', '-name', 'one', '-version', '1', '-out-crt', 'one.crt', '-out-key', 'one.key');
    expect(
      await boot('gpu-worker', secretOf('10.100.0.11', [], 'one', newer, ['-version', '1'])),
    ).toMatchObject({ code: 0 });
  });

  test.each([
    [{ nebula_ip: '' }, /lacks: nebula_ip/],
    [{ lighthouse_endpoint: '' }, /lacks: lighthouse_endpoint/],
    [{ k3s_token: 'x' }, /lacks: k3s_url/],
    [{ k3s_url: 'https://x:6443' }, /lacks: k3s_token/],
    [{ k3s_token: 'x', k3s_url: 'http://x' }, /k3s_url of secret 'node' must begin with https:/],
    [
      { nebula_ip: '10.100.0.12' },
      /nebula_node_crt of secret 'node' is for 10\.100\.0\.11, but nebula_ip is 10\.100\.0\.12/,
    ],
  ])(
    'the stage secret refuses a secret with %j with one line and replaces nothing',
    async (different, line) => {
      expect(await boot('gpu-worker', secretOf('10.100.0.11'))).toMatchObject({ code: 0 });
      const before = await machine.read('/etc/nebula/host.crt');
      const { code, error } = await boot('gpu-worker', { ...secretOf('10.100.0.11'), ...different });
      expect({ code, lines: error.split('\n').length }).toEqual({ code: 1, lines: 1 });
      expect(error).toMatch(line);
      expect(await machine.read('/etc/nebula/host.crt')).toBe(before);
    },
  );

  test('the stage secret asks Secrets Manager in the region of the ARN', async () => {
    const arn = 'arn:aws:secretsmanager:us-west-2:123456789012:secret:gpu-AbCdEf';
    machine.secrets = { [arn]: JSON.stringify(secretOf('10.100.0.11')) };
    await machine.configure('gpu-worker', { secret: arn });
    await machine.stage('config');
    expect(await machine.stage('secret')).toMatchObject({ code: 0 });
    expect(machine.asked).toEqual([{ id: arn, region: 'us-west-2' }]);
  });

  test('the stage secret tells the agent its public address, which it would otherwise take from a 404', async () => {
    machine.metadata = { ...metadata, 'public-ipv4': '192.0.2.7' };
    await boot('gpu-worker', secretOf('10.100.0.11'));
    expect(await machine.read('/etc/catalyst/worker-agent.env')).toContain('PUBLIC_IP=192.0.2.7\n');
  });

  test('the stage secret writes every file for root alone', async () => {
    await boot('gpu-worker', { ...secretOf('10.100.0.11'), ...k3s });
    const files =
      '/etc/nebula/host.key /etc/nebula/conf.d/90-instance.yml /etc/rancher/k3s/* /etc/catalyst/worker-agent.env';
    const { output } = await machine.run(`stat --format=%a ${files} | sort -u`);
    expect(output).toBe('600');
  });
});
