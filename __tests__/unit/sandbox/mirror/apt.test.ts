/** Package repositories that the mirror makes and signs. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildPackage,
  type Package,
  readField,
  unpack,
  writeFlatRepository,
} from '../../../../sandbox/mirror/apt.ts';
import { nvidia } from '../../../../sandbox/mirror/publishers/nvidia.ts';
import { nvidiaContainers } from '../../../../sandbox/mirror/publishers/nvidia-containers.ts';
import { ubuntu } from '../../../../sandbox/mirror/publishers/ubuntu.ts';
import { loadSigningKey, type SigningKey } from '../../../../sandbox/mirror/signing.ts';

const run = promisify(execFile);
const before = process.env['XDG_CACHE_HOME'];
let home: string;
let key: SigningKey;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'apt-'));
  process.env['XDG_CACHE_HOME'] = home;
  key = await loadSigningKey({ info: () => undefined });
});
afterAll(async () => {
  if (before === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = before;
  await rm(home, { recursive: true });
});

function pack(name: string, overrides: Partial<Package> = {}): Package {
  return { name, version: '1.0-1', architecture: 'amd64', summary: 'for a test', ...overrides };
}

const folder = (name: string) => mkdtemp(join(home, `${name}-`));

/** Runs apt-get as a machine would that knows one repository, which is in a folder. */
async function apt(repository: string, ...args: string[]): Promise<string> {
  const dir = await folder('apt');
  await mkdir(join(dir, 'lists/partial'), { recursive: true });
  await mkdir(join(dir, 'archives/partial'), { recursive: true });
  await writeFile(join(dir, 'status'), '');
  await writeFile(join(dir, 'sources.list'), `deb [signed-by=${key.keyringFile}] copy:${repository} ./\n`);
  const settings = {
    'Dir::Etc::sourcelist': join(dir, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State': dir,
    'Dir::State::status': join(dir, 'status'),
    'Dir::Cache': dir,
    'APT::Architectures': 'amd64',
    'APT::Sandbox::User': 'root',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const env = { ...process.env, LC_ALL: 'C' };
  await run('apt-get', [...options, 'update', '--error-on=any'], { env });
  return (await run('apt-get', [...options, ...args], { env })).stdout;
}

describe('a flat repository', () => {
  test('apt trusts a flat repository by its key, and installs a package with its dependencies from it', async () => {
    const repository = await folder('repository');
    await buildPackage(repository, pack('lower'));
    await buildPackage(repository, pack('upper', { depends: ['lower (= 1.0-1)'] }));
    await writeFlatRepository(repository, 'Test', key);
    expect(await apt(repository, 'install', '--simulate', 'upper')).toMatch(
      /Inst lower .*\n(.*\n)*Inst upper /,
    );
  });

  test('apt refuses a flat repository whose index was changed', async () => {
    const repository = await folder('repository');
    await buildPackage(repository, pack('lower'));
    await writeFlatRepository(repository, 'Test', key);
    const release = join(repository, 'InRelease');
    await writeFile(release, (await readFile(release, 'utf8')).replace('Origin: Test', 'Origin: Evil'));
    await expect(apt(repository, 'install', '--simulate', 'lower')).rejects.toThrow(/BADSIG|[Bb]ad/);
  });
});

/** Packages as they would come from Debian, in a folder. */
async function debian(...packages: Package[]): Promise<string> {
  const debs = await folder('debs');
  for (const item of packages) await buildPackage(debs, item);
  return debs;
}

test("NVIDIA's repository has the driver under NVIDIA's names, and its module is called nvidia", async () => {
  const current = 'usr/lib/x86_64-linux-gnu/nvidia/current';
  const library = (name: string, file: string) =>
    pack(name, { contents: { [`${current}/${file}.550.163.01`]: '' } });
  const debs = await debian(
    pack('nvidia-kernel-dkms', {
      contents: {
        'usr/src/nvidia-current-550.163.01/dkms.conf':
          'PACKAGE_NAME="nvidia-current"\nDEST_MODULE_NAME[0]="$PACKAGE_NAME"\n',
      },
    }),
    pack('nvidia-kernel-common', { contents: { 'usr/lib/udev/rules.d/60-nvidia.rules': '' } }),
    pack('firmware-nvidia-gsp', { contents: { 'usr/lib/firmware/nvidia/550.163.01/gsp_tu10x.bin': '' } }),
    pack('nvidia-modprobe'),
    pack('nvidia-smi', { contents: { 'usr/lib/nvidia/current/nvidia-smi': '' } }),
    library('libcuda1', 'libcuda.so'),
    library('libnvidia-ml1', 'libnvidia-ml.so'),
    library('libnvidia-cfg1', 'libnvidia-cfg.so'),
    library('libnvidia-ptxjitcompiler1', 'libnvidia-ptxjitcompiler.so'),
    pack('nvidia-persistenced', {
      contents: {
        'usr/bin/nvidia-persistenced': '',
        'usr/lib/systemd/system/nvidia-persistenced.service':
          'ExecStart=/usr/bin/nvidia-persistenced --user nvpd\n',
      },
    }),
  );
  const dir = await folder('tree');
  await nvidia.fill(dir, { key, part: async () => debs });
  const repository = join(dir, 'developer.download.nvidia.com/compute/cuda/repos/ubuntu2404/x86_64');
  const index = await readFile(join(repository, 'Packages'), 'utf8');
  for (const name of [
    'nvidia-utils-550',
    'nvidia-compute-utils-550',
    'libnvidia-compute-550',
    'nvidia-dkms-550',
  ]) {
    expect(index).toContain(`Package: ${name}\nVersion: 550.163.01-0ubuntu1\n`);
  }
  expect(await readdir(repository)).toEqual(
    expect.arrayContaining(['3bf863cc.pub', 'InRelease', 'Packages.gz', 'cuda-keyring_1.1-1_all.deb']),
  );
  const source = await unpack(repository, 'nvidia-kernel-source-550', await folder('unpacked'));
  expect(await readFile(join(source, 'usr/src/nvidia-550.163.01/dkms.conf'), 'utf8')).toMatch(
    /^PACKAGE_NAME="nvidia"$/m,
  );
  const keyring = await unpack(repository, 'cuda-keyring', await folder('unpacked'));
  const installed = await readFile(join(keyring, 'usr/share/keyrings/cuda-archive-keyring.gpg'));
  expect(installed).toEqual(await readFile(key.keyringFile));
});

test("NVIDIA's container repository has the toolkit, its base, the key and the list", async () => {
  const built = await folder('toolkit');
  const files = [
    'nvidia-ctk',
    'nvidia-cdi-hook',
    'nvidia-container-runtime',
    'nvidia-container-runtime-hook',
  ];
  const units = ['service', 'path', 'env'].map((kind) => `systemd/nvidia-cdi-refresh.${kind}`);
  const scripts = ['toolkit.postinst', 'toolkit.postrm', 'toolkit-base.postinst'].map(
    (name) => `debian/nvidia-container-${name}`,
  );
  for (const file of [...files, ...units, ...scripts]) {
    await mkdir(dirname(join(built, file)), { recursive: true });
    await writeFile(join(built, file), '#!/bin/sh\n');
  }
  const dir = await folder('tree');
  await nvidiaContainers.fill(dir, { key, part: async () => built });
  const site = join(dir, 'nvidia.github.io/libnvidia-container');
  const simulated = await apt(
    join(site, 'stable/deb/amd64'),
    'install',
    '--simulate',
    'nvidia-container-toolkit',
  );
  expect(simulated).toContain('Inst libnvidia-container1');
  expect(await readFile(join(site, 'stable/deb/nvidia-container-toolkit.list'), 'utf8')).toBe(
    'deb https://nvidia.github.io/libnvidia-container/stable/deb/$(ARCH) /\n',
  );
  expect(await readFile(join(site, 'gpgkey'), 'utf8')).toContain('BEGIN PGP PUBLIC KEY BLOCK');
});

test("Ubuntu's LTS names lead to the real kernel, its rolling names to a stand-in", async () => {
  const release = '6.12.1+deb13-cloud-amd64';
  const debs = await debian(
    pack('linux-image-cloud-amd64', { depends: [`linux-image-${release} (= 1.0-1)`] }),
    pack('linux-headers-cloud-amd64', { depends: [`linux-headers-${release}`] }),
    pack(`linux-image-${release}`),
    pack(`linux-headers-${release}`),
  );
  const dir = await folder('tree');
  await ubuntu.fill(dir, { key, part: async () => debs });
  const repository = join(dir, 'archive.ubuntu.com/ubuntu-sandbox-extras');
  const image = await unpack(repository, 'linux-image-aws-lts-24.04', await folder('unpacked'));
  expect(await readField(image, 'Depends')).toBe(`linux-image-${release}`);
  const simulated = await apt(repository, 'install', '--simulate', 'linux-aws-lts-24.04', 'linux-aws');
  expect(simulated).toContain(`Inst linux-headers-${release} `);
  expect(simulated).toContain('Inst linux-image-6.17.0-1007-aws ');
});
