/** Nebula's releases on GitHub. */

import type { Artifacts } from './artifact.ts';
import { fetchChecksumFile, findArtifact, type PublisherClient, stripLeadingV } from './publisher.ts';

/** Resolves `nebula`, the archive with both programs. */
export async function resolveNebula(text: string, client: PublisherClient): Promise<Artifacts> {
  const version = stripLeadingV(text);
  const release = `https://github.com/slackhq/nebula/releases/download/v${version}`;
  const list = await fetchChecksumFile(release, 'SHASUM256.txt', client);
  return { nebula: findArtifact(list, 'nebula-linux-amd64.tar.gz', version) };
}
