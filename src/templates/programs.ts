/**
 * Finds what the commands of a provisioner name that runs on this machine. Nothing here parses a shell: anything
 * that is not plainly a path in the workspace counts as unbounded.
 */

import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { readFolder, toBytePath, toText } from './byte-paths.ts';
import type { Templates } from './templates.ts';
import { isDocument } from './workspace.ts';

export interface NamedByProgram {
  /** Absolute paths of the files and folders in the workspace that are named. */
  readonly paths: ReadonlySet<string>;
  /** What it reads that nothing bounds, such as `asks git`; null if there is nothing. */
  readonly unbounded: string | null;
}

/** PATH_MAX of Linux; a longer text is not a path. */
const maxPathLength = 4096;

/** Where programs of the system lie: what is named there is no input of the templates' own. */
const systemFolders = /^\/(bin|sbin|lib|lib64|usr|dev|proc|sys)(\/|$)|^\/tmp\/*$/;

/** What separates words, options and their values in a command, a list of paths or an URL. */
const separators = /(?:[\s"'`=,;()<>|&{}@]|(?<![a-z]):|:(?!\/\/))+/;

/** What a command plainly writes: a redirection, an option -o, and the archive that tar creates. */
const written =
  /(?:>\s*|\s-o\s*|\btar\b[^;|&\n]*?\s-?[a-zA-Z]*c[a-zA-Z]*f\s*)(?:"([^"\n]+)"|'([^'\n]+)'|([^\s;|&"']+))/g;

/** Variables of the shell itself, of tools, of credentials, and those that say where the workspace is. */
const ownVariables =
  /^(HOME|PWD|OLDPWD|USER|LOGNAME|PATH|SHELL|TERM|LANG|TMPDIR|RUNNER_TEMP|IFS|E?UID|HOSTNAME|OSTYPE|SECONDS|LINENO|BASH\w*|FUNCNAME|PIPESTATUS|REPLY|OPT(ARG|IND)|P?PID|N[FR]|PACKER_BUILD(_NAME|ER_TYPE)|PACKER_HTTP_\w+|GITHUB_(WORKSPACE|OUTPUT|ENV|PATH|STEP_SUMMARY|ACTIONS|TOKEN)|AWS_\w+)$/;

/** Commands whose output is a folder of the workspace, or a new one. */
const tellsFolder = /^\s*(cd|pwd|dirname|realpath|readlink|mktemp)\b/;

/** Folders beside a playbook or an inventory that Ansible reads by itself. */
const ansibleFolders = ['roles', 'collections', 'group_vars', 'host_vars', 'library', 'filter_plugins'];

/** @param variables names of the environment variables that the provisioner sets itself */
export function findNamed(
  texts: readonly string[],
  variables: Iterable<string>,
  { cwd, files }: Pick<Templates, 'cwd' | 'files'>,
): NamedByProgram {
  return new ProgramReader(cwd, files, variables).read(texts);
}

class ProgramReader {
  readonly #files: Templates['files'];
  /** Folders that relative paths may start at. */
  readonly #bases: Set<string>;
  readonly #variables: Set<string>;
  readonly #cwd: string;
  readonly #paths = new Set<string>();
  readonly #unbounded: string[] = [];

  constructor(cwd: string, files: Templates['files'], variables: Iterable<string>) {
    this.#cwd = cwd;
    this.#files = files;
    this.#bases = new Set([cwd]);
    for (let at = cwd; files.isInWorkspace(at) && at !== dirname(at); at = dirname(at)) this.#bases.add(at);
    this.#variables = new Set(variables);
  }

  read(texts: readonly string[]): NamedByProgram {
    for (const text of texts) this.#readWord(text);
    const seen = new Set<string>();
    // Twice, as a folder that a later word names may be where an earlier one starts.
    for (let found = new Set(texts); found.size > 0; ) {
      const commands = [...found].map(withoutComments);
      for (const text of commands) for (const name of assignedIn(text)) this.#variables.add(name);
      for (const text of [...commands, ...commands]) this.#readCommand(text);
      found = new Set();
      for (const path of this.#paths) {
        const script = seen.has(path) ? null : this.#scriptAt(path);
        seen.add(path);
        if (script !== null) found.add(script);
      }
    }
    return { paths: this.#paths, unbounded: this.#unbounded[0] ?? null };
  }

  /** What a named file says, if it is a script; the folder that holds it may be where its paths start. */
  #scriptAt(path: string): string | null {
    if (this.#files.kindOf(path) !== 'file') return null;
    const text = this.#files.content(path)?.toString() ?? '';
    if (!text.startsWith('#!') && !/\.(sh|bash|ps1|cmd|bat)$/.test(path)) return null;
    this.#bases.add(dirname(path));
    return text;
  }

  #readCommand(text: string): void {
    for (const name of variablesIn(text)) {
      if (!this.#variables.has(name) && !ownVariables.test(name)) {
        this.#unbounded.push(`reads the environment variable ${name}`);
      }
    }
    const made = new Set([...text.matchAll(written)].map(([, a, b, c]) => a ?? b ?? c));
    for (const part of this.#withoutSubstitutions(text)) {
      for (const word of wordsIn(part)) if (!made.has(word)) this.#readWord(word);
    }
  }

  /** The text without what a shell puts before a path, and the commands that it runs for their output. */
  #withoutSubstitutions(text: string): string[] {
    const inner: string[] = [];
    let rest = text;
    for (let before = ''; before !== rest; ) {
      before = rest;
      rest = rest.replace(
        /\$\(([^()]*)\)|`([^`]*)`/g,
        (_all, a: string | undefined, b: string | undefined) => {
          const command = a ?? b ?? '';
          inner.push(command);
          return tellsFolder.test(command) ? '.' : '\0';
        },
      );
    }
    if (/\0["']?\//.test(rest)) this.#unbounded.push("names a path by another command's output");
    const home = rest.replace(/\$HOME\b|\$\{HOME\}/g, () => homedir());
    return [home.replace(/(?:\0|\$\{[^}]*\}|\$\w+)["']?\/+/g, './').replaceAll('\0', ' '), ...inner];
  }

  #readWord(word: string): void {
    if (word === '' || word.length > maxPathLength || word.includes('\0')) return;
    if (/^[a-z]+:\/\//.test(word) && !word.startsWith('file:')) return;
    if (/(^|\/)(git$|\.git(\/|$))/.test(word)) this.#unbounded.push('asks git');
    const path = word.replace(/^file:\/+/, '/').replace(/^~(?=\/|$)/, () => homedir());
    const glob = path.search(/[*?[]/);
    const plain = glob === -1 ? path : path.slice(0, path.lastIndexOf('/', glob) + 1);
    if (plain === '') return;
    if (isAbsolute(plain)) this.#readIfExists(plain, plain);
    else for (const base of [...this.#bases]) this.#readIfExists(resolve(base, plain), plain);
  }

  #readIfExists(path: string, written: string): void {
    if (isAbsolute(written) && systemFolders.test(written) && !this.#files.isInWorkspace(path)) return;
    const kind = this.#files.kindOf(path);
    if (kind === null) return;
    if (!this.#files.isInWorkspace(path)) {
      // Where commands run is not known: `..` from a folder above theirs is taken for one from theirs.
      const isSure = !/^[./]+$/.test(written) || path === resolve(this.#cwd, written);
      if (isSure) this.#unbounded.push(`names ${written}, outside of the workspace`);
      return;
    }
    if (kind === 'folder' && !relative(path, this.#cwd).startsWith('..')) this.#readDocuments(path);
    else this.#paths.add(resolve(path));
    if (kind === 'folder') this.#bases.add(resolve(path));
    if (/\.ya?ml$|inventory/.test(path)) {
      for (const name of ansibleFolders) this.#readIfExists(join(dirname(path), name), name);
    }
  }

  /** The folders above are the workspace, whose documents count where they are named. */
  #readDocuments(folder: string): void {
    for (const { name } of readFolder(toBytePath(folder))) {
      if (isDocument(name)) this.#paths.add(join(folder, toText(name)));
    }
  }
}

/** Without comments, and without the .git that is left out of a copy or an archive. */
function withoutComments(text: string): string {
  return text.replace(/^\s*#.*$/gm, '').replace(/--exclude[=\s]\s*["']?(\.\/)?\.git\b["']?(?!\/)/g, '');
}

function wordsIn(text: string): Set<string> {
  const quoted = [...text.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map(([, a, b]) => a ?? b ?? '');
  const escaped = (text.match(/(?:\\.|[^\s\\])+/g) ?? []).map((word) => word.replace(/\\(.)/g, '$1'));
  const words = [...text.split(separators), ...quoted, ...escaped];
  // An option and its value may be one word.
  const glued = words.flatMap((word) => /^-\w([./~].*)$/.exec(word)?.[1] ?? []);
  return new Set([...words, ...glued]);
}

/** Variables that a shell expands, and those of GitHub however they are read. */
function variablesIn(text: string): Set<string> {
  const expanded = text.matchAll(/\$(?:\{[!#]?)?([A-Za-z_]\w*)/g);
  return new Set([...expanded, ...text.matchAll(/\b(GITHUB_[A-Z_]+)\b/g)].map(([, name = '']) => name));
}

/** Variables that a command sets, but for those that it sets to what they are. */
function assignedIn(text: string): string[] {
  const names = [
    ...text.matchAll(/\b([A-Za-z_]\w*)\+?=/g),
    ...text.matchAll(/\b(?:for|read|read -\w+|getopts \S+)\s+([A-Za-z_]\w*)/g),
  ].map(([, name = '']) => name);
  return names.filter((name) => !new RegExp(`\\b${name}=["']?\\$\\{?${name}\\b`).test(text));
}
