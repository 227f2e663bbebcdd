/** NVIDIA's container toolkit repository. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackage, type Package, writeFlatRepository } from '../apt.ts';
import type { Publisher } from './publisher.ts';

const toolkitVersion = '1.18.0-1';
const site = 'nvidia.github.io/libnvidia-container';

/** NVIDIA's repository of the container toolkit: the real toolkit, and stand-ins for the library that it calls for legacy mode. */
export const nvidiaContainers: Publisher = {
  parts: ['nvidia-container-toolkit'],
  async fill(dir, { part, key }) {
    const stable = join(dir, site, 'stable/deb');
    const repository = join(stable, 'amd64');
    for (const pack of await toolkitPackages(await part('nvidia-container-toolkit')))
      await buildPackage(repository, pack);
    await writeFlatRepository(repository, 'NVIDIA container toolkit', key);
    await mkdir(stable, { recursive: true });
    const list = `deb https://${site}/stable/deb/$(ARCH) /\n`;
    await writeFile(join(stable, 'nvidia-container-toolkit.list'), list);
    await copyFile(key.publicFile, join(dir, site, 'gpgkey'));
  },
};

async function toolkitPackages(built: string): Promise<Package[]> {
  const script = (name: string) => readFile(join(built, 'debian', name), 'utf8');
  const binaries = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [`usr/bin/${name}`, { file: join(built, name) }]));
  const unit = (name: string) => ({ file: join(built, 'systemd', name) });
  const same = (...names: string[]) => names.map((name) => `${name} (= ${toolkitVersion})`);
  const pack = (name: string, summary: string, rest: Partial<Package>): Package => ({
    name,
    version: toolkitVersion,
    architecture: 'amd64',
    summary,
    ...rest,
  });
  return [
    pack('nvidia-container-toolkit', 'NVIDIA Container toolkit, built by the sandbox', {
      depends: same('nvidia-container-toolkit-base', 'libnvidia-container-tools'),
      contents: binaries('nvidia-container-runtime-hook'),
      scripts: {
        postinst: await script('nvidia-container-toolkit.postinst'),
        postrm: await script('nvidia-container-toolkit.postrm'),
      },
    }),
    pack('nvidia-container-toolkit-base', 'NVIDIA Container Toolkit Base, built by the sandbox', {
      contents: {
        ...binaries('nvidia-container-runtime', 'nvidia-ctk', 'nvidia-cdi-hook'),
        'etc/systemd/system/nvidia-cdi-refresh.service': unit('nvidia-cdi-refresh.service'),
        'etc/systemd/system/nvidia-cdi-refresh.path': unit('nvidia-cdi-refresh.path'),
        'etc/nvidia-container-toolkit/nvidia-cdi-refresh.env': unit('nvidia-cdi-refresh.env'),
      },
      scripts: { postinst: await script('nvidia-container-toolkit-base.postinst') },
    }),
    pack('libnvidia-container-tools', 'stands in for nvidia-container-cli, which needs a GPU', {
      depends: same('libnvidia-container1'),
      contents: {
        'usr/share/doc/libnvidia-container-tools/STAND-IN': 'no nvidia-container-cli in the sandbox\n',
      },
    }),
    pack('libnvidia-container1', 'stands in for a library that needs a GPU', {
      contents: { 'usr/share/doc/libnvidia-container1/STAND-IN': 'no libnvidia-container in the sandbox\n' },
    }),
  ];
}
