/**
 * The builder's wait for its first boot. Stands in for cloud-init: `status` exits with 0, 1 or 2 in every form (cmd/status.py of
 * cloud-init, whose 2 is "done, with recoverable errors").
 */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Machine } from './machine.ts';

const script = join(import.meta.dirname, '../../../packer/common/wait-for-cloud-init.sh');
let machine: Machine;
beforeEach(async () => {
  machine = await Machine.open('/usr/bin');
});
afterEach(() => machine.close());

test.each([
  [0, 'status: done', 0, ''],
  [2, 'status: done\nrecoverable_errors: a deprecation', 0, 'the first boot went on in spite of this:'],
  [1, 'status: error\ndetail: no datasource', 1, 'cloud-init failed:'],
])(
  'a first boot that cloud-init calls %i, %j, ends the wait with %i',
  async (code, report, expected, words) => {
    await machine.program('cloud-init', `printf '%s\\n' ${JSON.stringify(report)}; exit ${code}`);
    const ran = await machine.run(`SUDO_USER=root bash ${script}; ls -d /var/tmp/catalyst`);
    expect(ran.code).toBe(expected);
    expect(ran.error).toContain(words);
    if (words !== '') expect(ran.error).toContain(report.split('\n')[1]);
  },
);

test('what holds a lock on the lists of apt is masked for the build', async () => {
  await machine.program('cloud-init', 'exit 0');
  await machine.run(`SUDO_USER=root bash ${script}`);
  expect(await machine.read('/run/catalyst/systemctl')).toBe(
    'mask --now --quiet apt-daily.timer apt-daily-upgrade.timer apt-daily.service apt-daily-upgrade.service\n',
  );
});
