/** Parts that are packages of Debian 13: .deb files as they come from its archive. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, type StepLog } from '../cache.ts';
import { run } from '../process.ts';
import { debianSuite, findDebianArchive, sourceLine } from './debian-archive.ts';

interface PackageSet {
  readonly packages: readonly string[];
  /** Matches those of their dependencies that belong to the set too. */
  readonly follow?: RegExp;
}

const sets: Readonly<Record<string, PackageSet>> = {
  /** The NVIDIA driver 550.163.01, as far as a machine without a screen needs it. */
  'debian-nvidia': {
    packages: [
      ...[
        'nvidia-kernel-dkms',
        'nvidia-kernel-common',
        'firmware-nvidia-gsp',
        'nvidia-modprobe',
        'nvidia-smi',
      ],
      ...['libcuda1', 'libnvidia-ml1', 'libnvidia-cfg1', 'libnvidia-ptxjitcompiler1', 'nvidia-persistenced'],
    ],
  },
  /** A kernel for virtual machines with its headers, of the release that both metapackages name now. */
  'debian-kernel': {
    packages: ['linux-image-cloud-amd64', 'linux-headers-cloud-amd64'],
    follow: /^linux-(image|headers|kbuild)-\d(?!.*unsigned)/,
  },
};

async function downloadPackages(name: string, set: PackageSet, log: StepLog): Promise<string> {
  // The archive's address is no input: wherever the packages come from, Debian has signed them.
  const inputs = { suite: debianSuite, packages: set.packages, follow: set.follow?.source ?? null };
  return cached(
    name,
    inputs,
    async (dir) => {
      const configuration = await writeAptConfiguration(await findDebianArchive(), join(dir, 'apt'));
      const env = { ...process.env, APT_CONFIG: configuration };
      await run('apt-get', ['update', '--quiet', '--error-on=any'], { env });
      const names = [...set.packages];
      if (set.follow) names.push(...(await listDependencies(names, set.follow, env)));
      await run('apt-get', ['download', '--quiet', ...names], { cwd: dir, env });
      await rm(join(dir, 'apt'), { recursive: true });
    },
    log,
  );
}

/** Writes below `dir` the configuration of an apt that knows Debian's archive and nothing of this host; returns the file for APT_CONFIG. */
async function writeAptConfiguration(archive: string, dir: string): Promise<string> {
  for (const folder of ['lists/partial', 'cache/archives/partial', 'etc/apt.conf.d', 'etc/preferences.d']) {
    await mkdir(join(dir, folder), { recursive: true });
  }
  await writeFile(join(dir, 'etc/sources.list'), `${sourceLine(archive)}\n`);
  await writeFile(join(dir, 'status'), '');
  const settings = {
    'Dir::Etc': join(dir, 'etc'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State': dir,
    'Dir::State::lists': join(dir, 'lists'),
    'Dir::State::status': join(dir, 'status'),
    'Dir::Cache': join(dir, 'cache'),
    'APT::Architecture': 'amd64',
    'APT::Architectures': 'amd64',
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '5',
  };
  const file = join(dir, 'apt.conf');
  const lines = Object.entries(settings).map(([key, value]) => `${key} "${value}";\n`);
  await writeFile(file, lines.join(''));
  return file;
}

async function listDependencies(
  names: readonly string[],
  follow: RegExp,
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  const options = ['--no-recommends', '--no-suggests', '--no-conflicts', '--no-breaks', '--no-replaces'];
  const text = await run('apt-cache', ['depends', '--recurse', ...options, '--no-enhances', ...names], {
    env,
  });
  return text.split('\n').filter((line) => follow.test(line));
}

export const debianParts: Readonly<Record<string, (log: StepLog) => Promise<string>>> = Object.fromEntries(
  Object.entries(sets).map(([name, set]) => [name, (log: StepLog) => downloadPackages(name, set, log)]),
);
