import type { SigningKey } from '../signing.ts';

/** What a publisher's files are made with. */
export interface Tools {
  /** The folder of one of the publisher's parts. */
  part(name: string): Promise<string>;
  readonly key: SigningKey;
}

/** Somebody whose downloads the mirror serves. */
export interface Publisher {
  /** The parts that the files are made from. */
  readonly parts: readonly string[];
  /** Lays HOST/PATH below `dir`. */
  fill(dir: string, tools: Tools): Promise<void>;
  /** Paths that lead elsewhere: HOST/PATH to HOST/PATH. */
  readonly redirects?: Readonly<Record<string, string>>;
}
