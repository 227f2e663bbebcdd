/** Parts that are packages of Debian 13: .deb files as they come from the archive that this machine's apt uses. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, type StepLog } from '../cache.ts';
import { command } from '../process.ts';

const debianSuite = 'trixie';

interface PackageSet {
  readonly packages: readonly string[];
  /** Which of what they depend on belongs to the set too. */
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

async function download(name: string, set: PackageSet, log: StepLog): Promise<string> {
  // Whichever archive they come from, Debian has signed them.
  const inputs = { suite: debianSuite, packages: set.packages, follow: set.follow?.source ?? null };
  return cached(
    name,
    inputs,
    async (dir) => {
      const configuration = await aptOf(await debianArchive(), join(dir, 'apt'));
      const env = { ...process.env, APT_CONFIG: configuration };
      await command('apt-get', ['update', '--quiet', '--error-on=any'], { env });
      const names = [...set.packages];
      if (set.follow) names.push(...(await dependencies(names, set.follow, env)));
      await command('apt-get', ['download', '--quiet', ...names], { cwd: dir, env });
      await rm(join(dir, 'apt'), { recursive: true });
    },
    log,
  );
}

/** An apt that knows Debian's archive and nothing of this machine; answers its configuration file. */
async function aptOf(archive: string, dir: string): Promise<string> {
  for (const folder of ['lists/partial', 'cache/archives/partial', 'etc/apt.conf.d', 'etc/preferences.d']) {
    await mkdir(join(dir, folder), { recursive: true });
  }
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  await writeFile(
    join(dir, 'etc/sources.list'),
    `deb [signed-by=${keyring}] ${archive} ${debianSuite} main contrib non-free non-free-firmware\n`,
  );
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

async function dependencies(
  names: readonly string[],
  follow: RegExp,
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  const options = ['--no-recommends', '--no-suggests', '--no-conflicts', '--no-breaks', '--no-replaces'];
  const text = await command('apt-cache', ['depends', '--recurse', ...options, '--no-enhances', ...names], {
    env,
  });
  return text.split('\n').filter((line) => follow.test(line));
}

/** The address of the Debian archive that this machine's own apt uses; on a machine that is no Debian, DEBIAN_ARCHIVE has to say it. */
export async function debianArchive(): Promise<string> {
  const said = process.env['DEBIAN_ARCHIVE'];
  if (said) return said.replace(/\/$/, '');
  const format = ['--format', '$(ORIGIN) $(LABEL) $(REPO_URI)', 'Created-By: Packages'];
  const targets = await command('apt-get', ['indextargets', ...format]);
  const archive = /^Debian Debian (\S+?)\/?$/m.exec(targets)?.[1];
  if (archive) return archive;
  throw new Error(
    'the sandbox needs packages of Debian, and apt knows no Debian archive here: set DEBIAN_ARCHIVE to its URL',
  );
}

export const debianParts: Readonly<Record<string, (log: StepLog) => Promise<string>>> = Object.fromEntries(
  Object.entries(sets).map(([name, set]) => [name, (log: StepLog) => download(name, set, log)]),
);
