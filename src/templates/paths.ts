/** Notes the local files and folders that values of templates name. */

import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { readLink, realPath, toBuffer, toBytePath } from './byte-paths.ts';
import { goProgramsDir } from './environment.ts';
import type { Dependencies } from './evaluate/dependencies.ts';
import { isList, OneOf, textsIn, type Value } from './evaluate/values.ts';
import type { Templates } from './templates.ts';
import type { Reading } from './walk.ts';

/** The attribute that holds a path, and its position. */
interface PathUse {
  readonly what: string;
  readonly file: string;
  readonly line: number;
  readonly as: Reading;
  /** Whether the path may name a file that only exists during the build. */
  readonly mayAppear?: boolean;
}

/** PATH_MAX of Linux; a longer text is not a path. */
const maxPathLength = 4096;

/** Where programs of the system and temporary files lie: what is named there is no input of the templates' own. */
const systemFolders = /^\/(bin|sbin|lib|lib64|usr|dev|proc|sys|tmp)(\/|$)/;

/** What separates words, options and their values in a command, a list of paths or an URL. */
const separators = /(?:[\s"'`=,;()<>|&{}@]|(?<![a-z]):|:(?!\/\/))+/;

/** Sets of Dependencies by how the files in them are read. */
const setOf = { bytes: 'files', script: 'scripts', upload: 'uploads' } as const;

export class PathReader {
  readonly #templates: Pick<Templates, 'cwd' | 'files'>;
  readonly #reads: Dependencies;
  /** Texts of the provisioners that ran on this machine so far: what they name, they may have made. */
  readonly #commands: string[] = [];

  constructor(templates: Pick<Templates, 'cwd' | 'files'>, reads: Dependencies) {
    this.#templates = templates;
    this.#reads = reads;
  }

  /** Notes the files and folders that a value names; where they are not known, that any file may be read. */
  read(value: Value, use: PathUse): void {
    if (value === null || value === '') return;
    if (isList(value)) for (const item of value) this.read(item, use);
    else if (value instanceof OneOf) for (const option of value.options) this.read(option, use);
    else if (typeof value === 'string' && value.startsWith(goProgramsDir)) this.#reads.others.add('agent');
    else if (typeof value === 'string') this.#readPath(value, use);
    else this.#doubt(use.what, use, true);
  }

  /** Packer renders `{{ … }}` in a provisioner; `{{pwd}}` is the folder that it runs in (funcGenPwd of its plugin SDK). */
  #readPath(text: string, use: PathUse): void {
    const { cwd, files } = this.#templates;
    const path = text.replaceAll(/\{\{\s*pwd\s*\}\}/g, () => cwd);
    if (path.includes('{{') || path.includes('\0')) {
      this.#doubt(use.what, use, true);
      return;
    }
    const absolute = resolvePath(cwd, path);
    const made = use.mayAppear === true && this.#commands.some((command) => command.includes(text));
    if (!made) this.#reads[setOf[use.as]].add(absolute);
    if (use.mayAppear === true && (made || files.kindOf(absolute) === null)) {
      this.#doubt(`${use.what} ${JSON.stringify(text)}, which is created during the build`, use, false);
    }
  }

  #doubt(what: string, { file, line }: PathUse, outside: boolean): void {
    this.#reads.doubt({ what, file, line, outside });
  }

  /**
   * Notes what a provisioner reads that runs on this machine: the files and folders that its attributes name, and that it
   * may read any other of the workspace. One that names something outside of the workspace may read anything.
   */
  readProgram(
    values: ReadonlyMap<string, Value>,
    { what, file, line }: Pick<PathUse, 'what' | 'file' | 'line'>,
  ): void {
    const texts = [...values.values()].flatMap(textsIn);
    this.#commands.push(...texts);
    const outside = new Set<string>();
    for (const text of texts) {
      this.#readIfExists(text, outside, true);
      for (const word of text.split(separators)) {
        if (/[/~]|^\.\.$/.test(word)) this.#readIfExists(word, outside, false);
      }
    }
    const [first] = outside;
    const named = first === undefined ? '' : ` and names ${first}, outside of the workspace`;
    this.#reads.doubt({ what: `${what}${named}`, file, line, outside: first !== undefined });
  }

  /**
   * Notes a file if there is one, and whether it lies outside of the workspace; a folder only where it is all of an
   * attribute's text, as a command may as well write to it. The folders above are the workspace.
   */
  #readIfExists(text: string, outside: Set<string>, isWhole: boolean): void {
    if (text === '' || text.length > maxPathLength || text.includes('\0') || /^[a-z]+:\/\//.test(text))
      return;
    const { cwd, files } = this.#templates;
    const absolute = resolve(cwd, expandHome(text));
    if (isAbsolute(text) && systemFolders.test(text) && !files.isInWorkspace(absolute)) return;
    const kind = files.kindOf(absolute);
    if (kind === null) return;
    if (!files.isInWorkspace(absolute)) outside.add(text);
    else if (kind === 'file' || (isWhole && relative(absolute, cwd).startsWith('..'))) {
      this.#reads.uploads.add(absolute);
    }
  }
}

/** `~` and the HOME of a shell. */
function expandHome(text: string): string {
  return text.replace(/^(~|\$HOME|\$\{HOME\})(?=\/|$)/, () => homedir());
}

/** The file that a path leads to: `link/..` is the folder above the one that the link leads to, as for open(2). */
export function resolvePath(cwd: string, path: string): string {
  return path.split('/').reduce(
    (at, part) => {
      if (part === '' || part === '.') return at;
      return part === '..' ? dirname(withoutLink(at)) : join(at, part);
    },
    isAbsolute(path) ? '/' : cwd,
  );
}

function withoutLink(path: string): string {
  const bytes = toBytePath(path);
  if (readLink(bytes) === null) return path;
  try {
    return toBuffer(realPath(bytes)).toString();
  } catch {
    // A link to nothing: nothing is there either.
    return path;
  }
}
