/** Files out of archives. */

import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { ConfigurationError, messageOf } from '../../errors.ts';

/** An archive whose content has been verified. */
export interface Archive {
  readonly path: string;
  /** A zip archive, or a tarball packed by gzip. */
  readonly kind: 'zip' | 'tar';
  /** Its name in messages, such as its URL. */
  readonly displayName: string;
}

/**
 * Moves the files that `choose` selects into `target`, executable, under the last part of their names. The archive is
 * unpacked into a private folder beside it, which must be on `target`'s file system; nothing else leaves that folder.
 * @param choose gets the sorted names of the archive's regular files, without links
 * @returns the paths of the files in `target`
 * @throws ConfigurationError if the archive cannot be unpacked, or the program for that is missing
 */
export async function extractFiles(
  archive: Archive,
  target: string,
  choose: (names: readonly string[]) => readonly string[],
): Promise<string[]> {
  const folder = `${archive.path}.unpacked`;
  await mkdir(folder, { mode: 0o700 });
  try {
    await unpack(archive, folder);
    const extracted: string[] = [];
    for (const name of choose(await listFiles(folder))) {
      const file = join(target, basename(name));
      await rename(join(folder, name), file);
      await chmod(file, 0o755); // Not every archive has modes.
      extracted.push(file);
    }
    return extracted;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpack({ path: file, kind, displayName }: Archive, folder: string): Promise<void> {
  const { extractTar, extractZip } = await import('@actions/tool-cache');
  try {
    if (kind === 'zip') await extractZip(file, folder);
    else await extractTar(file, folder, ['-xz', '--no-same-owner']);
  } catch (error) {
    throw new ConfigurationError(
      `${displayName} cannot be unpacked: ${explainUnpackError(messageOf(error))}`,
      {
        cause: error,
      },
    );
  }
}

/** Debian's packages are called unzip and tar, like the programs. unzip(1): exit code 50 is a full disk. */
function explainUnpackError(message: string): string {
  if (message.endsWith("unzip' failed with exit code 50"))
    return `${message}: the disk of this runner is full`;
  const missing = /^Unable to locate executable file: (\w+)/.exec(message)?.[1];
  if (missing === undefined) return message;
  return `${missing} is not on the PATH of this runner: install the package ${missing} before this action, with "sudo apt-get install ${missing}" or the like`;
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
