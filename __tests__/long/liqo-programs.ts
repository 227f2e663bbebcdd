/**
 * What runs in Liqo's containers, run on the lighthouse itself: Liqo's own programs, with the arguments and the service account of their
 * deployments, and with the addresses of their services on the loopback, as there is no kube-proxy. Not among them is what needs a network of
 * pods: fabric, the gateways, the proxy, the metric agent and the virtual kubelet.
 */
import { waitFor } from '../helpers/wait-for.ts';
import type { Cluster } from './real-api.ts';

/** Deployments without their prefix `liqo-`: the program, and flags that keep them apart on one machine. */
const programs: Readonly<Record<string, { program: string; flags: string }>> = {
  webhook: { program: 'webhook', flags: '--metrics-address=:18082 --health-probe-address=:18081' },
  ipam: { program: 'ipam', flags: '' },
  'controller-manager': { program: 'liqo-controller-manager', flags: '--webhook-port=9444' },
  'crd-replicator': { program: 'crd-replicator', flags: '--metrics-address=:18083' },
};

interface Deployment {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly serviceAccountName: string;
        readonly containers: readonly [{ args: string[] }];
      };
    };
  };
}

async function start(cluster: Cluster, name: string): Promise<void> {
  const { program, flags } = programs[name] ?? { program: name, flags: '' };
  const { spec } = (await cluster.get<Deployment>(`deployment liqo-${name} -n liqo`)).spec.template;
  const pods = `pods -n liqo -l app.kubernetes.io/instance=liqo-${name}`;
  const [pod] = await cluster.list<{ metadata: { name: string } }>(pods);
  const { data } = await cluster.get<{ data: Record<string, string> }>(
    'configmap liqo-clusterid-configmap -n liqo',
  );
  const values: Readonly<Record<string, string>> = {
    ...data,
    POD_NAMESPACE: 'liqo',
    POD_NAME: pod?.metadata.name ?? '',
    DEPLOYMENT_NAME: `liqo-${name}`,
    KUBECONFIG: `/run/liqo-${name}.kubeconfig`,
  };
  const args = spec.containers[0].args.map((arg) =>
    arg.replaceAll(/\$\((\w+)\)/g, (_, variable: string) => values[variable] ?? ''),
  );
  const environment = Object.entries(values).map(([key, value]) => `--setenv=${key}=${value}`);
  await cluster.root(
    [
      `token=$(k3s kubectl create token ${spec.serviceAccountName} --namespace=liqo --duration=1h)`,
      `sed -e /client-certificate-data/d -e "s|client-key-data:.*|token: $token|" /etc/rancher/k3s/k3s.yaml >${values['KUBECONFIG']}`,
      `address=$(k3s kubectl get service liqo-${name} --namespace=liqo --ignore-not-found -o "jsonpath={.spec.clusterIP}")`,
      `if [[ $address ]]; then ip address add "$address/32" dev lo && echo "$address liqo-${name}.liqo" >>/etc/hosts; fi`,
      `systemd-run --unit=liqo-${name} ${environment.join(' ')} /usr/local/bin/${program} ${args.join(' ')} ${flags}`,
    ].join('\n'),
  );
}

/** Starts them, and waits until they have reconciled what the chart brought: every network has its addresses. */
export async function startLiqo(cluster: Cluster): Promise<void> {
  for (const name of Object.keys(programs)) await start(cluster, name);
  await waitFor('the networks of Liqo', async () => {
    const networks = await cluster.list<{ status?: { cidr?: string } }>('networks.ipam.liqo.io -n liqo');
    return networks.every(({ status }) => status?.cidr !== undefined) ? true : null;
  });
  const units = Object.keys(programs).map((name) => `liqo-${name}`);
  await cluster.root(`systemctl is-active ${units.join(' ')}`);
}
