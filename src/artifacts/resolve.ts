/** Versions to downloads: each artifact with its URL and its publisher's SHA-256, resolved once before any build. */

import { ConfigurationError, messageOf } from '../errors.ts';
import { assetsOfRelease, sha256FromList } from './checksums.ts';

export interface Artifact {
  readonly version: string;
  /** Upstream's https URL, whatever mirror it was asked through. */
  readonly url: string;
  /** Hex, lower case. */
  readonly sha256: string;
}

/** The artifacts that templates may ask for, and the variable whose version each follows. */
export const artifactVariables = {
  nebula: 'nebula_version',
  k3s: 'k3s_version',
  k3s_images: 'k3s_version',
  ollama: 'ollama_version',
  liqoctl: 'liqo_version',
  liqo_chart: 'liqo_version',
} as const;

export type ArtifactName = keyof typeof artifactVariables;
export const artifactNames = Object.keys(artifactVariables) as readonly ArtifactName[];
export type Artifacts = Readonly<Partial<Record<ArtifactName, Artifact>>>;

/** Which artifacts, and the value of each one's variable, such as `nebula_version: '1.9.0'`. */
export interface ArtifactRequest {
  readonly artifacts: Iterable<ArtifactName>;
  readonly versions: Readonly<Record<string, string>>;
}

/** How publishers are asked: by upstream URL; a mirror is the caller's matter. */
export interface PublisherClient {
  fetchText(url: string): Promise<string>;
  /** Where the URL redirects to, not followed. */
  fetchRedirect(url: string): Promise<string>;
}

type Resolved = readonly (readonly [ArtifactName, Artifact])[];
type Resolver = (
  version: string,
  wanted: ReadonlySet<ArtifactName>,
  fetch: PublisherClient,
) => Promise<Resolved>;

const resolvers: Readonly<Record<string, Resolver>> = {
  nebula_version: nebula,
  k3s_version: k3s,
  ollama_version: ollama,
  liqo_version: liqo,
};

/** What a version may consist of, so that it can change nothing of a URL but its place in it. */
const versionPattern = /^[0-9A-Za-z][0-9A-Za-z.+_-]*$/;

/**
 * Asks each publisher once, side by side. Throws one ConfigurationError with everything that could not be resolved,
 * naming variable and URL.
 */
export async function resolveArtifacts(request: ArtifactRequest, fetch: PublisherClient): Promise<Artifacts> {
  const wanted = new Set(request.artifacts);
  const variables = [...new Set([...wanted].map((name) => artifactVariables[name]))];
  const outcomes = await Promise.allSettled(
    variables.map(async (variable) => {
      const version = (request.versions[variable] ?? '').trim();
      const resolver = resolvers[variable];
      if (resolver === undefined || !versionPattern.test(version)) throw new Error('that is no version');
      return resolver(version, wanted, fetch);
    }),
  );
  const faults = outcomes.flatMap((outcome, index) => {
    if (outcome.status === 'fulfilled') return [];
    const variable = variables[index] ?? '';
    return [
      `${variable} = ${JSON.stringify(request.versions[variable] ?? '')}: ${messageOf(outcome.reason)}`,
    ];
  });
  if (faults.length > 0) throw new ConfigurationError(faults);
  const all = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  return Object.fromEntries(
    all.filter(([name]) => wanted.has(name)).sort(([one], [two]) => (one < two ? -1 : 1)),
  );
}

async function nebula(
  version: string,
  _wanted: ReadonlySet<ArtifactName>,
  fetch: PublisherClient,
): Promise<Resolved> {
  const release = `https://github.com/slackhq/nebula/releases/download/v${withoutV(version)}`;
  const list = { release, list: 'SHASUM256.txt' };
  return [['nebula', await fromChecksumFile(withoutV(version), 'nebula-linux-amd64.tar.gz', list, fetch)]];
}

/** A `+` in a path is a plain character, but servers take it for a blank: it is escaped. */
async function k3s(
  version: string,
  wanted: ReadonlySet<ArtifactName>,
  fetch: PublisherClient,
): Promise<Resolved> {
  const release = `https://github.com/k3s-io/k3s/releases/download/${encodeURIComponent(version)}`;
  const once = memoizeFetch(fetch);
  const files = { k3s: 'k3s', k3s_images: 'k3s-airgap-images-amd64.tar.zst' } as const;
  const names = (['k3s', 'k3s_images'] as const).filter((name) => wanted.has(name));
  return Promise.all(
    names.map(async (name) => {
      const list = { release, list: 'sha256sum-amd64.txt' };
      return [name, await fromChecksumFile(version, files[name], list, once)] as const;
    }),
  );
}

/** Releases up to 0.13.5 carry a .tgz, from 0.14.0 a .tar.zst; the list says which. */
async function ollama(
  asked: string,
  _wanted: ReadonlySet<ArtifactName>,
  fetch: PublisherClient,
): Promise<Resolved> {
  const version = asked === 'latest' ? await latest('ollama/ollama', fetch) : withoutV(asked);
  const release = `https://github.com/ollama/ollama/releases/download/v${version}`;
  const once = memoizeFetch(fetch);
  const list = { release, list: 'sha256sum.txt' };
  const [first, second] = isBefore(version, [0, 14, 0]) ? ['.tgz', '.tar.zst'] : ['.tar.zst', '.tgz'];
  try {
    return [['ollama', await fromChecksumFile(version, `ollama-linux-amd64${first}`, list, once)]];
  } catch (error) {
    if (!(error instanceof NotListed)) throw error;
    return [['ollama', await fromChecksumFile(version, `ollama-linux-amd64${second}`, list, once)]];
  }
}

/** Liqo publishes no list; GitHub's API gives a digest for each asset. The chart is the release's only .tgz. */
async function liqo(
  asked: string,
  wanted: ReadonlySet<ArtifactName>,
  fetch: PublisherClient,
): Promise<Resolved> {
  const version = withoutV(asked);
  const api = `https://api.github.com/repos/liqotech/liqo/releases/tags/v${version}`;
  const assets = assetsOfRelease(await fetch.fetchText(api));
  const find = (name: ArtifactName, pattern: RegExp): readonly [ArtifactName, Artifact] => {
    const asset = assets.find((one) => pattern.test(one.name));
    if (asset === undefined) throw new Error(`${api} names no asset like ${pattern.source}`);
    if (asset.sha256 === null) throw new Error(`${api} gives no SHA-256 for ${asset.name}`);
    const url = `https://github.com/liqotech/liqo/releases/download/v${version}/${asset.name}`;
    return [name, { version, url, sha256: asset.sha256 }];
  };
  return [
    ...(wanted.has('liqoctl') ? [find('liqoctl', /^liqoctl-linux-amd64\.tar\.gz$/)] : []),
    ...(wanted.has('liqo_chart') ? [find('liqo_chart', /^liqo-?[\w.-]*\.tgz$/)] : []),
  ];
}

class NotListed extends Error {}

async function fromChecksumFile(
  version: string,
  name: string,
  from: { readonly release: string; readonly list: string },
  fetch: PublisherClient,
): Promise<Artifact> {
  const url = `${from.release}/${from.list}`;
  const sha256 = sha256FromList(await fetch.fetchText(url), name);
  if (sha256 === null) throw new NotListed(`${url} does not list ${name}`);
  return { version, url: `${from.release}/${name}`, sha256 };
}

/** `https://github.com/R/releases/latest` redirects to `…/releases/tag/vX`, which costs no API quota. */
async function latest(repository: string, fetch: PublisherClient): Promise<string> {
  const url = `https://github.com/${repository}/releases/latest`;
  const target = await fetch.fetchRedirect(url);
  const version = /\/releases\/tag\/v([^/?#]+)$/.exec(target)?.[1];
  if (version === undefined || !versionPattern.test(version))
    throw new Error(`${url} redirects to ${target}, no release`);
  return version;
}

/** The same text is asked for once. */
function memoizeFetch(fetch: PublisherClient): PublisherClient {
  const texts = new Map<string, Promise<string>>();
  return {
    fetchRedirect: (url) => fetch.fetchRedirect(url),
    fetchText(url) {
      const known = texts.get(url) ?? fetch.fetchText(url);
      texts.set(url, known);
      return known;
    },
  };
}

function withoutV(version: string): string {
  return version.replace(/^v(?=[0-9])/, '');
}

function isBefore(version: string, bound: readonly number[]): boolean {
  const numbers = version.split(/[-+]/, 1)[0]?.split('.').map(Number) ?? [];
  for (const [index, limit] of bound.entries()) {
    const number = numbers[index] ?? 0;
    if (number !== limit) return number < limit;
  }
  return false;
}
