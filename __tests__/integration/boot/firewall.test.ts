/**
 * The node's firewall, loaded into the kernel of a network namespace that has a node's interfaces, and asked from the other ends of them. Stand
 * in for what listens: a TCP socket for the agent, UDP sockets for the kernel's own VXLAN and Geneve.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Machine } from './machine.ts';

const rules = join(import.meta.dirname, '../../../packer/base/rootfs/usr/local/share/catalyst/firewall.nft');

const verify = join(import.meta.dirname, '../../../packer/base/verify.sh');

/** As `ss -Hlntup` prints them. */
const sockets = [
  'udp UNCONN 0 0 0.0.0.0:8472 0.0.0.0:*',
  'udp UNCONN 0 0 [::]:6091 [::]:*',
  'udp UNCONN 0 0 0.0.0.0:51871 0.0.0.0:*',
  'tcp LISTEN 0 9 *:8080 *:* users:(("worker-agent",pid=1,fd=3))',
  'tcp LISTEN 0 9 10.100.0.11:10250 0.0.0.0:* users:(("k3s-agent",pid=1,fd=3))',
  'tcp LISTEN 0 9 *:8472 *:* users:(("k3s-agent",pid=1,fd=3))',
  'udp UNCONN 0 0 0.0.0.0:4242 0.0.0.0:* users:(("nebula",pid=1,fd=3))',
];

const listen = `
import selectors, socket
waiting = selectors.DefaultSelector()
for kind, ports in ((socket.SOCK_STREAM, (8080, 22)), (socket.SOCK_DGRAM, (8472, 6091, 4242))):
    for port in ports:
        one = socket.socket(socket.AF_INET, kind)
        one.bind(('0.0.0.0', port))
        if kind == socket.SOCK_STREAM: one.listen()
        waiting.register(one, selectors.EVENT_READ)
while True:
    for key, _ in waiting.select():
        if key.fileobj.type == socket.SOCK_STREAM:
            key.fileobj.accept()[0].close()
        else:
            text, sender = key.fileobj.recvfrom(9)
            key.fileobj.sendto(text, sender)
`;

const ask = `
import socket
for number, interface in enumerate(('ens5', 'nebula1', 'cni0', 'flannel.1')):
    open_ports = []
    for kind, ports in ((socket.SOCK_STREAM, (22, 8080)), (socket.SOCK_DGRAM, (4242, 6091, 8472))):
        for port in ports:
            one = socket.socket(socket.AF_INET, kind)
            one.settimeout(0.5)
            try:
                one.connect((f'192.0.{number}.1', port))
                if kind == socket.SOCK_DGRAM:
                    one.send(b'a')
                    one.recv(9)
                open_ports.append(str(port))
            except OSError:
                pass
    print(interface, *open_ports)
`;

let machine: Machine;
let reached: string;
beforeAll(async () => {
  machine = await Machine.open('/usr/bin');
  await machine.write('/etc/listen.py', listen);
  await machine.write('/etc/ask.py', ask);
  const inside = [
    'ip link set lo up',
    `nft --file ${rules}`,
    'python3 /etc/listen.py & listener=$!',
    'unshare --net sleep 30 & outside=$!',
    'trap "kill $listener $outside" EXIT',
    'until [[ $(readlink /proc/$outside/ns/net) != $(readlink /proc/$$/ns/net) ]]; do sleep 0.05; done',
    'number=0; for name in ens5 nebula1 cni0 flannel.1; do',
    '  ip link add "$name" type veth peer name "far$number" netns $outside',
    '  ip address add "192.0.$number.1/24" dev "$name"; ip link set "$name" up',
    '  nsenter --net=/proc/$outside/ns/net ip address add "192.0.$number.2/24" dev "far$number"',
    '  nsenter --net=/proc/$outside/ns/net ip link set "far$number" up; number=$((number + 1))',
    'done',
    'nsenter --net=/proc/$outside/ns/net python3 /etc/ask.py',
    // What verify says of sockets, of the kernel's too, which have no program.
    `eval "$(sed -n '/^listens_as_intended/,/^}/p' ${verify})"`,
    'is_empty() { printf "%s\\n" "$1"; }; nebula_ip() { echo 10.100.0.11; }',
    `ss() { printf '%s\\n' ${sockets.map((socket) => `'${socket}'`).join(' ')}; }`,
    'echo found; listens_as_intended',
  ].join('\n');
  await machine.write('/etc/inside', inside);
  const ran = await machine.run(
    'grep -q ^worker-agent: /etc/passwd || echo worker-agent:x:987:987::/:/bin/false >>/etc/passwd; unshare --net bash -eu /etc/inside',
  );
  expect(ran).toMatchObject({ code: 0 });
  reached = ran.output;
});
afterAll(() => machine?.close());

test('from outside, what the fleet and the kernel open on every address is closed', () => {
  expect(reached).toMatch(/^ens5 22 4242$/m);
});

test('over Nebula every port is open, as its own firewall says by whom', () => {
  expect(reached).toMatch(/^nebula1 22 8080 4242 6091 8472$/m);
});

test("Liqo's gateway, a pod, reaches Geneve on its own node and on others, and no pod reaches VXLAN", () => {
  expect(reached).toMatch(/^cni0 22 4242 6091$/m);
  expect(reached).toMatch(/^flannel\.1 22 4242 6091$/m);
});

test('verify finds what listens on every address and is not closed, be it a program or the kernel', () => {
  expect(reached.split('found\n').at(1)).toBe(
    'udp 0.0.0.0:51871 \ntcp *:8472 users:(("k3s-agent",pid=1,fd=3))',
  );
});
