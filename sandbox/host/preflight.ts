/** Whether this machine can carry a sandbox; what apt can give is installed, the rest is said clearly and early. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { type StepLog, step } from '../cache.ts';
import { command } from '../process.ts';

/** Programs that the sandbox runs, and the Debian or Ubuntu package that each comes with. */
const requiredPrograms: Readonly<Record<string, string>> = {
  'systemd-nspawn': 'systemd-container',
  'mkfs.btrfs': 'btrfs-progs',
  mmdebstrap: 'mmdebstrap',
  nft: 'nftables',
  slirp4netns: 'slirp4netns',
  tini: 'tini',
  ip: 'iproute2',
  unshare: 'util-linux',
  ssh: 'openssh-client',
  zstd: 'zstd',
  unzip: 'unzip',
  tar: 'tar',
  make: 'make',
  gcc: 'gcc',
  'g++': 'g++',
  git: 'git',
  ps: 'procps',
  losetup: 'mount',
};

/** Guests watch many files; the usual 128 instances of inotify are gone after about eight guests. */
const inotifyInstances = 1024;

/** What this looks at; a test hands in its own. */
export interface Host {
  /** The effective user. */
  readonly uid: number;
  has(program: string): Promise<boolean>;
  /** Text of a file, or null where there is none. */
  read(file: string): Promise<string | null>;
  exists(file: string): Promise<boolean>;
  run(file: string, args: readonly string[]): Promise<string>;
}

/** All that is missing and cannot be installed, each with what to do about it; empty where the sandbox can run. */
export async function obstacles(host: Host): Promise<string[]> {
  const found: string[] = [];
  if (host.uid !== 0)
    found.push('it has to be run by root: it mounts file systems and boots containers (try sudo)');
  if (!(await hasBtrfs(host)))
    found.push("the kernel has no btrfs, of which the instances' disks are made (modprobe btrfs fails)");
  if (!(await host.exists('/dev/loop-control')))
    found.push('the kernel has no loop devices (/dev/loop-control is missing)');
  if (!(await host.exists('/dev/net/tun')))
    found.push('the kernel has no TUN device (/dev/net/tun is missing)');
  if (!(await host.has('go')))
    found.push(
      'Go is not on the PATH; Packer, its plugin and other parts are built with it (https://go.dev/dl)',
    );
  if (!(await host.has('python3')))
    found.push('python3 is not on the PATH; moto, which stands in for the AWS API, runs on it');
  return found;
}

async function hasBtrfs(host: Host): Promise<boolean> {
  const known = async (): Promise<boolean> => /\bbtrfs$/m.test((await host.read('/proc/filesystems')) ?? '');
  if (await known()) return true;
  await host.run('modprobe', ['btrfs']).catch(() => undefined); // what counts is whether it is known after
  return known();
}

/** The packages of the programs that are missing, in order. */
export async function missingPackages(
  host: Host,
  programs: Readonly<Record<string, string>> = requiredPrograms,
): Promise<string[]> {
  const missing = new Set<string>();
  for (const [program, name] of Object.entries(programs)) if (!(await host.has(program))) missing.add(name);
  return [...missing].sort();
}

/** Debian keeps the means to make a virtual environment, and its archive's keys, in packages that have no program. */
async function missingFiles(host: Host): Promise<string[]> {
  const keys = await host.exists('/usr/share/keyrings/debian-archive-keyring.gpg');
  const venv = await host.run('python3', ['-c', 'import ensurepip']).then(
    () => true,
    () => false,
  );
  return [...(keys ? [] : ['debian-archive-keyring']), ...(venv ? [] : ['python3-venv'])];
}

/** Installs what of these programs (each with its package) is missing. */
export async function installPrograms(
  programs: Readonly<Record<string, string>>,
  log: StepLog,
  host: Host = thisHost(),
): Promise<void> {
  const packages = [...(await missingPackages(host, programs)), ...(await missingFiles(host))];
  if (packages.length > 0)
    await step(`apt packages ${packages.join(' ')}`, log, () => install(host, packages));
}

/** Makes this machine ready, or throws one error that names everything that is in the way. */
export async function prepareHost(log: StepLog, host: Host = thisHost()): Promise<void> {
  const found = await obstacles(host);
  if (found.length > 0)
    throw new Error(
      `the sandbox cannot run on this machine:\n${found.map((each) => `  - ${each}`).join('\n')}`,
    );
  await installPrograms(requiredPrograms, log, host);
  const limit = '/proc/sys/fs/inotify/max_user_instances';
  if (Number(await host.read(limit)) < inotifyInstances) await writeFile(limit, String(inotifyInstances));
}

async function install(host: Host, packages: readonly string[]): Promise<void> {
  if (!(await host.has('apt-get'))) {
    throw new Error(
      `the sandbox needs the programs of these Debian packages, and there is no apt-get to install them: ${packages.join(', ')}`,
    );
  }
  const args = ['-o', 'DPkg::Lock::Timeout=300', '--quiet'];
  await host.run('apt-get', [...args, 'update']);
  await host.run('apt-get', [...args, 'install', '--yes', '--no-install-recommends', ...packages]);
}

export function thisHost(): Host {
  const exists = async (file: string): Promise<boolean> => {
    try {
      await stat(file);
      return true;
    } catch {
      return false;
    }
  };
  const folders = (process.env['PATH'] ?? '').split(':').concat('/usr/sbin', '/sbin');
  return {
    uid: process.geteuid?.() ?? -1,
    exists,
    async has(program) {
      for (const folder of folders) if (await exists(`${folder}/${program}`)) return true;
      return false;
    },
    read: (file) => readFile(file, 'utf8').catch(() => null),
    run: (file, args) => command(file, args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }),
  };
}
