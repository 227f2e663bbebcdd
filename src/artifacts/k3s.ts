/** The releases of k3s on GitHub. */

import type { ArtifactName, Artifacts } from './artifact.ts';
import { fetchChecksumFile, findArtifact, type PublisherClient } from './publisher.ts';

/** Resolves `k3s`, the program, and `k3s_images`, the images that a cluster starts with. */
export async function resolveK3s(
  version: string,
  client: PublisherClient,
  wanted: ReadonlySet<ArtifactName>,
): Promise<Artifacts> {
  // A version has a `+`. In a path that is a plain character, but servers take it for a space unless it is escaped.
  const release = `https://github.com/k3s-io/k3s/releases/download/${encodeURIComponent(version)}`;
  const list = await fetchChecksumFile(release, 'sha256sum-amd64.txt', client);
  return {
    ...(wanted.has('k3s') ? { k3s: findArtifact(list, 'k3s', version) } : {}),
    ...(wanted.has('k3s_images')
      ? { k3s_images: findArtifact(list, 'k3s-airgap-images-amd64.tar.zst', version) }
      : {}),
  };
}
