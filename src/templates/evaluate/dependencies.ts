/** What an evaluation has read: the raw material of a fingerprint. */

/** A file whose path is not known before the build, and the place in the templates that reads it. */
export interface Unresolved {
  readonly what: string;
  readonly file: string;
  readonly line: number;
}

export class Dependencies {
  readonly variables = new Set<string>();
  readonly locals = new Set<string>();
  /** `type.name` */
  readonly data = new Set<string>();
  /** Absolute paths of files and folders, whether they exist or not. */
  readonly files = new Set<string>();
  /** `folder NUL pattern` of each fileset. */
  readonly listings = new Set<string>();
  /** Keys of the map of resolved downloads; `*` for all of them. */
  readonly artifacts = new Set<string>();
  /** `agent`: the folder of Go programs. `packer`: Packer's version. */
  readonly others = new Set<'agent' | 'packer'>();
  /** By `file:line what`. */
  readonly unresolved = new Map<string, Unresolved>();

  /** Notes a read that may be of any file. */
  doubt(unresolved: Unresolved): void {
    this.unresolved.set(`${unresolved.file}:${unresolved.line} ${unresolved.what}`, unresolved);
  }

  merge(other: Dependencies): void {
    for (const key of ['variables', 'locals', 'data', 'files', 'listings', 'artifacts'] as const) {
      for (const item of other[key]) this[key].add(item);
    }
    for (const item of other.others) this.others.add(item);
    for (const [key, item] of other.unresolved) this.unresolved.set(key, item);
  }
}
