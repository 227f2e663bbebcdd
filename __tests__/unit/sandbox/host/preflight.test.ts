import { expect, test } from '@jest/globals';
import { type Host, missingPackages, obstacles, prepareHost } from '../../../../sandbox/host/preflight.ts';

const enough = '1024\n';

/** A machine that lacks nothing, but for what is said. */
function host(more: Partial<Host> = {}): Host & { ran: string[] } {
  const ran: string[] = [];
  return {
    ran,
    uid: 0,
    has: async () => true,
    exists: async () => true,
    read: async (file) => (file === '/proc/filesystems' ? 'nodev\tproc\n\tbtrfs\n' : enough),
    run: async (file, args) => {
      ran.push([file, ...args].join(' '));
      return '';
    },
    ...more,
  };
}

const log = { info: () => undefined };

test('a machine that has everything is left as it is', async () => {
  const fit = host();
  expect(await obstacles(fit)).toEqual([]);
  await prepareHost(log, fit);
  expect(fit.ran).toEqual(['python3 -c import ensurepip']);
});

test('what Debian keeps in packages without a program is installed too', async () => {
  const bare = host();
  const lacking: Host = {
    ...bare,
    exists: async (file) => !file.endsWith('debian-archive-keyring.gpg'),
    run: async (file, args) => {
      if (file === 'python3') throw new Error('No module named ensurepip');
      return bare.run(file, args);
    },
  };
  await prepareHost(log, lacking);
  expect(bare.ran.at(-1)).toMatch(/^apt-get .*install .* debian-archive-keyring python3-venv$/);
});

test('all that is in the way is said at once', async () => {
  const unfit = host({
    uid: 1000,
    has: async (program) => program !== 'go',
    read: async () => 'nodev\tproc\n',
  });
  await expect(prepareHost(log, unfit)).rejects.toThrow(
    /cannot run on this machine:\n {2}- it has to be run by root.*\n {2}- the kernel has no btrfs.*\n {2}- Go is not on the PATH/,
  );
});

test('btrfs that only has to be loaded is loaded', async () => {
  let loaded = false;
  const module = host({
    read: async (file) => (file === '/proc/filesystems' ? (loaded ? '\tbtrfs\n' : '') : enough),
    run: async () => {
      loaded = true;
      return '';
    },
  });
  expect(await obstacles(module)).toEqual([]);
});

test('missing programs are installed by the packages that hold them', async () => {
  const bare = host({ has: async (program) => !['nft', 'mkfs.btrfs'].includes(program) });
  expect(await missingPackages(bare)).toEqual(['btrfs-progs', 'nftables']);
  await prepareHost(log, bare);
  expect(bare.ran.at(-1)).toMatch(/^apt-get .*install .* btrfs-progs nftables$/);
});

test('without apt the packages are named', async () => {
  const other = host({ has: async (program) => !['nft', 'apt-get'].includes(program) });
  await expect(prepareHost(log, other)).rejects.toThrow(/there is no apt-get to install them: nftables/);
});
