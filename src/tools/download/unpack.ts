import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { ConfigurationError, messageOf } from '../../errors.ts';

/** An archive whose content has been verified. */
export interface Archive {
  readonly path: string;
  /** A zip archive, or a tarball packed by gzip. */
  readonly kind: 'zip' | 'tar';
  /** What errors call it, such as the address that it came from. */
  readonly called: string;
}

/**
 * Moves the files that `choose` picks into `target`, executable, under the last part of their names. The archive is
 * unpacked in a private folder beside it, on `target`'s file system, and nothing else of it leaves that folder.
 * @param choose gets the names of all regular files of the archive, sorted; a link is none
 * @returns the paths of the files in `target`
 * @throws ConfigurationError for an archive that cannot be unpacked, or where the program that does it is missing
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
    const taken: string[] = [];
    for (const name of choose(await filesOf(folder))) {
      const file = join(target, basename(name));
      await rename(join(folder, name), file);
      await chmod(file, 0o755); // Not every archive knows modes.
      taken.push(file);
    }
    return taken;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpack({ path: file, kind, called }: Archive, folder: string): Promise<void> {
  const { extractTar, extractZip } = await import('@actions/tool-cache');
  try {
    if (kind === 'zip') await extractZip(file, folder);
    else await extractTar(file, folder, ['-xz', '--no-same-owner']);
  } catch (error) {
    throw new ConfigurationError(`${called} cannot be unpacked: ${explainUnpackError(messageOf(error))}`, {
      cause: error,
    });
  }
}

/** unzip and tar are the names of Debian's packages, too. unzip's exit code 50 is a full disk, by its manual. */
function explainUnpackError(message: string): string {
  if (message.endsWith("unzip' failed with exit code 50"))
    return `${message}: the disk of this runner is full`;
  const missing = /^Unable to locate executable file: (\w+)/.exec(message)?.[1];
  if (missing === undefined) return message;
  return `${missing} is not on the PATH of this runner: install the package ${missing} before this action, with "sudo apt-get install ${missing}" or the like`;
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
