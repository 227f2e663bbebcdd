/** Ubuntu's archive, as far as its names are not Debian's. */
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackage, type Package, readField, unpack, writeFlatRepository } from '../apt.ts';
import type { Publisher } from './publisher.ts';

/** Version of the kernel that Ubuntu's rolling metapackage names; every image of Canonical's has it. */
const rollingKernel = '6.17.0-1007-aws';

/**
 * Packages under names that only Ubuntu has, for instances that are Debian: the LTS kernel's metapackages, with Debian's kernel behind
 * them, and the rolling ones, with a stand-in that is only a file name in /boot.
 */
export const ubuntu: Publisher = {
  parts: ['debian-kernel'],
  async fill(dir, { part, key }) {
    const repository = join(dir, 'archive.ubuntu.com/ubuntu-sandbox-extras');
    await mkdir(repository, { recursive: true });
    const debs = await part('debian-kernel');
    const work = await mkdtemp(join(dir, '.unpacked-'));
    const image = await readField(await unpack(debs, 'linux-image-cloud-amd64', work), 'Depends');
    const headers = await readField(await unpack(debs, 'linux-headers-cloud-amd64', work), 'Depends');
    await rm(work, { recursive: true });
    const packages = [
      ...ltsKernelPackages(firstDependency(image), firstDependency(headers)),
      ...rollingKernelPackages(),
    ];
    for (const pack of packages) await buildPackage(repository, pack);
    for (const name of await readdir(debs)) await copyFile(join(debs, name), join(repository, name));
    await writeFlatRepository(repository, 'Ubuntu names on Debian', key);
  },
};

/** Returns the name of the first package in a Depends field. */
function firstDependency(depends: string): string {
  return /^[^\s,(|]+/.exec(depends)?.[0] ?? depends;
}

function metapackage(name: string, version: string, depends: readonly string[]): Package {
  return {
    name,
    version,
    architecture: 'amd64',
    summary: 'Ubuntu name for packages of the sandbox',
    depends,
  };
}

function ltsKernelPackages(image: string, headers: string): Package[] {
  const version = '6.8.0-1040.42';
  const same = (name: string) => `${name} (= ${version})`;
  return [
    metapackage('linux-image-aws-lts-24.04', version, [image]),
    metapackage('linux-headers-aws-lts-24.04', version, [headers]),
    metapackage('linux-aws-lts-24.04', version, [
      same('linux-image-aws-lts-24.04'),
      same('linux-headers-aws-lts-24.04'),
    ]),
  ];
}

function rollingKernelPackages(): Package[] {
  const version = '6.17.0-1007.7';
  const stand = 'stands in for a kernel\n';
  return [
    {
      ...metapackage(`linux-image-${rollingKernel}`, version, []),
      contents: {
        [`boot/vmlinuz-${rollingKernel}`]: stand,
        [`usr/lib/modules/${rollingKernel}/STAND-IN`]: stand,
      },
    },
    {
      ...metapackage(`linux-headers-${rollingKernel}`, version, []),
      contents: { [`usr/src/linux-headers-${rollingKernel}/STAND-IN`]: stand },
    },
    metapackage('linux-image-aws', version, [`linux-image-${rollingKernel}`]),
    metapackage('linux-headers-aws', version, [`linux-headers-${rollingKernel}`]),
    metapackage('linux-aws', version, ['linux-image-aws', 'linux-headers-aws']),
  ];
}
