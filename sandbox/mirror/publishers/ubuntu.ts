import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackage, field, flatRepository, type Package, unpack } from '../apt.ts';
import type { Publisher } from './publisher.ts';

/** Of the kernel that Ubuntu's rolling metapackage names; it is on every image that Canonical makes. */
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
    const image = await field(await unpack(debs, 'linux-image-cloud-amd64', work), 'Depends');
    const headers = await field(await unpack(debs, 'linux-headers-cloud-amd64', work), 'Depends');
    await rm(work, { recursive: true });
    const packages = [...lts(firstOf(image), firstOf(headers)), ...rolling()];
    for (const pack of packages) await buildPackage(repository, pack);
    for (const name of await readdir(debs)) await copyFile(join(debs, name), join(repository, name));
    await flatRepository(repository, 'Ubuntu names on Debian', key);
  },
};

/** The name of the first package of a Depends field. */
function firstOf(depends: string): string {
  return /^[^\s,(|]+/.exec(depends)?.[0] ?? depends;
}

function meta(name: string, version: string, depends: readonly string[]): Package {
  return {
    name,
    version,
    architecture: 'amd64',
    summary: 'Ubuntu name for packages of the sandbox',
    depends,
  };
}

function lts(image: string, headers: string): Package[] {
  const version = '6.8.0-1040.42';
  const same = (name: string) => `${name} (= ${version})`;
  return [
    meta('linux-image-aws-lts-24.04', version, [image]),
    meta('linux-headers-aws-lts-24.04', version, [headers]),
    meta('linux-aws-lts-24.04', version, [
      same('linux-image-aws-lts-24.04'),
      same('linux-headers-aws-lts-24.04'),
    ]),
  ];
}

function rolling(): Package[] {
  const version = '6.17.0-1007.7';
  const stand = 'stands in for a kernel\n';
  return [
    {
      ...meta(`linux-image-${rollingKernel}`, version, []),
      contents: {
        [`boot/vmlinuz-${rollingKernel}`]: stand,
        [`usr/lib/modules/${rollingKernel}/STAND-IN`]: stand,
      },
    },
    {
      ...meta(`linux-headers-${rollingKernel}`, version, []),
      contents: { [`usr/src/linux-headers-${rollingKernel}/STAND-IN`]: stand },
    },
    meta('linux-image-aws', version, [`linux-image-${rollingKernel}`]),
    meta('linux-headers-aws', version, [`linux-headers-${rollingKernel}`]),
    meta('linux-aws', version, ['linux-image-aws', 'linux-headers-aws']),
  ];
}
