/** What an evaluation has read: the raw material of a fingerprint. */

/** Something that is not known before the build, and the place in the templates that reads it. */
export interface Unresolved {
  readonly what: string;
  readonly file: string;
  readonly line: number;
}

/** Files that are read and not known before the build. */
export interface UnresolvedFiles extends Unresolved {
  /** Whether they may lie outside of the workspace: then nothing bounds what is read. */
  readonly outside: boolean;
}

/** The sets that `merge` joins. */
const setNames = [
  'variables',
  'locals',
  'data',
  'files',
  'scripts',
  'uploads',
  'listings',
  'artifacts',
] as const;

export class Dependencies {
  readonly variables = new Set<string>();
  readonly locals = new Set<string>();
  /** `type.name` */
  readonly data = new Set<string>();
  /** Absolute paths of files whose bytes are read, whether they exist or not. */
  readonly files = new Set<string>();
  /** Absolute paths of scripts that Packer uploads with LF at their lines' ends. */
  readonly scripts = new Set<string>();
  /** Absolute paths of files and folders of which modes count too: uploaded, or read by a program on this machine. */
  readonly uploads = new Set<string>();
  /** `folder NUL pattern` of each fileset. */
  readonly listings = new Set<string>();
  /** Keys of the map of resolved downloads; `*` for all of them. */
  readonly artifacts = new Set<string>();
  /** `agent`: the folder of Go programs. `packer`: Packer's version. `cwd`: the path of the folder that it runs in. */
  readonly others = new Set<'agent' | 'packer' | 'cwd'>();
  /** Values that are others at each build, such as the time or a secret store's answer; by `file:line what`. */
  readonly changing = new Map<string, Unresolved>();
  /** Calls of functions that may refuse what this program takes; only `try` and `can` care. */
  guesses = 0;
  /** By `file:line what`. */
  readonly unresolved = new Map<string, UnresolvedFiles>();

  /** Notes a read that may be of any file of the workspace, or of any file at all. */
  doubt(unresolved: Unresolved & { readonly outside?: boolean }): void {
    this.unresolved.set(keyOf(unresolved), { outside: false, ...unresolved });
  }

  /** Notes a value that is another at each build. */
  change(unresolved: Unresolved): void {
    this.changing.set(keyOf(unresolved), unresolved);
  }

  merge(other: Dependencies): void {
    for (const key of setNames) for (const item of other[key]) this[key].add(item);
    for (const item of other.others) this.others.add(item);
    for (const [key, item] of other.changing) this.changing.set(key, item);
    for (const [key, item] of other.unresolved) this.unresolved.set(key, item);
  }
}

function keyOf({ what, file, line }: Unresolved): string {
  return `${file}:${line} ${what}`;
}
