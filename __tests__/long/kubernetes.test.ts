/**
 * What the real kube-apiserver v1.31.2 says of our nodes: join, labels, drain with the node's own identity, tokens. Pods are scheduled by the
 * real kube-scheduler and run nowhere: kwok says that they do.
 */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Fleet, lighthouseIp, type Node } from '../e2e/fleet/fleet.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { Cluster, openRealFleet } from './real-api.ts';

jest.setTimeout(600_000);

interface KubernetesNode {
  readonly metadata: { readonly name: string; readonly uid: string; readonly labels: Record<string, string> };
  readonly spec: { readonly unschedulable?: boolean };
  readonly status: { readonly conditions: readonly { type: string; status: string }[] };
}

let fleet: Fleet;
let cluster: Cluster;
let lighthouse: Node;
let worker: Node;
const idOf = ({ instance }: Node): string => instance.InstanceId ?? '';

beforeAll(async () => {
  fleet = await openRealFleet('no');
  lighthouse = await fleet.lighthouse();
  cluster = new Cluster(fleet, lighthouse);
  worker = await fleet.launch('gpu-worker', '10.100.0.11');
  for (const node of [lighthouse, worker]) expect(await fleet.boot(node)).toMatchObject({ ok: true });
}, 2_400_000);
afterAll(() => fleet?.close());

const ready = (node: Node): Promise<KubernetesNode> =>
  waitFor(`${idOf(node)} to be Ready`, async () => {
    const found = await cluster.get<KubernetesNode>(`node ${idOf(node)}`);
    return found.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
      ? found
      : null;
  });

/** What kubectl says with the identity of the worker's kubelet; it ends with "allowed" where nothing refused it. */
const asWorker = (args: string): Promise<string> =>
  fleet.root(
    worker,
    `export KUBECONFIG=/var/lib/rancher/k3s/agent/kubelet.kubeconfig; k3s kubectl ${args} 2>&1 && echo allowed || true`,
  );

/** The fleet's drain as its agent orders it. */
const drain = (): Promise<string> =>
  fleet.root(
    worker,
    'runuser -u worker-agent -- /usr/local/lib/catalyst/agent-bin/kubectl drain "$(hostname)" 2>&1 && echo allowed || true',
  );

test('the API server is the real one', async () => {
  expect(await cluster.kubectl('get --raw "/readyz?verbose"')).toContain(
    '[+]poststarthook/rbac/bootstrap-roles ok',
  );
  expect(JSON.parse(await cluster.kubectl('get --raw /version'))).toMatchObject({
    gitVersion: 'v1.31.2+k3s1',
  });
});

test('a join makes a node that is called by its instance id, and bears the labels of its role', async () => {
  for (const node of [lighthouse, worker]) await ready(node);
  const nodes = await cluster.list<KubernetesNode>('nodes');
  expect(nodes.map(({ metadata }) => metadata.name).sort()).toEqual([idOf(lighthouse), idOf(worker)].sort());
  expect((await ready(worker)).metadata.labels).toMatchObject({
    'catalyst/role': 'gpu-worker',
    'kubernetes.io/hostname': idOf(worker),
    'node.kubernetes.io/instance-type': 'gpu-worker',
    'nvidia.com/gpu': 'true',
  });
  expect((await ready(lighthouse)).metadata.labels).toHaveProperty(
    ['node-role.kubernetes.io/control-plane'],
    'true',
  );
});

test('NodeRestriction lets a node label itself as ours are, and no further', async () => {
  const own = `label --overwrite node ${idOf(worker)}`;
  expect(await asWorker(`${own} nvidia.com/gpu=true`)).toMatch(/allowed$/);
  expect(await asWorker(`${own} node-restriction.kubernetes.io/team=a`)).toContain(
    'is not allowed to modify labels: node-restriction.kubernetes.io/team',
  );
  expect(await asWorker(`${own} node-role.kubernetes.io/control-plane=true`)).toContain(
    'is not allowed to modify labels: node-role.kubernetes.io/control-plane',
  );
  expect(await asWorker(`label node ${idOf(lighthouse)} a=b`)).toContain(
    `node "${idOf(worker)}" is not allowed to modify node "${idOf(lighthouse)}"`,
  );
});

/** A workload of one container; its pods have the label app=NAME. */
function workload(kind: 'Deployment' | 'DaemonSet', name: string, node?: string): object {
  const labels = { app: name };
  const containers = [
    { name, image: 'example.com/any', volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }] },
  ];
  const place = node === undefined ? {} : { nodeSelector: { 'kubernetes.io/hostname': node } };
  const spec = { containers, volumes: [{ name: 'scratch', emptyDir: {} }], ...place };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}

test("what a node's identity may not do to others is refused", async () => {
  await cluster.apply(
    workload('DaemonSet', 'everywhere'),
    workload('Deployment', 'model', idOf(worker)),
    workload('Deployment', 'control', idOf(lighthouse)),
  );
  const [other] = await cluster.pods(idOf(lighthouse), 'app=control');
  await cluster.pods(idOf(worker), 'app=model');
  expect(await asWorker(`cordon ${idOf(lighthouse)}`)).toContain('is not allowed to modify node');
  expect(await asWorker(`delete pod ${other}`)).toContain(
    'can only delete pods with spec.nodeName set to itself',
  );
  expect(await asWorker('get secrets --all-namespaces')).toMatch(/secrets is forbidden/);
  const password = `${idOf(lighthouse)}.node-password.k3s`;
  expect(await asWorker(`get secret --namespace=kube-system ${password}`)).toContain('no relationship found');
  expect(await asWorker('get deployments')).toMatch(/deployments.apps is forbidden/);
  expect(await asWorker(`drain ${idOf(lighthouse)} --ignore-daemonsets --delete-emptydir-data`)).not.toMatch(
    /allowed$/,
  );
  expect((await ready(lighthouse)).spec).not.toHaveProperty('unschedulable');
});

test("a node's identity does not suffice for its drain without the lighthouse's ClusterRole", async () => {
  const binding = 'clusterrolebinding catalyst-drain-own-node';
  await waitFor('the manifest', () => cluster.get(binding));
  await cluster.kubectl(`delete ${binding}`);
  expect(await drain()).toMatch(/cannot get resource "daemonsets" in API group "apps"/);
  await cluster.pods(idOf(worker), 'app=model');
  // k3s applies a manifest again when its content has changed, and at each start.
  await fleet.root(lighthouse, 'systemctl restart k3s');
  await waitFor('the manifest, applied again', () => cluster.get(binding));
  await ready(worker);
});

test('a pod that no controller would make anew fails the drain, and leaves the node cordoned', async () => {
  const spec = { nodeName: idOf(worker), containers: [{ name: 'alone', image: 'example.com/any' }] };
  await cluster.apply({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'alone' }, spec });
  expect(await drain()).toMatch(/declare no controller \(use --force to override\): default\/alone/);
  expect((await ready(worker)).spec.unschedulable).toBe(true);
  await cluster.kubectl('delete pod alone --wait=false');
  await cluster.kubectl(`uncordon ${idOf(worker)}`);
});

test("the fleet's drain cordons the node and evicts its pods, but for those of DaemonSets", async () => {
  expect(await drain()).toMatch(/drained\nallowed$/);
  expect((await ready(worker)).spec.unschedulable).toBe(true);
  const left = await cluster.list<{ metadata: { name: string } }>(
    `pods --field-selector=spec.nodeName=${idOf(worker)}`,
  );
  expect(left.map(({ metadata }) => metadata.name)).toEqual([expect.stringMatching(/^everywhere-/)]);
  await cluster.pods(idOf(lighthouse), 'app=control');
  await cluster.kubectl(`uncordon ${idOf(worker)}`);
  await cluster.pods(idOf(worker), 'app=model');
});

test('a node that lost its password is refused until its node is deleted', async () => {
  const before = await ready(worker);
  await fleet.root(worker, 'rm /etc/rancher/node/password && systemctl restart --no-block k3s-agent');
  await waitFor('the refusal', async () =>
    (await fleet.root(worker, 'journalctl -b -u k3s-agent -o cat')).includes('Node password rejected')
      ? true
      : null,
  );
  await cluster.kubectl(`delete node ${idOf(worker)}`);
  const after = await ready(worker);
  expect(after.metadata.uid).not.toBe(before.metadata.uid);
  expect(after.metadata.labels).toMatchObject({ 'nvidia.com/gpu': 'true' });
});

test('the token that nodes join with opens nothing in the API, nor does nobody', async () => {
  const status = (credentials: string): Promise<string> =>
    fleet.root(
      lighthouse,
      `curl -sk -o /dev/null -w '%{http_code}' ${credentials} https://${lighthouseIp}:6443/api/v1/namespaces/kube-system/secrets`,
    );
  expect(await status('')).toBe('401');
  expect(await status('-u node:a-token-of-the-fleet')).toBe('401');
  expect(await status('-H "Authorization: Bearer a-token-of-the-fleet"')).toBe('401');
  expect(await status('-H "Authorization: Bearer $(k3s kubectl create token default)"')).toBe('403');
});

test('a bootstrap token opens what an agent needs to start, once the API server has it, and is no password', async () => {
  const token = 'abcdef.0123456789abcdef';
  const status = (credentials: string): Promise<string> =>
    fleet.root(
      lighthouse,
      `curl -sk -o /dev/null -w '%{http_code}' ${credentials} https://${lighthouseIp}:6443/v1-k3s/config`,
    );
  expect(await status(`-H "Authorization: Bearer ${token}"`)).toBe('401');
  const values = ['token-id=abcdef', 'token-secret=0123456789abcdef', 'usage-bootstrap-authentication=true'];
  await cluster.kubectl(
    `create secret generic bootstrap-token-abcdef -n kube-system --type=bootstrap.kubernetes.io/token ${values.map((value) => `--from-literal=${value}`).join(' ')}`,
  );
  await waitFor('the token', async () =>
    (await status(`-H "Authorization: Bearer ${token}"`)) === '200' ? true : null,
  );
  expect(await status(`-u node:${token}`)).toBe('401');
  expect(await status('-H "Authorization: Bearer abcdef.ffffffffffffffff"')).toBe('401');
});
