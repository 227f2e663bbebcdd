/** The part "guest": the instances' root file system, Debian 13 packages that stand in for Canonical's Ubuntu 24.04 AMI. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, hashFiles, type StepLog } from '../cache.ts';
import { startMirror } from '../mirror/index.ts';
import { loadSigningKey } from '../mirror/signing.ts';
import { debianSuite, findDebianArchive, sourceLine } from '../parts/debian-archive.ts';
import { run } from '../process.ts';
import { mirrorUrl } from './addresses.ts';

/** What Ubuntu's server image has and a template may rely on; what boots comes first. */
const guestPackages = [
  ...[
    'systemd',
    'systemd-sysv',
    'dbus',
    'libpam-systemd',
    'libnss-myhostname',
    'udev',
    'kmod',
    'linux-sysctl-defaults',
  ],
  ...['cloud-init', 'openssh-server', 'sudo', 'cron', 'logrotate', 'apt-utils', 'lsb-release', 'locales'],
  ...['ca-certificates', 'curl', 'wget', 'gnupg', 'openssl', 'rsync', 'zstd', 'xz-utils', 'bzip2', 'tzdata'],
  ...['python3', 'iproute2', 'iptables', 'nftables', 'iputils-ping', 'netbase', 'procps', 'psmisc', 'lsof'],
  ...['file', 'less', 'vim-tiny', 'pciutils', 'bash-completion'],
];

/** The image is mounted where it is made: whatever becomes of that, no mount and no process is left. */
const namespaces = ['--mount', '--pid', '--mount-proc', '--fork', '--kill-child=KILL'];

const sandbox = join(import.meta.dirname, '..');
/** Packages under names that only Ubuntu has, below the mirror. */
const extraPackages = 'archive.ubuntu.com/ubuntu-sandbox-extras';

/** Makes sure that the guest is in the cache, and returns its folder. It holds `disk.btrfs`, a sparse file system of 64 GiB whose read-only subvolume "source" is the guest. */
export async function guest(log: StepLog): Promise<string> {
  const archive = await findDebianArchive();
  const key = await loadSigningKey(log);
  const inputs = {
    suite: debianSuite,
    packages: guestPackages,
    archive,
    files: await hashFiles(join(sandbox, 'ec2/guest')),
    extras: await readFile(join(sandbox, 'mirror/publishers/ubuntu.ts'), 'utf8'),
    mirror: mirrorUrl,
    key: key.fingerprint,
  };
  return cached(
    'guest',
    inputs,
    async (dir) => {
      const mirror = await startMirror({ host: '127.0.0.1', port: 0, log, wants: ['ubuntu'] });
      const extras = {
        EXTRAS: `${mirror.url}/${extraPackages}`,
        EXTRAS_THERE: `${mirrorUrl}/${extraPackages}`,
      };
      const env = { ...process.env, ...extras, EXTRAS_KEY: key.keyringFile };
      const args = [join(dir, 'disk.btrfs'), sourceLine(archive), debianSuite, guestPackages.join(',')];
      try {
        await run('unshare', [...namespaces, join(sandbox, 'ec2/guest/image.sh'), ...args], { env });
      } finally {
        await mirror.close();
      }
    },
    log,
  );
}
