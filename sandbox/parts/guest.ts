/** The part "guest": the root file system of the instances, Debian 13 packages that stand in for Canonical's Ubuntu 24.04 AMI. */
import path from 'node:path';
import { cached, filesIn, type StepLog } from '../cache.ts';
import { command } from './command.ts';

const SUITE = 'trixie';

/** What Ubuntu's server image has and a template may lean on; what boots comes first. */
const PACKAGES = [
  ...['systemd', 'systemd-sysv', 'dbus', 'libpam-systemd', 'libnss-myhostname', 'udev', 'kmod'],
  ...['cloud-init', 'openssh-server', 'sudo', 'cron', 'logrotate', 'apt-utils', 'lsb-release', 'locales'],
  ...['ca-certificates', 'curl', 'wget', 'gnupg', 'openssl', 'rsync', 'zstd', 'xz-utils', 'bzip2', 'tzdata'],
  ...['python3', 'iproute2', 'iptables', 'nftables', 'iputils-ping', 'netbase', 'procps', 'psmisc', 'lsof'],
  ...['file', 'less', 'vim-tiny', 'pciutils', 'bash-completion'],
];

const folder = path.join(import.meta.dirname, '..', 'ec2', 'guest');

/** Its folder holds `disk.btrfs`, a sparse file system of 64 GiB whose read-only subvolume "source" is the guest. */
export async function guest(log: StepLog): Promise<string> {
  const archive = await debianArchive();
  const inputs = { suite: SUITE, packages: PACKAGES, archive, files: await filesIn(folder) };
  return cached(
    'guest',
    inputs,
    async (dir) => {
      const args = [path.join(dir, 'disk.btrfs'), archive, SUITE, PACKAGES.join(',')];
      await command('unshare', ['--mount', path.join(folder, 'image.sh'), ...args]);
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
