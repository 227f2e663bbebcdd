/** Notes the local files and folders that values of templates name. */

import { dirname, isAbsolute, join } from 'node:path';
import type { Dependencies } from '../evaluate/dependencies.ts';
import { firstUnknown, isList, isObject, OneOf, textsIn, type Value } from '../evaluate/values.ts';
import { readLink, realPath, toBuffer, toBytePath } from './byte-paths.ts';
import { goProgramsDir } from './environment.ts';
import { findNamed } from './programs.ts';
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
   * may read any other of the workspace. One that reads what the workspace does not hold may read anything.
   */
  readProgram(
    values: ReadonlyMap<string, Value>,
    { what, file, line }: Pick<PathUse, 'what' | 'file' | 'line'>,
  ): void {
    const texts = [...values.values()].flatMap(textsIn);
    this.#commands.push(...texts);
    const own = [...values.values()].flatMap((value) => (isObject(value) ? [...value.keys()] : []));
    const { paths, unbounded } = findNamed(texts, own, this.#templates);
    for (const path of paths) this.#reads.uploads.add(path);
    const isComputed = [...values.values()].every(
      (value) => firstUnknown(value)?.reason.kind !== 'unsupported',
    );
    const why = unbounded ?? (isComputed ? null : 'holds a text that the plan cannot compute');
    const also = why === null ? '' : ` and ${why}`;
    this.#reads.doubt({ what: `${what}${also}`, file, line, outside: why !== null });
  }
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
