/** What a node says when something of its configuration is wrong, and that it joins by itself once that was put right. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { waitFor } from '../../helpers/wait-for.ts';
import { Authority } from './authority.ts';
import { findBakedAmis } from './baked.ts';
import { Fleet, type Node, type Secret } from './fleet.ts';

jest.setTimeout(600_000);

interface Case {
  readonly fault: string;
  readonly ip: string;
  readonly stage: string;
  readonly line: RegExp;
  /** What is different about the secret; null for no secret at all. */
  readonly different: () => Promise<Secret | null>;
}

const cases: readonly Case[] = [
  {
    fault: 'a missing secret',
    ip: '10.100.0.21',
    stage: 'secret',
    line: /^there is no secret 'catalyst\/gpu-worker-10\.100\.0\.21' in us-east-1: create it/,
    different: async () => null,
  },
  {
    fault: 'a missing key',
    ip: '10.100.0.22',
    stage: 'secret',
    line: /^secret 'catalyst\/gpu-worker-10\.100\.0\.22' lacks: nebula_node_key, k3s_token$/,
    different: async () => ({ nebula_node_key: undefined, k3s_token: '' }),
  },
  {
    fault: 'a certificate of another CA',
    ip: '10.100.0.23',
    stage: 'secret',
    line: /^nebula_node_crt of secret '\S+' is not valid under nebula_ca_crt: /,
    different: async () => {
      const other = await Authority.open();
      try {
        const { nebula_node_crt, nebula_node_key } = other.sign('10.100.0.23');
        return { nebula_node_crt, nebula_node_key };
      } finally {
        other.close();
      }
    },
  },
  {
    fault: 'an expired certificate',
    ip: '10.100.0.24',
    stage: 'secret',
    line: /^nebula_node_crt of secret '\S+' is not valid under nebula_ca_crt: .*expired/,
    different: async () => {
      const { nebula_node_crt, nebula_node_key } = fleet.authority.sign('10.100.0.24', { duration: '1s' });
      return { nebula_node_crt, nebula_node_key };
    },
  },
  {
    fault: 'no route to the lighthouse',
    ip: '10.100.0.25',
    stage: 'lighthouse',
    line: /^the lighthouse 10\.100\.0\.1 does not answer over Nebula at 172\.31\.255\.250:4242 /,
    different: async () => ({ lighthouse_endpoint: '172.31.255.250:4242' }),
  },
  {
    fault: 'a bad token',
    ip: '10.100.0.26',
    stage: 'k3s',
    line: /^the k3s server https:\/\/10\.100\.0\.1:6443 refuses k3s_token of secret '\S+' \(tried for 60 s\)$/,
    different: async () => ({ k3s_token: 'another-token' }),
  },
];

let fleet: Fleet;
let lighthouse: Node;
const broken = new Map<Case, Node>();
const secretOf = ({ ip }: Case): string => `catalyst/gpu-worker-${ip}`;

beforeAll(async () => {
  fleet = await Fleet.open(await findBakedAmis());
  lighthouse = await fleet.lighthouse();
  await fleet.boot(lighthouse);
  await Promise.all(
    cases.map(async (one) => {
      const different = await one.different();
      const launched =
        different === null
          ? fleet.launchWith('gpu-worker', one.ip, secretOf(one))
          : fleet.launch('gpu-worker', one.ip, different);
      broken.set(one, await launched);
    }),
  );
}, 2_400_000);
afterAll(() => fleet?.close());

test.each(cases.map((one) => [one.fault, one] as const))(
  '%s is one clear line, and a failed unit',
  async (_, one) => {
    const node = broken.get(one) as Node;
    const { ok, stages } = await fleet.boot(node);
    expect(ok).toBe(false);
    const failed = Object.entries(stages).filter(([, { state }]) => state === 'failed');
    expect(failed.map(([stage]) => stage)).toEqual([one.stage]);
    const error = stages[one.stage]?.error ?? '';
    expect(error).toMatch(one.line);

    expect(await fleet.root(node, 'systemctl --failed --plain --no-legend')).toMatch(
      /^catalyst-bootstrap.service .*failed/,
    );
    const line = `${one.stage}: ${error}`;
    const journal = await fleet.root(node, 'journalctl -b -t catalyst-bootstrap -o cat');
    const said = journal.split('\n').filter((text) => !/: done$/.test(text));
    expect([...new Set(said)]).toEqual([line]);
    await waitFor(
      'the line on the console',

      async () => (await fleet.console(node)).includes(line) || null,
    );
    expect(await fleet.root(node, 'systemctl is-active catalyst-bootstrap.timer')).toBe('active');
  },
);

test('no node with a faulty secret gave a secret away', async () => {
  for (const node of broken.values()) {
    const journal = await fleet.root(node, 'journalctl -b -o cat');
    for (const text of [journal, await fleet.console(node)]) {
      expect(text).not.toMatch(/PRIVATE KEY|a-token-of-the-fleet|another-token/);
    }
  }
});

test('the fleet sees that faulty nodes are missing, and they join by themselves once their secrets are right', async () => {
  const connected = async (): Promise<string[]> =>
    (await fleet.registered(lighthouse)).filter((node) => node.connected).map(({ nebula_ip }) => nebula_ip);
  const absent = cases.filter(({ stage }) => stage !== 'k3s').map(({ ip }) => ip);
  const before = await connected();
  expect(absent.filter((ip) => before.includes(ip))).toEqual([]);
  for (const one of cases) await fleet.store(secretOf(one), fleet.authority.sign(one.ip));
  await waitFor('all nodes at the control plane', async () => {
    const now = await connected();
    expect(cases.map(({ ip }) => ip).filter((ip) => !now.includes(ip))).toEqual([]);
    return true;
  });
  await waitFor('all nodes at k3s', async () => {
    const now = (await fleet.joins(lighthouse)).map(({ node_ip }) => node_ip);
    expect(cases.map(({ ip }) => ip).filter((ip) => !now.includes(ip))).toEqual([]);
    return true;
  });
  for (const node of broken.values())
    expect(await fleet.root(node, 'systemctl --failed --plain --no-legend')).toBe('');
});
