/** What a publisher is to the mirror: the parts that its files are made from, and how. */
import type { SigningKey } from '../signing.ts';

/** What a publisher makes its files with. */
export interface PublisherTools {
  /** Returns the folder of one of the publisher's parts. */
  part(name: string): Promise<string>;
  readonly key: SigningKey;
}

/** A publisher whose downloads the mirror serves. */
export interface Publisher {
  /** The parts that the files are made from. */
  readonly parts: readonly string[];
  /** Writes HOST/PATH below `dir`. */
  fill(dir: string, tools: PublisherTools): Promise<void>;
  /** Paths that lead elsewhere: HOST/PATH to HOST/PATH. */
  readonly redirects?: Readonly<Record<string, string>>;
}
