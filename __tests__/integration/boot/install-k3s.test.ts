/**
 * The installer of k3s and its images, run on the release as the mirror serves it: the stand-in for k3s brings containerd's own import.
 * systemd-run is a script that starts its command in a network of its own.
 */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { type Mirror, startMirror } from '../../../sandbox/mirror/index.ts';
import { Machine } from './machine.ts';

jest.setTimeout(120_000);

const common = join(import.meta.dirname, '../../../packer/common');
const log = { info: (line: string) => console.log(line) };
let mirror: Mirror;
let machine: Machine;

const systemdRun = `while [[ $1 == --* ]]; do shift; done
network='ip link set lo up; ip link add up0 type veth peer name up1; ip link set up1 up; ip address add 192.0.2.1/24 dev up0; ip link set up0 up; ip route add default dev up0'
unshare --net sh -c "$network; exec $*" &>/run/catalyst/k3s.log &
echo $! >/run/catalyst/k3s.pid
for ((tries = 0; tries < 300; tries++)); do [[ -S /run/k3s/containerd/containerd.sock ]] && exit; sleep 0.1; done
cat /run/catalyst/k3s.log >&2; exit 1`;

beforeAll(async () => {
  mirror = await startMirror({ host: '127.0.0.1', port: 0, log, wants: ['k3s'] });
}, 600_000);
afterAll(() => mirror?.close());
beforeEach(async () => {
  machine = await Machine.open('/usr/bin');
  await machine.program('systemd-run', systemdRun);
  await machine.program('journalctl', 'cat /run/catalyst/k3s.log');
  await machine.program('systemctl', 'kill "$(cat /run/catalyst/k3s.pid)"');
});
afterEach(() => machine.close());

/** Runs the installer, and then a command while k3s runs or not any more. */
const install = (then: string) =>
  machine.run(
    [
      'mkdir -p /etc/rancher /var/lib/rancher /run/k3s',
      'for folder in /usr/local/bin /usr/local/share /var/lib/rancher /run/k3s; do mount -t tmpfs tmpfs $folder; done',
      'mkdir /usr/local/share/catalyst',
      `cp -r ${common} /var/tmp/catalyst`,
      `export MIRROR=${mirror.url} K3S_VERSION=v1.31.2+k3s1`,
      'trap "systemctl stop k3s-import" EXIT',
      'timeout 90 bash /var/tmp/catalyst/scripts/70-install-k3s.sh',
      then,
    ].join('\n'),
  );

test('the images of the release are imported and written down by the names that the kubelet asks for', async () => {
  const { error, output } = await install('cat /usr/local/share/catalyst/images');
  expect(error).not.toContain('error:');
  expect(output).toContain('\n1 container images imported\n');
  expect(output).toMatch(/^docker\.io\/rancher\/mirrored-pause:3\.6 sha256:[0-9a-f]{64}$/m);
});
