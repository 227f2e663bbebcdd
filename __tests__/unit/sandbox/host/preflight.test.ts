/** What a host needs for a sandbox, and what is missing. */
import { expect, test } from '@jest/globals';
import {
  findMissingPackages,
  type Host,
  missingRequirements,
  prepareHost,
} from '../../../../sandbox/host/preflight.ts';

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
  expect(await missingRequirements(fit)).toEqual([]);
  await prepareHost(log, fit);
  expect(fit.ran).toEqual(['python3 -c import ensurepip']);
});

test('packages without a program are installed too', async () => {
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

test('everything that is missing is named at once', async () => {
  const unfit = host({
    uid: 1000,
    has: async (program) => program !== 'go',
    read: async () => 'nodev\tproc\n',
  });
  await expect(prepareHost(log, unfit)).rejects.toThrow(
    /cannot run on this machine; it needs\n {2}- root: .*\n {2}- btrfs in the kernel: .*\n {2}- go on the PATH: /,
  );
});

test('btrfs is loaded where the kernel has it as a module', async () => {
  let loaded = false;
  const module = host({
    read: async (file) => (file === '/proc/filesystems' ? (loaded ? '\tbtrfs\n' : '') : enough),
    run: async () => {
      loaded = true;
      return '';
    },
  });
  expect(await missingRequirements(module)).toEqual([]);
});

test('missing programs are installed with the packages that contain them', async () => {
  const bare = host({ has: async (program) => !['nft', 'mkfs.btrfs'].includes(program) });
  expect(await findMissingPackages(bare)).toEqual(['btrfs-progs', 'nftables']);
  await prepareHost(log, bare);
  expect(bare.ran.at(-1)).toMatch(/^apt-get .*install .* btrfs-progs nftables$/);
});

test('a host without apt gets the names of the packages', async () => {
  const other = host({ has: async (program) => !['nft', 'apt-get'].includes(program) });
  await expect(prepareHost(log, other)).rejects.toThrow(
    /there is no apt-get to install them; install them by hand: nftables/,
  );
});

test('an interrupted installation is completed before the next one', async () => {
  const bare = host({ has: async (program) => program !== 'nft' });
  let interrupted = true;
  const half: Host = {
    ...bare,
    run: async (file, args) => {
      if (file === 'dpkg') interrupted = false;
      if (interrupted && args.includes('install'))
        throw new Error("E: dpkg was interrupted, you must manually run 'dpkg --configure -a'");
      return bare.run(file, args);
    },
  };
  await prepareHost(log, half);
  expect(bare.ran.slice(-2)).toEqual([
    'dpkg --configure -a',
    expect.stringMatching(/^apt-get .*install .* nftables$/),
  ]);
});

test('an installation that fails for another reason is not repeated', async () => {
  const bare = host({ has: async (program) => program !== 'nft' });
  const broken: Host = {
    ...bare,
    run: async (file, args) => {
      if (args.includes('install')) throw new Error('E: Unable to locate package nftables');
      return bare.run(file, args);
    },
  };
  await expect(prepareHost(log, broken)).rejects.toThrow('Unable to locate package nftables');
  expect(bare.ran.some((line) => line.startsWith('dpkg'))).toBe(false);
});
