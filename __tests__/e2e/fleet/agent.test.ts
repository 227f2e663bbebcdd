/**
 * The fleet's own agent on real nodes, faults included: commands, a control plane that is killed, ports seen from another machine,
 * and the topologies beside the plain one. Certificates have groups here, as the fleet's have.
 */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { waitFor } from '../../helpers/wait-for.ts';
import { findBakedAmis } from './baked.ts';
import { Fleet, lighthouseIp, type Node, type RegisteredNode } from './fleet.ts';

jest.setTimeout(600_000);

let fleet: Fleet;
/** Its secret has no k3s_token. */
let lighthouse: Node;
/** Joined with the token that the lighthouse's k3s made, in its K10 form. */
let worker: Node;
/** Its secret has no key of k3s at all, as the fleet's own has. */
let plain: Node;
/** The lighthouse's AMI as an ordinary member of the overlay, beside the fleet's lighthouse. */
let member: Node;

const workers = ['workers'];
const withoutK3s = { k3s_token: undefined, k3s_url: undefined };

beforeAll(async () => {
  fleet = await Fleet.open(await findBakedAmis());
  lighthouse = await fleet.lighthouse(withoutK3s, ['lighthouse']);
  expect(await fleet.boot(lighthouse)).toMatchObject({ ok: true });
  const k3sToken = await fleet.root(lighthouse, 'cat /var/lib/rancher/k3s/server/node-token');
  expect(k3sToken).toMatch(/^K10[0-9a-f]{64}::server:/);
  [worker, plain, member] = await Promise.all([
    fleet.launch('gpu-worker', '10.100.0.11', { k3s_token: k3sToken }, workers),
    fleet.launch('gpu-worker', '10.100.0.12', withoutK3s, workers),
    fleet.launch('lighthouse', '10.100.2.1', withoutK3s, workers),
  ]);
}, 2_400_000);
afterAll(() => fleet?.close());

const idOf = ({ instance }: Node): string => instance.InstanceId ?? '';
const privateIp = ({ instance }: Node): string => instance.PrivateIpAddress ?? '';

async function registered(node: Node): Promise<RegisteredNode | undefined> {
  return (await fleet.registered(lighthouse)).find(({ id }) => id === idOf(node));
}

const connected = (node: Node): Promise<true> =>
  waitFor(`${node.ip} at the control plane`, async () => ((await registered(node))?.connected ? true : null));

/** Gives a command as the fleet does, and waits for its result, which only the control plane's log tells. */
async function command(node: Node, name: string, argument = ''): Promise<string> {
  const body = JSON.stringify({ node_id: idOf(node), command: name, argument });
  const cursor = await fleet.root(lighthouse, 'journalctl -u control-plane -n 1 -o json | jq -r .__CURSOR');
  const post = `curl -s -X POST -d '${body}' http://${lighthouseIp}:8090/api/v1/command`;
  expect(JSON.parse(await fleet.root(lighthouse, post))).toEqual({ sent: true });
  return waitFor(`the result of ${name}`, async () => {
    const log = await fleet.root(lighthouse, `journalctl -u control-plane --after-cursor='${cursor}' -o cat`);
    return log.split('\n').find((line) => line.includes('msg=result') && line.includes(idOf(node))) ?? null;
  });
}

/** The status that curl gets from one node for a URL; 000 where it gets no answer. */
const status = (from: Node, url: string, ...args: string[]): Promise<string> =>
  fleet.root(from, `curl -s -o /dev/null -w '%{http_code}' --max-time 4 ${args.join(' ')} ${url} || true`);

/** Waits for an answer with 200: the first packets between two nodes wait for Nebula's handshake. */
const answers = (from: Node, url: string): Promise<true> =>
  waitFor(`200 from ${url} at ${from.ip}`, async () => ((await status(from, url)) === '200' ? true : null));

test('every topology boots without a fault and is verified', async () => {
  for (const node of [lighthouse, worker, plain, member]) {
    expect({ node: node.ip, ...(await fleet.boot(node)) }).toMatchObject({ ok: true });
    await connected(node);
    await fleet.verified(node);
  }
  const list = await fleet.registered(lighthouse);
  expect(list.map(({ id, nebula_ip }) => [id, nebula_ip]).sort()).toEqual(
    [lighthouse, worker, plain, member].map((node) => [idOf(node), node.ip]).sort(),
  );
});

test('a worker without a k3s token is a node of the mesh and of the fleet, and runs no k3s', async () => {
  expect(await fleet.root(plain, 'systemctl is-active k3s-agent || true')).toBe('inactive');
  expect((await fleet.boot(plain)).stages).not.toHaveProperty('k3s');
});

test('a lighthouse without a token says where the one is that its k3s made', async () => {
  const journal = await fleet.root(lighthouse, 'journalctl -b -t catalyst-bootstrap -o cat');
  expect(journal).toContain('/var/lib/rancher/k3s/server/node-token');
});

test('a node of Kubernetes is called by its instance id and reached at its Nebula address', async () => {
  await waitFor('the node', async () => {
    const nodes = await fleet.root(lighthouse, 'k3s kubectl get nodes --show-labels --no-headers');
    const line = nodes.split('\n').find((text) => text.startsWith(idOf(worker))) ?? '';
    expect(line).toContain('nvidia.com/gpu=true');
    expect(line).toContain('node.kubernetes.io/instance-type=gpu-worker');
    return true;
  });
  const health = `k3s kubectl get --raw /api/v1/nodes/${idOf(worker)}/proxy/healthz`;
  expect(await fleet.root(lighthouse, health)).toBe('ok');
  expect(await fleet.root(worker, 'hostname')).toBe(idOf(worker));
});

test('ports that are open on every address are closed to the VPC, and open over Nebula to their groups only', async () => {
  for (const port of [8080, 8090, 8091, 8092, 50051]) {
    expect([port, await status(worker, `http://${privateIp(lighthouse)}:${port}/`)]).toEqual([port, '000']);
  }
  for (const port of [8080, 11434]) {
    expect([port, await status(lighthouse, `http://${privateIp(worker)}:${port}/`)]).toEqual([port, '000']);
  }
  await answers(plain, `http://${worker.ip}:11434/api/version`);
  await answers(lighthouse, `http://${worker.ip}:11434/api/version`);
  expect(await status(plain, `http://${worker.ip}:8080/health`)).toBe('000');
  await answers(lighthouse, `http://${worker.ip}:8080/health`);
});

test('a worker may read the list of nodes, and is refused where it would give a command', async () => {
  const body = `-X POST -d '{"node_id":"${idOf(plain)}","command":"EXEC","argument":"touch /tmp/x"}'`;
  await answers(worker, `http://${lighthouseIp}:8092/api/v1/nodes`);
  expect(await status(worker, `http://${lighthouseIp}:8092/api/v1/command`, body)).toBe('405');
  expect(await status(worker, `http://${lighthouseIp}:8092/api/v1/command`)).toBe('404');
  expect(await status(worker, `http://${lighthouseIp}:8090/api/v1/command`, body)).toBe('000');
});

test('the fleet restarts services on the list, and no others', async () => {
  const pid = 'systemctl show --property=MainPID --value ollama';
  const before = await fleet.root(worker, pid);
  expect(await command(worker, 'RESTART_SERVICE', 'ollama')).toContain('ok=true');
  expect(await fleet.root(worker, pid)).not.toBe(before);
  expect(await command(worker, 'UNLOAD_MODEL', 'any')).toContain('ok=true');
  expect(await command(worker, 'RESTART_SERVICE', 'chrony')).toContain('ok=false');
  expect(await command(worker, 'RESTART_SERVICE', 'catalyst-firewall')).toContain('ok=false');
});

test('what the fleet executes runs as the agent, without rights', async () => {
  expect(await command(worker, 'EXEC', 'id -un')).toContain('output=worker-agent');
  expect(await command(worker, 'EXEC', 'cat /etc/nebula/host.key')).toContain('ok=false');
  const role =
    'curl -sf --max-time 30 -X PUT -H X-aws-ec2-metadata-token-ttl-seconds:60 http://169.254.169.254/latest/api/token';
  expect(await command(worker, 'EXEC', role)).toContain('ok=false');
  expect(await fleet.root(worker, role)).not.toBe('');
  expect(await command(worker, 'EXEC', 'kubectl get nodes')).toContain('ok=false');
  expect(await command(worker, 'EXEC', 'kubectl drain another-node')).toContain('ok=false');
});

test('a model is pulled through Ollama on loopback, as far as there is a network', async () => {
  expect(await command(worker, 'PULL_MODEL', 'no-such-model')).toMatch(
    /ok=false output=.*(registry|lookup|dial|pull)/s,
  );
});

test('agents whose control plane was killed are connected again, and the journal says why they were restarted', async () => {
  const pid = 'systemctl show --property=MainPID --value worker-agent';
  const before = await fleet.root(worker, pid);
  await fleet.root(lighthouse, 'systemctl kill --signal=SIGKILL control-plane');
  await waitFor('the restart of the agent', async () =>
    (await fleet.root(worker, pid)) === before ? null : true,
  );
  for (const node of [worker, plain]) await connected(node);
  const journal = await fleet.root(worker, 'journalctl -b -t catalyst-agent-watchdog -o cat');
  // The second, where the control plane takes connections again and the list's own service does not answer yet.
  expect(journal).toMatch(
    /^restarting worker-agent: (the control plane at 10\.100\.0\.1:50051 does not list this node|worker-agent has no connection to)/m,
  );
});

test('a node drains itself with its own identity when the fleet asks for it', async () => {
  expect(await command(worker, 'DRAIN')).toContain('ok=true');
  const unschedulable = `k3s kubectl get node ${idOf(worker)} -o jsonpath='{.spec.unschedulable}'`;
  expect(await fleet.root(lighthouse, unschedulable)).toBe('true');
});

test('a second instance with the same secret does not take the address, and says whose it is', async () => {
  const twin = await fleet.launchWith('gpu-worker', plain.ip, plain.secret);
  const stages = await waitFor('the refusal of the address', async () => {
    const boot = await fleet.boot(twin);
    expect(boot.ok).toBe(false);
    return boot.stages['address']?.error === undefined ? null : boot.stages;
  });
  expect(stages['address']?.error).toBe(
    `the Nebula address 10.100.0.12 is ${idOf(plain)}'s: give each node a secret with a certificate of its own`,
  );
  expect(await fleet.root(twin, 'systemctl is-active nebula || true')).toBe('inactive');
  await connected(plain);
  await fleet.end(twin);
});

test('a GPU that Ollama does not use fails the boot with one clear line', async () => {
  // The guest has no PCI device, so one that says NVIDIA is put in their place, and a driver that answers.
  const pretend = [
    'mkdir -p /run/pci/0000:00:1e.0 && echo 0x10de >/run/pci/0000:00:1e.0/vendor',
    'mount --bind /run/pci /sys/bus/pci/devices',
    'printf "#!/bin/bash\\necho \\"%s, Enabled\\"\\n" "$(cat /usr/local/share/catalyst/versions/nvidia)" >/usr/local/bin/nvidia-smi',
    'chmod +x /usr/local/bin/nvidia-smi && touch /dev/nvidia-uvm',
  ];
  await fleet.root(plain, pretend.join(' && '));
  await fleet.root(plain, 'systemctl restart catalyst-bootstrap || true');
  const { stages } = await fleet.boot(plain);
  expect(stages['gpu']?.error).toMatch(/^this machine has a GPU, but Ollama uses the CPU/);
  await fleet.root(plain, 'umount /sys/bus/pci/devices && rm /usr/local/bin/nvidia-smi /dev/nvidia-uvm');
});

test('the fleet reboots and shuts down a machine', async () => {
  const bootId =
    'cat /proc/sys/kernel/random/boot_id; systemctl show --property=UserspaceTimestampMonotonic --value';
  const before = await fleet.root(plain, bootId);
  await command(plain, 'REBOOT');
  await waitFor('the reboot', async () => ((await fleet.root(plain, bootId)) === before ? null : true));
  await connected(plain);
  await command(plain, 'SHUTDOWN');
  await waitFor('the end of the machine', async () => {
    const { State } = await fleet.machines.describe(idOf(plain));
    return State?.Name === 'stopped' || State?.Name === 'terminated' || null;
  });
});
