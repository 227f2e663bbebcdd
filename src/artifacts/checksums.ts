/** Readers of the checksums that publishers give: lists as of sha256sum, and digests in GitHub's API. */

import { isRecord } from '../json.ts';

/**
 * The SHA-256 that a list as sha256sum writes it gives for a file, in lower-case hex; null where it lists no such file.
 * A line is 64 hex digits, a space, a space or `*`, and the name to the end of the line, so a name may hold blanks;
 * a tab or a single space is no separator. The name must match exactly, a leading `./` aside (Ollama lists
 * `./name`, and Nebula `archive.tar.gz/nebula` beside `archive.tar.gz`). Throws where two lines for one name disagree.
 */
export function sha256FromList(text: string, name: string): string | null {
  const found = new Set<string>();
  for (const line of text.split(/\r?\n/)) {
    const match = /^([0-9a-fA-F]{64}) [ *](?:\.\/)?(.+)$/.exec(line);
    if (match?.[1] !== undefined && match[2] === name) found.add(match[1].toLowerCase());
  }
  if (found.size > 1) throw new Error(`the checksum list gives ${found.size} different SHA-256 for ${name}`);
  return found.values().next().value ?? null;
}

/** The assets of a release in GitHub's API (`GET /repos/O/R/releases/tags/T`); `sha256` is null for one without a digest. */
export function assetsOfRelease(json: string): { readonly name: string; readonly sha256: string | null }[] {
  const release: unknown = JSON.parse(json);
  const assets = isRecord(release) ? release['assets'] : null;
  if (!Array.isArray(assets)) throw new Error('the response has no list of assets');
  return assets.filter(isRecord).map((asset) => ({
    name: String(asset['name']),
    sha256: /^sha256:([0-9a-f]{64})$/i.exec(String(asset['digest']))?.[1]?.toLowerCase() ?? null,
  }));
}
