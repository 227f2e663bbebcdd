/** The Debian archive, found on Debian and on Ubuntu. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findDebianArchive, sourceLine } from '../../../../sandbox/parts/debian-archive.ts';
import { run } from '../../../../sandbox/process.ts';

let root: string;

/** The archive that mmdebstrap's code takes where it is told none; its manual is what the sandbox reads. */
let publicArchive: string | undefined;

beforeAll(async () => {
  const program = await run('sh', ['-c', 'cat "$(command -v mmdebstrap)"']);
  publicArchive = /^ +my \$mirror += '(http:\/\/[^']+)';$/m.exec(program)?.[1];
  expect(publicArchive).toMatch(/^http:\/\/[^/]+\/debian$/);
});
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'apt-'));
  await mkdir(join(root, 'etc/sources.list.d'), { recursive: true });
  await mkdir(join(root, 'lists/partial'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

const ubuntuSources = `Types: deb
URIs: http://archive.ubuntu.com/ubuntu/
Suites: noble noble-updates noble-backports
Components: main universe restricted multiverse
Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg

Types: deb
URIs: http://security.ubuntu.com/ubuntu/
Suites: noble-security
Components: main universe restricted multiverse
Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg
`;
const debianSources = (address: string) => `Types: deb
URIs: ${address}
Suites: bookworm
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`;

/** Lays down what apt keeps of an archive after `apt-get update`. */
async function updated(archive: string, suite: string, origin: string): Promise<void> {
  const prefix = join(root, 'lists', `${archive.replaceAll('/', '_')}_dists_${suite}`);
  const release = `Origin: ${origin}\nLabel: ${origin}\nSuite: ${suite}\nCodename: ${suite}\n`;
  await writeFile(`${prefix}_InRelease`, `${release}Components: main\nArchitectures: amd64\n`);
  await writeFile(`${prefix}_main_binary-amd64_Packages`, 'Package: none\n');
}

/** Asks the real apt-get, as it answers on a host with these files. */
async function askApt(file: string, args: readonly string[]): Promise<string> {
  const settings = {
    'Dir::Etc': join(root, 'etc/'),
    'Dir::State::lists': join(root, 'lists/'),
    'APT::Architecture': 'amd64',
    'APT::Architectures': 'amd64',
  };
  const configuration = join(root, 'apt.conf');
  const lines = Object.entries(settings).map(([key, value]) => `${key} "${value}";\n`);
  await writeFile(configuration, lines.join(''));
  return run(file, args, { env: { ...process.env, APT_CONFIG: configuration } });
}

test("on Ubuntu, whose apt knows Ubuntu's archive alone, the archive is Debian's public one", async () => {
  await writeFile(join(root, 'etc/sources.list.d/ubuntu.sources'), ubuntuSources);
  await updated('archive.ubuntu.com/ubuntu', 'noble', 'Ubuntu');
  expect(await askApt('apt-get', ['indextargets'])).toContain('http://archive.ubuntu.com/ubuntu/');
  expect(await findDebianArchive({ env: {}, run: askApt })).toBe(publicArchive);
});

test('on an Ubuntu whose apt has never updated, the archive is the public one too', async () => {
  await writeFile(join(root, 'etc/sources.list.d/ubuntu.sources'), ubuntuSources);
  expect(await findDebianArchive({ env: {}, run: askApt })).toBe(publicArchive);
});

test("on Debian the archive is the one that the host's apt uses", async () => {
  const address = 'http://mirror.example.org/pub/debian/';
  await writeFile(join(root, 'etc/sources.list.d/debian.sources'), debianSources(address));
  await updated('mirror.example.org/pub/debian', 'bookworm', 'Debian');
  expect(await findDebianArchive({ env: {}, run: askApt })).toBe('http://mirror.example.org/pub/debian');
});

test('a Debian archive in a folder of the host is passed over, as guests cannot reach it', async () => {
  await writeFile(join(root, 'etc/sources.list.d/debian.sources'), debianSources('file:/srv/debian'));
  await updated('/srv/debian', 'bookworm', 'Debian');
  expect(await findDebianArchive({ env: {}, run: askApt })).toBe(publicArchive);
});

test('where nothing names an archive, the error says what to set', async () => {
  const found = findDebianArchive({ env: {}, run: async () => '' });
  await expect(found).rejects.toThrow('set DEBIAN_ARCHIVE to the address of one');
});

test('DEBIAN_ARCHIVE comes before what apt says, with or without a slash at its end', async () => {
  const asked: string[] = [];
  const unasked = async (file: string) => {
    asked.push(file);
    return '';
  };
  for (const address of ['http://mirror.example.org/debian', 'http://mirror.example.org/debian/']) {
    const found = await findDebianArchive({ env: { DEBIAN_ARCHIVE: address }, run: unasked });
    expect(found).toBe('http://mirror.example.org/debian');
  }
  expect(asked).toEqual([]);
});

test("apt trusts Debian's keys for the archive, whatever else the host trusts", () => {
  expect(sourceLine('http://mirror.example.org/debian')).toBe(
    'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://mirror.example.org/debian trixie main contrib non-free non-free-firmware',
  );
});
