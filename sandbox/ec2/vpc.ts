/** The sandbox's network: a bridge that is the VPC and the internet gateway, and a namespace for each instance. */
import { mkdir, writeFile } from 'node:fs/promises';
import { command } from '../process.ts';
import { metadata, outside, publicRange, router, vpc } from './addresses.ts';

const bridge = 'vpc0';

const rules = `
table ip vpc {
  map public { type ipv4_addr : ipv4_addr; }
  chain arriving { type nat hook prerouting priority dstnat; dnat to ip daddr map @public; }
  chain sending { type nat hook output priority -100; dnat to ip daddr map @public; }
  chain leaving {
    type nat hook postrouting priority srcnat;
    oifname "${outside}" masquerade
    iifname "${bridge}" oifname "${bridge}" ct status dnat masquerade
  }
  chain local { type filter hook output priority 0; ip daddr ${publicRange} reject with icmp type host-unreachable; }
  chain passing { type filter hook forward priority 0; ip daddr ${publicRange} reject with icmp type host-unreachable; }
}
`;

/** Sets the sandbox's own network namespace up, in which this process has to be. */
export async function createNetwork(): Promise<void> {
  await writeFile('/proc/sys/net/ipv4/ip_forward', '1');
  const lines = [
    'link set lo up',
    `link add ${bridge} type bridge`,
    `link set ${bridge} up`,
    `addr add ${router}/16 dev ${bridge}`,
    `addr add ${metadata}/32 dev ${bridge}`,
    `route add ${publicRange} dev ${bridge}`,
  ];
  await command('ip', ['-batch', '-'], { input: lines.join('\n') });
  await command('nft', ['-f', '-'], { input: rules });
  await mkdir('/run/netns', { recursive: true });
}

/** An instance's side of the network. */
export interface Address {
  readonly id: string;
  readonly privateIp: string;
  readonly mac: string | null;
}

/** The name of the bridge's port for an instance; the kernel allows 15 characters, and ids differ in every one of their digits. */
export function portOf(id: string): string {
  return `v${id.slice(-13)}`;
}

/** The commands that make an instance's namespace, in `ip -batch` form. */
export function plug({ id, privateIp, mac }: Address): { here: string[]; there: string[] } {
  const port = portOf(id);
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

export async function connect(address: Address): Promise<void> {
  const { here, there } = plug(address);
  await command('ip', ['-batch', '-'], { input: here.join('\n') });
  await command('ip', ['-netns', address.id, '-batch', '-'], { input: there.join('\n') });
}

/** Removes an instance's namespace; its cable goes with it. */
export async function disconnect(id: string): Promise<void> {
  await command('ip', ['netns', 'delete', id]);
}

/** Makes traffic to each public address arrive at the private one, and to no other. */
export async function publish(addresses: ReadonlyMap<string, string>): Promise<void> {
  const elements = [...addresses].map(([from, to]) => `${from} : ${to}`).join(', ');
  const fill = elements ? `\nadd element ip vpc public { ${elements} }` : '';
  await command('nft', ['-f', '-'], { input: `flush map ip vpc public${fill}\n` });
}
