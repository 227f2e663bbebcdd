/** Lists the files that count where it cannot be told which files a recipe reads: those of the workspace. */

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readFolder, statPath, toBuffer, toBytePath } from './byte-paths.ts';

/** What Packer and this action write beside the templates, and what GitHub reads of a repository. */
const ownNames = new Set(['.github', 'packer_cache', 'crash.log', '.logs', 'ami.lock.json']);

/** What accompanies sources and does not go into an image: it counts only where a template names it. */
const documents = /^(readme|licen[cs]e)(\.(md|txt|rst|adoc))?$/i;

/** Names in the workspace's root and in the templates' folder that are no input where any file may be read. */
function isAccompanying(name: string): boolean {
  return ownNames.has(name) || documents.test(name);
}

/** Whether a file or folder is of the repository's authors, and no record that Packer or this action writes. */
export function isDocument(name: string): boolean {
  return name === '.github' || documents.test(name);
}

/** The root of the git working tree that holds the workspace; the workspace itself where there is none. */
export function findWorkspaceRoot(workspace: string): string {
  for (let folder = workspace; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return workspace;
  }
}

/**
 * The byte paths of the files and links under `root`: in a git working tree those that git tracks and those that it does
 * not ignore, elsewhere all. What lies right in `root` or in the templates' `folder` counts but for what accompanies it.
 * @param written byte paths of files that builds write and do not read; deeper ones count, as another may be meant
 */
export function listWorkspace(root: string, folder: string, written: ReadonlySet<string>): string[] {
  const places = [root, folder].map((place) => `${toBytePath(place)}/`);
  return listFolder(toBytePath(root)).filter((path) =>
    places.every((place) => {
      if (!path.startsWith(place)) return true;
      const [name = '', ...deeper] = path.slice(place.length).split('/');
      return !isAccompanying(name) && (deeper.length > 0 || !written.has(path));
    }),
  );
}

function listFolder(folder: string): string[] {
  const known = isWorkingTree(folder) ? listByGit(folder) : null;
  if (known !== null) {
    // Git names a submodule by its folder, and a working tree inside this one with a slash at its end.
    const paths = known.map((name) => `${folder}/${name}`);
    return paths.flatMap((path) => (isFolder(path) ? listFolder(path.replace(/\/$/, '')) : [path]));
  }
  return readFolder(folder).flatMap((entry) => {
    // Git's own files change with every command of git.
    if (entry.name === '.git') return [];
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFolder(path) : [path];
  });
}

function isWorkingTree(folder: string): boolean {
  return existsSync(toBuffer(`${folder}/.git`));
}

function isFolder(path: string): boolean {
  return path.endsWith('/') || (isWorkingTree(path) && statPath(path)?.isDirectory() === true);
}

/**
 * Names relative to the folder, as bytes; null where git cannot be asked. Neither who owns the working tree nor its own
 * configuration may keep git from answering (safe.directory, core.fsmonitor: git-config(1)).
 */
function listByGit(folder: string): string[] | null {
  const options = ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false'];
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  try {
    const output = execFileSync('git', [...options, ...list], {
      cwd: toBuffer(folder).toString(),
      env,
      encoding: 'latin1',
      maxBuffer: 1024 ** 3,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // A file with a conflict is named once for each side.
    return [...new Set(output.split('\0'))].filter((name) => name !== '');
  } catch {
    return null;
  }
}
