/** Ollama's releases on GitHub. */

import type { Artifacts } from './artifact.ts';
import { sha256FromList } from './checksums.ts';
import {
  fetchChecksumFile,
  findArtifact,
  isVersion,
  type PublisherClient,
  stripLeadingV,
} from './publisher.ts';

/** Resolves `ollama`. Releases up to 0.13.5 have a .tgz, from 0.14.0 a .tar.zst; the checksum file has the last word. */
export async function resolveOllama(text: string, client: PublisherClient): Promise<Artifacts> {
  const version = text === 'latest' ? await fetchLatestVersion(client) : stripLeadingV(text);
  const release = `https://github.com/ollama/ollama/releases/download/v${version}`;
  const list = await fetchChecksumFile(release, 'sha256sum.txt', client);
  const [tgz, zst] = ['ollama-linux-amd64.tgz', 'ollama-linux-amd64.tar.zst'] as const;
  const [usual, other] = isBefore(version, [0, 14, 0]) ? [tgz, zst] : [zst, tgz];
  const name = sha256FromList(list.text, usual) === null ? other : usual;
  return { ollama: findArtifact(list, name, version) };
}

/** `releases/latest` redirects to `releases/tag/vX`; unlike the API it has no quota. */
async function fetchLatestVersion(client: PublisherClient): Promise<string> {
  const url = 'https://github.com/ollama/ollama/releases/latest';
  const target = await client.fetchRedirect(url);
  const version = /\/releases\/tag\/v([^/?#]+)$/.exec(target)?.[1];
  if (version === undefined || !isVersion(version))
    throw new Error(`${url} redirects to ${target}, which is not a release`);
  return version;
}

function isBefore(version: string, bound: readonly number[]): boolean {
  const numbers = version.split(/[-+]/, 1)[0]?.split('.').map(Number) ?? [];
  for (const [index, limit] of bound.entries()) {
    const number = numbers[index] ?? 0;
    if (number !== limit) return number < limit;
  }
  return false;
}
