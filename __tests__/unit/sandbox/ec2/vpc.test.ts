/** The sandbox's network, as commands for ip and nft. */
import { expect, test } from '@jest/globals';
import { bridgePort, ipCommands } from '../../../../sandbox/ec2/vpc.ts';

const id = 'i-0123456789abcdef0';

test("a port's name fits into the kernel's 15 characters", () => {
  expect(bridgePort(id)).toHaveLength(14);
});

test('an instance is connected to the bridge, with its address and its router', () => {
  const { here, there } = ipCommands({ id, privateIp: '172.31.0.4', mac: '02:00:00:00:00:01' });
  expect(here).toContain(`link add ${bridgePort(id)} type veth peer name eth0 netns ${id}`);
  expect(there).toEqual([
    'link set lo up',
    'link set eth0 address 02:00:00:00:00:01',
    'addr add 172.31.0.4/16 broadcast + dev eth0',
    'link set eth0 up',
    'route add default via 172.31.0.1',
  ]);
});

test('an instance without a hardware address gets one from the kernel', () => {
  expect(ipCommands({ id, privateIp: '172.31.0.4', mac: null }).there.join()).not.toContain('address');
});
