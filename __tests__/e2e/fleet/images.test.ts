/** What is in the images before anything boots from them, and that a secret cannot get into one. */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { holdings } from '../account.ts';
import { Runner, root } from '../step.ts';
import { diskOf, findBakedAmis } from './baked.ts';

jest.setTimeout(600_000);

const amis = ['base', 'lighthouse', 'gpu-worker'] as const;
let ids: Readonly<Record<(typeof amis)[number], string>>;
beforeAll(async () => {
  ids = await findBakedAmis();
}, 2_400_000);

test.each(amis)(
  '%s has no identity: no machine id, host key, authorized key, builder or first boot',
  async (ami) => {
    const files = await diskOf(ids[ami]);
    expect(await readFile(join(files, 'etc/machine-id'), 'utf8')).toBe('');
    const ssh = await readdir(join(files, 'etc/ssh'));
    expect(ssh.filter((name) => name.startsWith('ssh_host_'))).toEqual([]);
    for (const home of ['root', ...(await readdir(join(files, 'home'))).map((user) => `home/${user}`)]) {
      expect(await readdir(join(files, home))).not.toContain('.ssh');
    }
    expect(await readdir(join(files, 'var/lib/cloud'))).toEqual([]);
    expect(await readdir(join(files, 'var/tmp'))).toEqual([]);
    expect(await readFile(join(files, 'etc/shadow'), 'utf8')).toMatch(/^root:[!*]/m);
  },
);

test('the gpu-worker image has one kernel, and the libraries of one CUDA', async () => {
  const files = await diskOf(ids['gpu-worker']);
  const kernels = (await readdir(join(files, 'boot'))).filter((name) => name.startsWith('vmlinuz-'));
  expect(kernels).toHaveLength(1);
  expect(await readdir(join(files, 'usr/local/lib/ollama'))).toEqual(['cuda_v12']);
});

let runner: Runner | undefined;
afterEach(() => runner?.close());

test('a planted secret makes the build fail, and the error names its file', async () => {
  runner = await Runner.start();
  const packer = join(runner.folder, 'workspace/packer');
  await cp(join(root, 'packer'), packer, { recursive: true });
  const last = join(packer, 'base/scripts/60-configure-unattended-upgrades.sh');
  const plant = [
    'install -d /opt/app',
    `printf -- '-----BEGIN %s PRIVATE KEY-----\\n' RSA >/opt/app/key.pem`,
    `printf 'key = AKIA%s\\n' 0123456789ABCDEF >/etc/app.conf`,
  ];
  await writeFile(last, `${await readFile(last, 'utf8')}\n${plant.join('\n')}\n`);
  const before = await holdings();
  const step = await runner.run({ ami: 'base', templates: 'packer' });
  expect(step.exitCode).toBe(1);
  expect(step.output).toMatch(/error: \/opt\/app\/key\.pem looks like it holds a secret/);
  expect(step.output).toMatch(/error: \/etc\/app\.conf looks like it holds a secret/);
  expect(step.outputs['ami-id'] ?? '').toBe('');
  await runner.post(step);
  expect(await holdings()).toEqual(before);
});
