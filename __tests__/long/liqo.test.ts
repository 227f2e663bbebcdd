/**
 * Liqo as a lighthouse installs it at its first boot, by the baked liqoctl and chart, into the real kube-apiserver. No container runs: kwok says
 * that they do, and Liqo's own controllers run beside them (liqo-programs.ts). What carries packets is not there.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AssociateVpcCidrBlockCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Fleet, lighthouseIp } from '../e2e/fleet/fleet.ts';
import { root } from '../e2e/step.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { startLiqo } from './liqo-programs.ts';
import { Cluster, openRealFleet } from './real-api.ts';

jest.setTimeout(900_000);

const otherIp = '10.100.2.1';
let fleet: Fleet;
let cluster: Cluster;
let other: Cluster;
/** The releases of the other lighthouse's Liqo, right after its first try was killed. */
let interrupted: string;

beforeAll(async () => {
  fleet = await openRealFleet('yes');
  const { Vpcs = [] } = await fleet.machines.ec2.send(new DescribeVpcsCommand({}));
  const VpcId = Vpcs.find(({ IsDefault }) => IsDefault)?.VpcId;
  await fleet.machines.ec2.send(new AssociateVpcCidrBlockCommand({ VpcId, CidrBlock: '100.64.0.0/16' }));
  const groups = ['lighthouse'];
  cluster = new Cluster(fleet, await fleet.lighthouse({}, groups));
  expect(await fleet.boot(cluster.lighthouse)).toMatchObject({ ok: true });
  const second = { 'cluster-id': 'second' };
  other = new Cluster(fleet, await fleet.launch('lighthouse', otherIp, {}, groups, second));
  expect(await fleet.boot(other.lighthouse)).toMatchObject({ ok: true });
  interrupted = await other.root(
    'timeout 120 bash -c "until k3s kubectl get secret -n liqo -l owner=helm,status=pending-install -o name | grep -q .; do sleep 0.2; done" && systemctl kill --signal=KILL liqo && k3s kubectl get secret -n liqo -l owner=helm -L status',
  );
}, 2_400_000);
afterAll(() => fleet?.close());

test('an installation that is killed leaves its release pending', () => {
  expect(interrupted).toMatch(/^sh\.helm\.release\.v1\.liqo\.v1 .* pending-install$/m);
});

test("Liqo's installation at the first boot ends well, killed or not, with everything of its chart available", async () => {
  for (const one of [cluster, other])
    await waitFor('liqo.service', async () =>
      (await one.root('systemctl is-active liqo || true')) === 'active' ? true : null,
    );
  await cluster.root('test -e /var/lib/catalyst/liqo-installed');
  const deployments = await cluster.list<{
    metadata: { name: string };
    status: { availableReplicas?: number };
  }>('deployments -n liqo');
  expect(deployments.map(({ metadata, status }) => [metadata.name, status.availableReplicas])).toEqual(
    ['controller-manager', 'crd-replicator', 'ipam', 'metric-agent', 'proxy', 'webhook'].map((name) => [
      `liqo-${name}`,
      1,
    ]),
  );
  const crds = await cluster.kubectl('get customresourcedefinitions -o name');
  expect(crds.match(/\.liqo\.io$/gm)).toHaveLength(28);
});

interface Release {
  readonly info: object;
  readonly config: object;
  readonly manifest: string;
  readonly hooks: readonly { manifest: string }[];
}

async function release(): Promise<Release> {
  const { data } = await cluster.get<{ data: { release: string } }>(
    'secret sh.helm.release.v1.liqo.v1 -n liqo',
  );
  const packed = Buffer.from(Buffer.from(data.release, 'base64').toString(), 'base64');
  return JSON.parse(gunzipSync(packed).toString()) as Release;
}

test('what install-liqo says arrives in the release', async () => {
  const { info, config } = await release();
  expect(info).toMatchObject({ status: 'deployed' });
  expect(config).toMatchObject({
    apiServer: { address: `https://${lighthouseIp}:6443` },
    discovery: { config: { clusterID: 'catalyst', clusterLabels: { 'liqo.io/provider': 'k3s' } } },
    ipam: {
      podCIDRs: ['10.42.0.0/16'],
      serviceCIDR: '10.43.0.0/16',
      reservedSubnets: ['10.100.0.0/16', '172.31.0.0/16', '100.64.0.0/16'],
    },
    telemetry: { enabled: false },
  });
});

interface Container {
  readonly image: string;
  readonly imagePullPolicy: string;
}

test("every image of Liqo's pods is in the lighthouse's store, and may be used from there", async () => {
  const pods = await cluster.list<{ spec: { containers: Container[]; initContainers?: Container[] } }>(
    'pods -n liqo',
  );
  const containers = pods.flatMap(({ spec }) => [...spec.containers, ...(spec.initContainers ?? [])]);
  const stored = (await cluster.root('k3s ctr images list -q')).split('\n');
  expect(stored).toEqual(expect.arrayContaining(containers.map(({ image }) => image)));
  expect(new Set(containers.map(({ imagePullPolicy }) => imagePullPolicy))).toEqual(
    new Set(['IfNotPresent']),
  );
});

test('every image that the installed chart names anywhere is in the store, of gateways, virtual kubelet and uninstaller too', async () => {
  const { manifest, hooks } = await release();
  const text = [manifest, ...hooks.map((hook) => hook.manifest)].join('\n');
  const named = new Set(text.match(/ghcr\.io\/liqotech\/[\w-]+(\/[\w-]+)*:[\w.-]+/g));
  const names = [...named].map((image) => image.replace(/^.*\/|:.*$/g, ''));
  expect(names).toEqual(
    expect.arrayContaining(['gateway', 'virtual-kubelet', 'uninstaller', 'cert-creator']),
  );
  const stored = (await cluster.root('k3s ctr images list -q')).split('\n');
  expect(stored).toEqual(expect.arrayContaining([...named]));
});

interface Network {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly cidr: string };
  readonly status: { readonly cidr: string };
}

test("Liqo's own IPAM has reserved the overlay and every block of the VPC", async () => {
  await startLiqo(cluster);
  await startLiqo(other);
  const networks = await cluster.list<Network>(
    'networks.ipam.liqo.io -n liqo -l ipam.liqo.io/network-type=reserved',
  );
  expect(networks.map(({ metadata, status }) => [metadata.name, status.cidr]).sort()).toEqual([
    ['reserved-10-100-0-0-16', '10.100.0.0/16'],
    ['reserved-100-64-0-0-16', '100.64.0.0/16'],
    ['reserved-172-31-0-0-16', '172.31.0.0/16'],
  ]);
});

/** Types what docs/images/operate.md says of peering on the lighthouse, and answers what it printed up to `end`. */
async function peer(end: string, more = ''): Promise<string> {
  const page = await readFile(join(root, 'docs/images/operate.md'), 'utf8');
  const [, block = ''] = /^## Liqo$.*?^```text\n(.*?)^```$/ms.exec(page) ?? [];
  expect(block).toContain('liqoctl peer');
  const script = block.trimEnd().replace('OTHER', '/root/other.yaml');
  await cluster.root(`cat >/root/peer <<'END'\n${script} ${more}\nEND`);
  await cluster.root('systemd-run --unit=peer --setenv=HOME=/root bash -euo pipefail /root/peer');
  try {
    return await waitFor(`liqoctl to say "${end}"`, async () => {
      const said = await cluster.root('journalctl -b -u peer -o cat -a');
      if (said.includes(end)) return said;
      throw new Error(said);
    });
  } finally {
    await cluster.root('systemctl stop peer; systemctl reset-failed peer || true');
  }
}

test('peering makes gateways with the fixed port at the Nebula address, and ends where they would have to answer each other', async () => {
  const kubeconfig = await other.root('cat /etc/rancher/k3s/k3s.yaml');
  await cluster.root(`cat >/root/other.yaml <<'END'\n${kubeconfig}\nEND`);
  const said = await peer('Waiting for Connection to be created');
  expect(said).toContain('Gateway server correctly set up');
  expect(said).not.toContain('ERRO');
  const endpoint = { addresses: [otherIp], port: 31851, protocol: 'UDP' };
  const [server] = await other.list<{ status: object }>('gatewayservers -n liqo-tenant-catalyst');
  expect(server?.status).toMatchObject({ endpoint });
  const [client] = await cluster.list<{ spec: object }>('gatewayclients -n liqo-tenant-second');
  expect(client?.spec).toMatchObject({ endpoint, mtu: 1190 });
  const [service] = await other.list<{ spec: object }>('services -n liqo-tenant-catalyst');
  expect(service?.spec).toMatchObject({ type: 'NodePort', ports: [{ nodePort: 31851, protocol: 'UDP' }] });
});

test("the other cluster's pods get addresses that nothing reserved has", async () => {
  const [configuration] = await cluster.list<{ status: { remote: { cidr: { pod: string[] } } } }>(
    'configurations.networking.liqo.io -n liqo-tenant-second',
  );
  const remapped = configuration?.status.remote.cidr.pod ?? [];
  expect(remapped).toHaveLength(1);
  const taken = (await cluster.list<Network>('networks.ipam.liqo.io -n liqo')).map(
    ({ status }) => status.cidr,
  );
  for (const block of remapped) {
    expect(block).toMatch(/^10\.\d+\.0\.0\/16$/);
    expect(taken).not.toContain(block);
  }
});

test('what peering does beside the network is done: identities are exchanged and resources are granted', async () => {
  const said = await peer('ResourceSlice resources: Accepted', '--networking-disabled');
  expect(said).toContain('Identity status is filled');
  const names = ({ metadata }: { metadata: { name: string } }): string => metadata.name;
  expect((await cluster.list<{ metadata: { name: string } }>('virtualnodes -A')).map(names)).toEqual([
    'second',
  ]);
  expect((await other.list<{ metadata: { name: string } }>('tenants -A')).map(names)).toEqual(['catalyst']);
});
