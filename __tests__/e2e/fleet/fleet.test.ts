/** The three AMIs as they are shipped: baked by the built action, booted with the shipped user data, and broken in turn. */
import { RebootInstancesCommand, StartInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { waitFor } from '../../helpers/wait-for.ts';
import { findBakedAmis } from './baked.ts';
import { Fleet, lighthouseIp, type Node } from './fleet.ts';

jest.setTimeout(600_000);

let fleet: Fleet;
let lighthouse: Node;
let workers: Node[];
let nodes: Node[];

beforeAll(async () => {
  fleet = await Fleet.open(await findBakedAmis());
  lighthouse = await fleet.lighthouse();
  workers = await Promise.all(['10.100.0.11', '10.100.0.12'].map((ip) => fleet.launch('gpu-worker', ip)));
  nodes = [lighthouse, ...workers];
}, 2_400_000);
afterAll(() => fleet?.close());

const sorted = (texts: readonly string[]): string[] => [...texts].sort();
const addresses = (): string[] => sorted(nodes.map(({ ip }) => ip));
const id = ({ instance }: Node) => ({ InstanceIds: [instance.InstanceId ?? ''] });

/** Waits until the control plane and k3s have exactly these nodes connected. */
async function together(wanted: readonly string[] = addresses()): Promise<void> {
  await waitFor('registration of all nodes', async () => {
    const connected = (await fleet.registered(lighthouse)).filter((node) => node.connected);
    expect(sorted(connected.map(({ nebula_ip }) => nebula_ip))).toEqual(wanted);
    return true;
  });
  await waitFor('the join of all nodes', async () => {
    const joined = (await fleet.joins(lighthouse)).filter((node) => node.connected);
    expect(sorted(joined.map(({ node_ip }) => node_ip))).toEqual(wanted.filter((ip) => ip !== lighthouseIp));
    return true;
  });
}

describe('the fleet', () => {
  test('the fleet boots without a fault, and every node is verified', async () => {
    for (const node of nodes) {
      const { ok, stages } = await fleet.boot(node);
      expect({ node: node.ip, ok, stages }).toMatchObject({ ok: true });
    }
    for (const node of nodes)
      expect(await fleet.verified(node)).toContain('ok    the control plane has worker-agent connected');
  });

  test('the fleet is together: agents at the control plane and joins at k3s come from Nebula addresses only', async () => {
    await together();
    const joins = await fleet.joins(lighthouse);
    expect(sorted(joins.map(({ address }) => address))).toEqual(workers.map(({ ip }) => ip));
    expect(joins.every(({ address, node_ip }) => address === node_ip)).toBe(true);
    for (const node of nodes) {
      const others = nodes.filter(({ ip }) => ip !== node.ip).map(({ ip }) => `ping -qc1 -W5 ${ip}`);
      await fleet.root(node, others.join(' && '));
    }
  });

  test('a node listens on the overlay and on loopback, but for Nebula, ssh, the system, and ports that its firewall closes', async () => {
    // The kernel's own sockets, such as flannel's, have no program, so their lines begin with a space.
    const program = String.raw`sed -nE 's/^(tcp|udp) +\S+ +\S+ +\S+ +(\S+):(\S+) +\S+ *(users:\(\("([^"]+)".*)?$/\5 \1 \2 \3/p'`;
    for (const node of nodes) {
      const lines = (await fleet.root(node, `ss -Hlntup | ${program}`)).split('\n').map((l) => l.split(' '));
      const open = lines.filter(([, , ip = '']) => !/^(127\.|\[::1\])/.test(ip) && ip !== node.ip);
      const programs = new Set(open.map(([name, protocol]) => `${name} ${protocol}`));
      programs.delete('systemd-network udp'); // DHCP, on the instance's own address
      programs.delete('dhclient udp');
      const closed = node.role === 'lighthouse' ? ['worker-agent tcp'] : ['ollama tcp', 'worker-agent tcp'];
      expect(sorted([...programs])).toEqual(sorted(['nebula udp', 'sshd tcp', ...closed]));
      const ours = sorted(
        lines.filter(([, , ip]) => ip === node.ip).map(([name, , , port]) => `${name} ${port}`),
      );
      expect(ours).toEqual(
        node.role === 'lighthouse'
          ? [
              'control-plane 50051',
              'control-plane 8090',
              'control-plane 8091',
              'k3s-server 10250',
              'k3s-server 6443',
              'nodes-list 8092',
            ]
          : ['k3s-agent 10250'],
      );
    }
  });
});

describe('the GPU worker', () => {
  test('the GPU worker has the driver that was asked for, for every kernel that could boot', async () => {
    const each =
      'for k in $(ls /boot | sed -n s/^vmlinuz-//p); do echo "$k $(modinfo -k $k -F version nvidia) $(modinfo -k $k -F vermagic nvidia)"; done';
    const lines = (await fleet.root(workers[0] as Node, each)).split('\n');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const [kernel, version, vermagic] = line.split(' ');
      expect(version).toMatch(/^550\./);
      expect(vermagic).toBe(kernel);
    }
  });

  test('the GPU worker answers as Ollama on loopback, with the GPU libraries of that driver only', async () => {
    const worker = workers[0] as Node;
    const version = await fleet.root(worker, 'curl -sf http://127.0.0.1:11434/api/version');
    const baked = await fleet.root(worker, 'cat /usr/local/share/catalyst/versions/ollama');
    expect(JSON.parse(version)).toEqual({ version: baked });
    const libraries = (await fleet.root(worker, 'ls /usr/local/lib/ollama')).split('\n');
    expect(libraries).toContain('cuda_v12');
    expect(libraries.filter((name) => /^(cuda_v13|vulkan|rocm)/.test(name))).toEqual([]);
  });
});

describe('the lighthouse', () => {
  test('the lighthouse has all of Liqo: liqoctl takes its arguments and the baked chart, and asks for the API, which the stand-in lacks', async () => {
    const server = `https://${lighthouseIp}:6443`;
    const kubeconfig = [
      'apiVersion: v1',
      'kind: Config',
      `clusters: [{ name: it, cluster: { server: "${server}", insecure-skip-tls-verify: true } }]`,
      'contexts: [{ name: it, context: { cluster: it, user: it } }]',
      'current-context: it',
      'users: [{ name: it, user: { token: none } }]',
    ];
    const file = '/run/kubeconfig-of-the-test';
    const write = `printf "%s\n" ${kubeconfig.map((line) => `'${line}'`).join(' ')} >${file}`;
    const install = `KUBECONFIG=${file} HOME=/root /usr/local/lib/catalyst/install-liqo 2>&1 && echo installed || true`;
    const said = await fleet.root(lighthouse, `${write}; ${install}; rm ${file}`);
    expect(said).toMatch(/could not find the requested resource|server API group list/);
    expect(said).not.toMatch(/unknown flag|invalid argument|no such file|installed/);
    const images = await fleet.root(lighthouse, 'k3s ctr images list --quiet');
    expect(images).toMatch(/^ghcr\.io\/liqotech\/liqo-controller-manager:v1\.2\.0$/m);
  });
});

describe('what happens to a fleet', () => {
  test('a worker reboots: it is a node again, and its second run does no harm', async () => {
    const worker = workers[0] as Node;
    const identity = 'sha256sum /etc/nebula/host.crt /etc/rancher/node/password';
    const before = await fleet.root(worker, identity);
    await fleet.machines.ec2.send(new RebootInstancesCommand(id(worker)));
    expect(await fleet.boot(worker)).toMatchObject({ ok: true });
    await together();
    await fleet.verified(worker);
    expect(await fleet.root(worker, identity)).toBe(before);
  });

  test('Nebula restarts: k3s restarts with it, and all find each other again', async () => {
    for (const node of [workers[1] as Node, lighthouse]) {
      const k3s = node === lighthouse ? 'k3s' : 'k3s-agent';
      const pids = `systemctl show --property=MainPID --value nebula ${k3s} worker-agent`;
      const [nebula, server, agent] = (await fleet.root(node, pids)).split(/\n+/);
      await fleet.root(node, 'systemctl restart nebula');
      await together();
      const [nebulaNow, serverNow, agentNow] = (await fleet.root(node, pids)).split(/\n+/);
      expect(nebulaNow).not.toBe(nebula);
      expect(serverNow).not.toBe(server);
      if (node !== lighthouse) expect(agentNow).toBe(agent);
      await fleet.verified(node);
    }
  });

  test('the lighthouse goes: workers work on; it comes back, and the watchdog brings them back', async () => {
    await fleet.machines.ec2.send(new StopInstancesCommand(id(lighthouse)));
    for (const worker of workers) {
      // The agent's own word is good without any control plane, so it is not what registration goes by.
      expect(await fleet.root(worker, 'curl -s http://127.0.0.1:8080/health')).toMatch(/^ok /);
      await waitFor(
        'an agent without a control plane',
        async () =>
          (await fleet.root(worker, '/usr/local/lib/catalyst/agent-is-connected || echo no')).endsWith(
            'no',
          ) || null,
      );
      await fleet.root(worker, 'curl -sf http://127.0.0.1:11434/api/version');
    }
    await fleet.machines.ec2.send(new StartInstancesCommand(id(lighthouse)));
    lighthouse = {
      ...lighthouse,
      instance: await fleet.machines.describe(id(lighthouse).InstanceIds[0] ?? ''),
    };
    nodes = [lighthouse, ...workers];
    expect(await fleet.boot(lighthouse)).toMatchObject({ ok: true });
    await together();
    for (const node of nodes) await fleet.verified(node);
  });

  test('a secret is rotated: a restart takes it, and only what reads it restarts', async () => {
    const worker = workers[1] as Node;
    const pids = 'systemctl show --property=MainPID --value nebula worker-agent ollama';
    const [nebula, ...others] = (await fleet.root(worker, pids)).split(/\n+/);
    const identity = fleet.authority.sign(worker.ip);
    await fleet.store(worker.secret, identity);
    await fleet.root(worker, 'systemctl restart catalyst-bootstrap');
    expect(await fleet.root(worker, 'cat /etc/nebula/host.crt')).toBe(identity.nebula_node_crt.trim());
    const [nebulaNow, ...othersNow] = (await fleet.root(worker, pids)).split(/\n+/);
    expect(nebulaNow).not.toBe(nebula);
    expect(othersNow).toEqual(others);
    await together();
    await fleet.verified(worker);
  });

  test('a rotation that is wrong replaces nothing, and says so', async () => {
    const worker = workers[1] as Node;
    const [good, other] = [fleet.authority.sign(worker.ip), fleet.authority.sign('10.100.0.99')];
    const cases: [object, RegExp][] = [
      [
        { nebula_node_key: other.nebula_node_key },
        /nebula_node_key of secret .* does not fit nebula_node_crt/,
      ],
      [{ nebula_node_crt: other.nebula_node_crt }, /is for 10\.100\.0\.99, but nebula_ip is 10\.100\.0\.12/],
      [{ k3s_url: 'http://10.100.0.1:6443' }, /k3s_url of secret .* must begin with https/],
    ];
    const files = 'sha256sum /etc/nebula/host.* /etc/rancher/k3s/config.yaml /etc/rancher/k3s/token';
    const before = await fleet.root(worker, files);
    for (const [different, line] of cases) {
      await fleet.store(worker.secret, good, { ...different });
      await fleet.root(worker, 'systemctl restart catalyst-bootstrap || true');
      expect((await fleet.boot(worker)).stages['secret']?.error).toMatch(line);
      expect(await fleet.root(worker, files)).toBe(before);
      await together();
    }
    await fleet.store(worker.secret, good);
    await fleet.root(worker, 'systemctl restart catalyst-bootstrap');
    await fleet.verified(worker);
  });
});
