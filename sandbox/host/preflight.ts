/** Checks whether this host can run a sandbox: what apt has is installed, the rest is reported at once. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { type StepLog, step } from '../cache.ts';
import { run } from '../process.ts';

/** Programs that the sandbox runs, and the package that each comes with; Debian 12 and 13 and Ubuntu 24.04 have the same names. */
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
  curl: 'curl',
  jq: 'jq',
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

/** Guests watch many files: the usual 128 instances of inotify are used up by about eight of them. */
const inotifyInstances = 1024;

/** What is looked at; a test hands in its own. */
export interface Host {
  /** The effective user. */
  readonly uid: number;
  has(program: string): Promise<boolean>;
  /** Returns the text of a file, or null where there is none. */
  read(file: string): Promise<string | null>;
  exists(file: string): Promise<boolean>;
  run(file: string, args: readonly string[]): Promise<string>;
}

/** Lists what is missing and cannot be installed, each with what to do about it; empty where the sandbox can run. */
export async function missingRequirements(host: Host): Promise<string[]> {
  const missing: string[] = [];
  if (host.uid !== 0)
    missing.push('root: the sandbox mounts file systems and boots containers (run it with sudo)');
  if (!(await hasBtrfs(host)))
    missing.push("btrfs in the kernel: the instances' disks are made of it (modprobe btrfs did not load it)");
  if (!(await host.exists('/dev/loop-control')))
    missing.push('loop devices: /dev/loop-control does not exist');
  if (!(await host.exists('/dev/net/tun'))) missing.push('the TUN device: /dev/net/tun does not exist');
  if (!(await host.has('go')))
    missing.push('go on the PATH: Packer, its plugin and other parts are built with it (https://go.dev/dl)');
  if (!(await host.has('python3')))
    missing.push('python3 on the PATH: moto, which stands in for the AWS API, runs on it');
  return missing;
}

async function hasBtrfs(host: Host): Promise<boolean> {
  const isKnown = async (): Promise<boolean> =>
    /\bbtrfs$/m.test((await host.read('/proc/filesystems')) ?? '');
  if (await isKnown()) return true;
  await host.run('modprobe', ['btrfs']).catch(() => undefined); // whether it worked is asked next
  return isKnown();
}

/** Lists the packages of the programs that are missing, sorted. */
export async function findMissingPackages(
  host: Host,
  programs: Readonly<Record<string, string>> = requiredPrograms,
): Promise<string[]> {
  const missing = new Set<string>();
  for (const [program, name] of Object.entries(programs)) if (!(await host.has(program))) missing.add(name);
  return [...missing].sort();
}

/** Lists the missing packages that have no program: those with Debian's archive keys and with what makes a Python virtual environment. */
async function findMissingFiles(host: Host): Promise<string[]> {
  const keys = await host.exists('/usr/share/keyrings/debian-archive-keyring.gpg');
  const venv = await host.run('python3', ['-c', 'import ensurepip']).then(
    () => true,
    () => false,
  );
  return [...(keys ? [] : ['debian-archive-keyring']), ...(venv ? [] : ['python3-venv'])];
}

/** Installs those of these programs, each with its package, that are missing. */
export async function installPrograms(
  programs: Readonly<Record<string, string>>,
  log: StepLog,
  host: Host = thisHost(),
): Promise<void> {
  const packages = [...(await findMissingPackages(host, programs)), ...(await findMissingFiles(host))];
  if (packages.length > 0)
    await step(`apt packages ${packages.join(' ')}`, log, () => install(host, packages));
}

/** Makes this host ready, or throws one error that names everything that is missing. */
export async function prepareHost(log: StepLog, host: Host = thisHost()): Promise<void> {
  const missing = await missingRequirements(host);
  if (missing.length > 0)
    throw new Error(
      `the sandbox cannot run on this machine; it needs\n${missing.map((item) => `  - ${item}`).join('\n')}`,
    );
  await installPrograms(requiredPrograms, log, host);
  const limit = '/proc/sys/fs/inotify/max_user_instances';
  if (Number(await host.read(limit)) < inotifyInstances) await writeFile(limit, String(inotifyInstances));
}

async function install(host: Host, packages: readonly string[]): Promise<void> {
  if (!(await host.has('apt-get'))) {
    throw new Error(
      `the sandbox needs the programs of these Debian packages, and there is no apt-get to install them; install them by hand: ${packages.join(', ')}`,
    );
  }
  const args = ['-o', 'DPkg::Lock::Timeout=300', '--quiet'];
  await host.run('apt-get', [...args, 'update']);
  const installation = [...args, 'install', '--yes', '--no-install-recommends', ...packages];
  try {
    await host.run('apt-get', installation);
  } catch (error) {
    if (!String(error).includes('dpkg --configure -a')) throw error;
    await host.run('dpkg', ['--configure', '-a']); // an earlier installation was interrupted
    await host.run('apt-get', installation);
  }
}

/** The host that this process runs on. */
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
    run: (file, args) => run(file, args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }),
  };
}
