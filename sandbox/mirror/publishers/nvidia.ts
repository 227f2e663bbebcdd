/** NVIDIA's driver repository. */
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackage, type Package, unpack, writeFlatRepository } from '../apt.ts';
import type { Publisher, PublisherTools } from './publisher.ts';

const driverVersion = '550.163.01';
const packageVersion = `${driverVersion}-0ubuntu1`;
const repositoryPath = 'developer.download.nvidia.com/compute/cuda/repos/ubuntu2404/x86_64';
const libraries = 'usr/lib/x86_64-linux-gnu';

/** NVIDIA's repository for Ubuntu 24.04: Debian's packages of the same driver, cut and named as NVIDIA does it. */
export const nvidia: Publisher = {
  parts: ['debian-nvidia'],
  async fill(dir, { part, key }) {
    const repository = join(dir, repositoryPath);
    const debs = await part('debian-nvidia');
    const work = await mkdtemp(join(dir, '.unpacked-'));
    for (const pack of await driverPackages(debs, work)) await buildPackage(repository, pack);
    await rm(work, { recursive: true });
    // Debian's nvidia-modprobe is newer than the driver, which NVIDIA allows.
    for (const name of await readdir(debs)) {
      if (name.startsWith('nvidia-modprobe_')) await copyFile(join(debs, name), join(repository, name));
    }
    await buildPackage(repository, keyringPackage(key));
    await writeFlatRepository(repository, 'NVIDIA', key);
    await copyFile(key.publicFile, join(repository, '3bf863cc.pub'));
  },
};

/** Makes the package that a user installs first: the key, and the repository's address. */
function keyringPackage(key: PublisherTools['key']): Package {
  const installed = 'usr/share/keyrings/cuda-archive-keyring.gpg';
  return {
    name: 'cuda-keyring',
    version: '1.1-1',
    architecture: 'all',
    summary: 'GPG keyring for the CUDA repository',
    contents: {
      [installed]: { file: key.keyringFile },
      'etc/apt/sources.list.d/cuda-ubuntu2404-x86_64.list': `deb [signed-by=/${installed}] https://${repositoryPath}/ /\n`,
    },
  };
}

/** Makes the packages of the driver from Debian's, which are unpacked below `work`. */
async function driverPackages(debs: string, work: string): Promise<Package[]> {
  const from = async (name: string, inside: string) => join(await unpack(debs, name, work), inside);
  const pack = (name: string, summary: string, rest: Partial<Package>): Package => ({
    name,
    version: packageVersion,
    architecture: 'amd64',
    summary: `NVIDIA ${driverVersion}, repacked by the sandbox: ${summary}`,
    ...rest,
  });
  const same = (...names: string[]) => names.map((name) => `${name} (= ${packageVersion})`);
  const library = async (name: string) => {
    const folder = await from(name, `${libraries}/nvidia/current`);
    const files = (await readdir(folder)).filter((file) => file.includes('.so'));
    return files.map((file) => ({ from: join(folder, file), to: join(libraries, file) }));
  };
  const source = await from('nvidia-kernel-dkms', `usr/src/nvidia-current-${driverVersion}`);
  await renameModule(source);
  const persistenced = await from('nvidia-persistenced', '');
  const user = 'nvidia-persistenced';
  const unit = await readFile(
    join(persistenced, 'usr/lib/systemd/system/nvidia-persistenced.service'),
    'utf8',
  );
  return [
    pack('nvidia-kernel-source-550', 'sources of the kernel modules', {
      trees: [{ from: source, to: `usr/src/nvidia-${driverVersion}` }],
    }),
    pack('nvidia-dkms-550', 'kernel modules, built for each kernel by DKMS', {
      depends: [...same('nvidia-kernel-source-550', 'nvidia-kernel-common-550'), 'dkms (>= 3)'],
      provides: ['nvidia-dkms-kernel'],
      scripts: {
        postinst: maintainerScript(
          `/usr/lib/dkms/common.postinst nvidia ${driverVersion} /usr/share/nvidia-dkms "" "\${2:-}"`,
          'configure',
        ),
        prerm: maintainerScript(
          `dkms remove -m nvidia -v ${driverVersion} --all`,
          'remove|upgrade|deconfigure',
        ),
      },
    }),
    pack(`nvidia-firmware-550-${driverVersion}`, 'firmware', {
      trees: [
        { from: await from('firmware-nvidia-gsp', 'usr/lib/firmware/nvidia'), to: 'usr/lib/firmware/nvidia' },
      ],
    }),
    pack('nvidia-kernel-common-550', 'what every way of having the kernel modules needs', {
      depends: [`nvidia-firmware-550-${driverVersion}`, 'nvidia-modprobe'],
      trees: [{ from: await from('nvidia-kernel-common', 'usr/lib/udev'), to: 'usr/lib/udev' }],
      contents: { 'usr/lib/modprobe.d/nvidia-graphics-drivers.conf': 'blacklist nouveau\n' },
    }),
    pack('libnvidia-cfg1-550', 'library for the configuration', { trees: await library('libnvidia-cfg1') }),
    pack('libnvidia-compute-550', 'libraries for computing', {
      trees: [
        ...(await library('libcuda1')),
        ...(await library('libnvidia-ml1')),
        ...(await library('libnvidia-ptxjitcompiler1')),
      ],
      scripts: { triggers: 'activate-noawait ldconfig\n' },
    }),
    pack('nvidia-utils-550', 'nvidia-smi', {
      depends: same('libnvidia-compute-550'),
      trees: [
        { from: await from('nvidia-smi', 'usr/lib/nvidia/current/nvidia-smi'), to: 'usr/bin/nvidia-smi' },
      ],
    }),
    pack('nvidia-compute-utils-550', 'nvidia-persistenced', {
      depends: [...same('libnvidia-cfg1-550', 'libnvidia-compute-550'), 'adduser', 'libtirpc3t64'],
      trees: [{ from: join(persistenced, 'usr/bin/nvidia-persistenced'), to: 'usr/bin/nvidia-persistenced' }],
      contents: {
        'usr/lib/systemd/system/nvidia-persistenced.service': unit.replace('--user nvpd', `--user ${user}`),
      },
      scripts: {
        postinst: maintainerScript(
          `getent passwd ${user} >/dev/null || adduser --quiet --system --group --no-create-home --home / ${user}`,
          'configure',
        ),
      },
    }),
  ];
}

/** Renames DKMS's module to NVIDIA's name: Debian calls it `nvidia-current`. */
async function renameModule(source: string): Promise<void> {
  const file = join(source, 'dkms.conf');
  const text = await readFile(file, 'utf8');
  const renamed = text.replace('PACKAGE_NAME="nvidia-current"', 'PACKAGE_NAME="nvidia"');
  if (renamed === text) throw new Error(`${file} does not name the package nvidia-current`);
  await writeFile(file, renamed);
}

function maintainerScript(line: string, actions: string): string {
  return `#!/bin/sh\nset -e\ncase "$1" in\n${actions}) ${line} ;;\nesac\n`;
}
