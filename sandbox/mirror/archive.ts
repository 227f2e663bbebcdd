/** Archives as publishers make them, reproducible: sorted, owned by root, of one date. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from '../process.ts';

/** The earliest time of the zip format. */
const date = new Date('1980-01-01T00:00:00Z');

/** Files by their path in a tree: the text, or a file to copy, which keeps its mode. */
export type Contents = Readonly<Record<string, string | { readonly file: string }>>;

/** Writes `contents` below `folder`. */
export async function writeContents(folder: string, contents: Contents): Promise<void> {
  for (const [name, content] of Object.entries(contents)) {
    const target = join(folder, name);
    await mkdir(dirname(target), { recursive: true });
    if (typeof content === 'string') await writeFile(target, content);
    else await copyFile(content.file, target);
    await utimes(target, date, date);
  }
}

/** Makes a zip of `contents`. */
export async function zip(archive: string, contents: Contents): Promise<void> {
  await packStaged(archive, contents, (folder, names) =>
    run('python3', ['-m', 'zipfile', '--create', archive, ...names], { cwd: folder }),
  );
}

/** Makes a gzipped tar of `contents`. */
export async function tarGz(archive: string, contents: Contents): Promise<void> {
  await packStaged(archive, contents, (folder, names) =>
    run('tar', [...tarOptions, '--use-compress-program=gzip -1n', `--file=${archive}`, ...names], {
      cwd: folder,
    }),
  );
}

/** Makes a plain tar of `contents`. */
export async function tar(archive: string, contents: Contents): Promise<void> {
  await packStaged(archive, contents, (folder, names) =>
    run('tar', [...tarOptions, `--file=${archive}`, ...names], { cwd: folder }),
  );
}

const tarOptions = [
  ...['--create', '--format=gnu', '--sort=name', '--owner=0', '--group=0', '--numeric-owner'],
  `--mtime=@${date.getTime() / 1000}`,
];

async function packStaged(
  archive: string,
  contents: Contents,
  pack: (folder: string, names: string[]) => Promise<unknown>,
): Promise<void> {
  const parent = dirname(archive);
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, '.staged-'));
  try {
    await writeContents(folder, contents);
    await pack(folder, (await readdir(folder)).sort());
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Computes the SHA-256 of a file, in hex. */
export async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Returns the lines of a checksum file as sha256sum(1) writes them, `HASH  NAME`. */
export async function formatChecksums(files: Readonly<Record<string, string>>): Promise<string> {
  const lines = await Promise.all(
    Object.entries(files).map(async ([name, file]) => `${await sha256(file)}  ${name}\n`),
  );
  return lines.join('');
}
