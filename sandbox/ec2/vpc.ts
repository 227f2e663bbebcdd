/** The sandbox's network: a bridge that is the VPC and the internet gateway, and a namespace for each instance. */
import { mkdir, writeFile } from 'node:fs/promises';
import { run } from '../process.ts';
import { imdsAddress, outsideInterface, overlay, publicRange, router, vpc } from './addresses.ts';

const bridge = 'vpc0';

const rules = `
table ip vpc {
  map public { type ipv4_addr : ipv4_addr; }
  chain arriving { type nat hook prerouting priority dstnat; dnat to ip daddr map @public; }
  chain sending { type nat hook output priority -100; dnat to ip daddr map @public; }
  chain leaving {
    type nat hook postrouting priority srcnat;
    oifname "${outsideInterface}" masquerade
    iifname "${bridge}" oifname "${bridge}" ct status dnat masquerade
  }
  chain local { type filter hook output priority 0; ip daddr { ${publicRange}, ${overlay} } reject with icmp type host-unreachable; }
  chain passing { type filter hook forward priority 0; ip daddr { ${publicRange}, ${overlay} } reject with icmp type host-unreachable; }
}
`;

/** Sets up the sandbox's network namespace; this process has to be in it. */
export async function createNetwork(): Promise<void> {
  await writeFile('/proc/sys/net/ipv4/ip_forward', '1');
  const lines = [
    'link set lo up',
    `link add ${bridge} type bridge`,
    `link set ${bridge} up`,
    `addr add ${router}/16 dev ${bridge}`,
    `addr add ${imdsAddress}/32 dev ${bridge}`,
    `route add ${publicRange} dev ${bridge}`,
  ];
  await run('ip', ['-batch', '-'], { input: lines.join('\n') });
  await run('nft', ['-f', '-'], { input: rules });
  await mkdir('/run/netns', { recursive: true });
}

/** An instance's side of the network. */
export interface InstanceAddress {
  readonly id: string;
  readonly privateIp: string;
  readonly mac: string | null;
}

/** Names the bridge's port for an instance. The kernel allows 15 characters; the last 13 of an id are random enough. */
export function bridgePort(id: string): string {
  return `v${id.slice(-13)}`;
}

/** Returns the commands that make an instance's namespace, for `ip -batch` here and inside it. */
export function ipCommands({ id, privateIp, mac }: InstanceAddress): { here: string[]; there: string[] } {
  const port = bridgePort(id);
  return {
    here: [
      `netns add ${id}`,
      `link add ${port} type veth peer name eth0 netns ${id}`,
      `link set ${port} master ${bridge} up`,
    ],
    there: [
      'link set lo up',
      ...(mac ? [`link set eth0 address ${mac}`] : []),
      `addr add ${privateIp}/${vpc.split('/')[1]} broadcast + dev eth0`,
      'link set eth0 up',
      `route add default via ${router}`,
    ],
  };
}

/** Makes an instance's namespace and connects it to the bridge. */
export async function connectInstance(address: InstanceAddress): Promise<void> {
  const { here, there } = ipCommands(address);
  await run('ip', ['-batch', '-'], { input: here.join('\n') });
  await run('ip', ['-netns', address.id, '-batch', '-'], { input: there.join('\n') });
}

/** Removes an instance's namespace, and with it its link to the bridge. */
export async function disconnectInstance(id: string): Promise<void> {
  await run('ip', ['netns', 'delete', id]);
}

/** Leads traffic to each public address to its private one; the map given is the whole of it. */
export async function publishAddresses(addresses: ReadonlyMap<string, string>): Promise<void> {
  const elements = [...addresses].map(([from, to]) => `${from} : ${to}`).join(', ');
  const addition = elements ? `\nadd element ip vpc public { ${elements} }` : '';
  await run('nft', ['-f', '-'], { input: `flush map ip vpc public${addition}\n` });
}
