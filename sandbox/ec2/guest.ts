/** The part "guest": the root file system of the instances, Debian 13 packages that stand in for Canonical's Ubuntu 24.04 AMI. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, filesIn, type StepLog } from '../cache.ts';
import { startMirror } from '../mirror/index.ts';
import { signingKey } from '../mirror/signing.ts';
import { command } from '../process.ts';
import { mirrorUrl } from './addresses.ts';

const guestSuite = 'trixie';

/** What Ubuntu's server image has and a template may lean on; what boots comes first. */
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

const sandbox = join(import.meta.dirname, '..');
/** Packages under names that only Ubuntu has, below the mirror. */
const extraPackages = 'archive.ubuntu.com/ubuntu-sandbox-extras';

/** Its folder holds `disk.btrfs`, a sparse file system of 64 GiB whose read-only subvolume "source" is the guest. */
export async function guest(log: StepLog): Promise<string> {
  const archive = await debianArchive();
  const key = await signingKey(log);
  const inputs = {
    suite: guestSuite,
    packages: guestPackages,
    archive,
    files: await filesIn(join(sandbox, 'ec2/guest')),
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
      const args = [join(dir, 'disk.btrfs'), archive, guestSuite, guestPackages.join(',')];
      try {
        await command('unshare', ['--mount', join(sandbox, 'ec2/guest/image.sh'), ...args], { env });
      } finally {
        await mirror.close();
      }
    },
    log,
  );
}

/** The address of the Debian archive that this machine's own apt uses; on a machine that is no Debian, DEBIAN_ARCHIVE has to say it. */
async function debianArchive(): Promise<string> {
  const said = process.env['DEBIAN_ARCHIVE'];
  if (said) return said;
  const format = ['--format', '$(ORIGIN) $(LABEL) $(REPO_URI)', 'Created-By: Packages'];
  const targets = await command('apt-get', ['indextargets', ...format]);
  const archive = /^Debian Debian (\S+?)\/?$/m.exec(targets)?.[1];
  if (archive) return archive;
  throw new Error(
    'the guest is made of Debian packages, and apt knows no Debian archive here: set DEBIAN_ARCHIVE to its URL',
  );
}
