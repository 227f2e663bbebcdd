/** Debian packages and the flat, signed repositories that publishers keep them in. */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { run } from '../process.ts';
import { type Contents, sha256, writeContents } from './archive.ts';
import type { SigningKey } from './signing.ts';

export interface Package {
  readonly name: string;
  readonly version: string;
  readonly architecture: 'amd64' | 'all';
  /** One line that says what it is. */
  readonly summary: string;
  readonly depends?: readonly string[];
  readonly provides?: readonly string[];
  /** Files by their path in the file system. */
  readonly contents?: Contents;
  /** Files and folders to copy: from where, and their path in the file system. Folders are copied whole, links as links. */
  readonly trees?: readonly { readonly from: string; readonly to: string }[];
  /** Control files by name: maintainer scripts such as postinst, and triggers. */
  readonly scripts?: Readonly<Record<string, string>>;
}

/** Builds the package into `folder`, as NAME_VERSION_ARCHITECTURE.deb. */
export async function buildPackage(folder: string, pack: Package): Promise<void> {
  await mkdir(folder, { recursive: true });
  const root = await mkdtemp(join(folder, '.staged-'));
  try {
    await chmod(root, 0o755);
    await writeContents(root, pack.contents ?? {});
    for (const { from, to } of pack.trees ?? []) {
      const target = join(root, to);
      await mkdir(dirname(target), { recursive: true });
      await run('cp', ['--recursive', '--no-dereference', '--preserve=mode,timestamps', from, target]);
    }
    await writeContents(root, { 'DEBIAN/control': formatControl(pack), ...underDebian(pack.scripts ?? {}) });
    for (const [name, text] of Object.entries(pack.scripts ?? {})) {
      if (text.startsWith('#!')) await chmod(join(root, 'DEBIAN', name), 0o755);
    }
    const name = `${pack.name}_${pack.version}_${pack.architecture}.deb`;
    await run('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, join(folder, name)]);
  } finally {
    await rm(root, { recursive: true });
  }
}

function underDebian(scripts: Readonly<Record<string, string>>): Contents {
  return Object.fromEntries(Object.entries(scripts).map(([name, text]) => [`DEBIAN/${name}`, text]));
}

function formatControl(pack: Package): string {
  const relations = {
    Depends: pack.depends?.join(', '),
    Provides: pack.provides?.join(', '),
  };
  const present = Object.entries(relations).filter(([, value]) => value);
  return [
    `Package: ${pack.name}`,
    `Version: ${pack.version}`,
    `Architecture: ${pack.architecture}`,
    'Maintainer: the sandbox <sandbox@localhost>',
    'Section: misc',
    'Priority: optional',
    ...present.map(([field, value]) => `${field}: ${value}`),
    `Description: ${pack.summary}`,
    '',
  ].join('\n');
}

/** Makes a folder of .deb files a repository for `deb URL ./`: writes Packages, Release and InRelease. */
export async function writeFlatRepository(folder: string, origin: string, key: SigningKey): Promise<void> {
  const stanzas: string[] = [];
  for (const name of (await readdir(folder)).filter((item) => item.endsWith('.deb')).sort()) {
    const file = join(folder, name);
    const fields = (await run('dpkg-deb', ['--field', file])).trim();
    const { size } = await stat(file);
    stanzas.push(`${fields}\nFilename: ./${name}\nSize: ${size}\nSHA256: ${await sha256(file)}\n`);
  }
  const packages = stanzas.join('\n');
  await writeFile(join(folder, 'Packages'), packages);
  await writeFile(join(folder, 'Packages.gz'), await promisify(gzip)(packages));
  const sums: string[] = [];
  for (const name of ['Packages', 'Packages.gz']) {
    const file = join(folder, name);
    sums.push(` ${await sha256(file)} ${(await stat(file)).size} ${name}`);
  }
  const release = [
    `Origin: ${origin}`,
    `Label: ${origin}`,
    'Architectures: amd64',
    `Date: ${new Date().toUTCString().replace('GMT', 'UTC')}`,
    'SHA256:',
    ...sums,
    '',
  ].join('\n');
  await writeFile(join(folder, 'Release'), release);
  await writeFile(join(folder, 'InRelease'), await key.clear(release));
}

/** Unpacks the one package `name` among the .deb files of `debs`, its control files below DEBIAN; returns the folder. */
export async function unpack(debs: string, name: string, into: string): Promise<string> {
  const found = (await readdir(debs)).filter((file) => file.startsWith(`${name}_`));
  const [file] = found;
  if (!file || found.length !== 1)
    throw new Error(`${debs} should hold one package ${name}, not ${found.length}`);
  const folder = join(into, name);
  await run('dpkg-deb', ['--raw-extract', join(debs, file), folder]);
  return folder;
}

/** Returns the value of a field of an unpacked package. */
export async function readField(unpacked: string, name: string): Promise<string> {
  const text = await readFile(join(unpacked, 'DEBIAN/control'), 'utf8');
  const value = new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`${unpacked} has no field ${name}`);
  return value;
}
