/** What a GPU worker's verification says of the CA that k3s-agent goes by. curl stands in for the server, whose CA it prints. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Machine } from './machine.ts';

const packer = join(import.meta.dirname, '../../../packer');
let machine: Machine;
beforeEach(async () => {
  machine = await Machine.open('/usr/bin');
  await machine.program('curl', '[[ $* == *https://10.100.0.1:6443/cacerts ]] && cat /etc/server-ca.crt');
  await machine.write('/etc/catalyst/node.json', '{"k3s_url": "https://10.100.0.1:6443"}');
  await machine.write('/etc/agent-ca.crt', 'CA 1\n');
});
afterEach(() => machine.close());

const verified = () =>
  machine.run(
    [
      'source /usr/local/lib/catalyst/verify.d/lib.sh',
      `eval "$(sed -n '/^agent_has_the_servers_ca/,/^}/p' ${packer}/gpu-worker/verify.sh)"`,
      'mkdir -p /var/lib/rancher; mount -t tmpfs tmpfs /var/lib/rancher; mkdir -p /var/lib/rancher/k3s/agent',
      'cp /etc/agent-ca.crt /var/lib/rancher/k3s/agent/server-ca.crt',
      "check 'the CA' agent_has_the_servers_ca",
    ].join('\n'),
  );

test('an agent with the CA of its server passes, and one of a server that was replaced is told to restart', async () => {
  await machine.write('/etc/server-ca.crt', 'CA 1\n');
  expect((await verified()).output).toBe('ok    the CA');
  await machine.write('/etc/server-ca.crt', 'CA 2\n');
  expect((await verified()).output).toBe(
    'FAIL  the CA: the server was replaced: systemctl restart k3s-agent',
  );
});

test('a server that does not answer does not pass', async () => {
  expect((await verified()).output).toMatch(/^FAIL {2}the CA/);
});
