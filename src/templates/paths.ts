/** Notes the local files and folders that values of templates name. */

import { resolve } from 'node:path';
import { goProgramsDir } from './environment.ts';
import type { Dependencies } from './evaluate/dependencies.ts';
import { isList, OneOf, type Value } from './evaluate/values.ts';
import type { Templates } from './templates.ts';

/** The attribute that holds a path, and its position. */
interface PathUse {
  readonly what: string;
  readonly file: string;
  readonly line: number;
  /** Whether the path may name a file that only exists during the build. */
  readonly mayAppear?: boolean;
}

/** PATH_MAX of Linux; a longer text is not a path. */
const maxPathLength = 4096;

export class PathReader {
  readonly #templates: Pick<Templates, 'cwd' | 'files'>;
  readonly #reads: Dependencies;

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
    else if (typeof value === 'string' && isLocalPath(value)) this.#readPath(value, use);
    else this.#doubt(use.what, use);
  }

  #readPath(path: string, use: PathUse): void {
    const absolute = resolve(this.#templates.cwd, path);
    this.#reads.files.add(absolute);
    if (use.mayAppear === true && !this.#templates.files.exists(absolute)) {
      this.#doubt(`${use.what} ${JSON.stringify(path)}, which is created during the build`, use);
    }
  }

  #doubt(what: string, { file, line }: PathUse): void {
    this.#reads.doubt({ what, file, line });
  }

  /** Notes what a value names if that exists, for attributes that may hold paths. */
  readIfExists(value: Value): void {
    if (isList(value)) for (const item of value) this.readIfExists(item);
    if (typeof value !== 'string' || value === '' || value.length > maxPathLength || value.includes('\0'))
      return;
    const absolute = resolve(this.#templates.cwd, value);
    if (this.#templates.files.exists(absolute)) this.#reads.files.add(absolute);
  }
}

/** Packer renders `{{ … }}` during the build. */
function isLocalPath(path: string): boolean {
  return !path.includes('{{') && !path.includes('\0');
}
