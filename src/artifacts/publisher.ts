/** What the publishers of artifacts have in common. */

import type { Artifact, ArtifactName, Artifacts } from './artifact.ts';
import { sha256FromList } from './checksums.ts';

/** Asks publishers by upstream URL; the implementation decides whether a mirror answers. */
export interface PublisherClient {
  fetchText(url: string): Promise<string>;
  /** The URL that `url` redirects to, not followed. */
  fetchRedirect(url: string): Promise<string>;
}

/** Resolves those of a publisher's artifacts that are wanted; throws an error that names the URL. */
export type Resolver = (
  version: string,
  client: PublisherClient,
  wanted: ReadonlySet<ArtifactName>,
) => Promise<Artifacts>;

/** True for a text that is safe to insert into a URL's path. */
export function isVersion(text: string): boolean {
  return /^[0-9A-Za-z][0-9A-Za-z.+_-]*$/.test(text);
}

export function stripLeadingV(version: string): string {
  return version.replace(/^v(?=[0-9])/, '');
}

/** The list of SHA-256 that lies beside the files of a release. */
export interface ChecksumFile {
  /** URL of the folder that holds the list and the files. */
  readonly release: string;
  readonly url: string;
  readonly text: string;
}

export async function fetchChecksumFile(
  release: string,
  name: string,
  client: PublisherClient,
): Promise<ChecksumFile> {
  const url = `${release}/${name}`;
  return { release, url, text: await client.fetchText(url) };
}

/** The file `name` of a release; throws if its checksum file does not list it. */
export function findArtifact(list: ChecksumFile, name: string, version: string): Artifact {
  const sha256 = sha256FromList(list.text, name);
  if (sha256 === null) throw new Error(`${list.url} does not list ${name}`);
  return { version, url: `${list.release}/${name}`, sha256 };
}
