/**
 * What was resolved, written down: `ami.lock.json`, which is committed so that a build needs to trust no publisher anew,
 * and the lock that a plan hands to the jobs after it, so that nothing shifts in between.
 */

import { readFile, rename, writeFile } from 'node:fs/promises';
import { ConfigurationError, codeOf, type Problem } from '../errors.ts';
import { isRecord } from './checksums.ts';
import {
  type Artifact,
  type ArtifactName,
  type Artifacts,
  artifactNames,
  artifactVariables,
} from './resolve.ts';

export const lockFileName = 'ami.lock.json';

const sha256Pattern = /^[0-9a-f]{64}$/;

const updateAdvice = 'run the action with mode: lock and commit the file';

export interface Lock {
  readonly version: 1;
  /** What each variable said when it was resolved: `latest`, say. */
  readonly variables: Readonly<Record<string, string>>;
  readonly artifacts: Artifacts;
  /** Region to a source image's question (an SSM parameter, or filters as JSON) to its id. */
  readonly images: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Digest of the Go programs, hex SHA-256; null where they are not locked. */
  readonly agent: string | null;
}

export function createLock(
  versions: Readonly<Record<string, string>>,
  artifacts: Artifacts,
  { images = {}, agent = null }: Partial<Pick<Lock, 'images' | 'agent'>> = {},
): Lock {
  return { version: 1, variables: sortKeys(versions), artifacts: sortKeys(artifacts), images, agent };
}

/** The text of a lock file: JSON, keys sorted, the same for the same lock; what is not locked is left out. */
export function formatLock(lock: Lock): string {
  return `${JSON.stringify(toJson(lock), null, 2)}\n`;
}

/** The same on one line, as an output has it. */
export function formatLockLine(lock: Lock): string {
  return JSON.stringify(toJson(lock));
}

function toJson({ variables, artifacts, images, agent }: Lock): object {
  const regions = Object.entries(images).filter(([, ids]) => Object.keys(ids).length > 0);
  return {
    version: 1,
    variables: sortKeys(variables),
    artifacts: sortKeys(artifacts),
    ...(regions.length === 0
      ? {}
      : { images: sortKeys(Object.fromEntries(regions.map(([region, ids]) => [region, sortKeys(ids)]))) }),
    ...(agent === null ? {} : { agent }),
  };
}

/** Null where there is no file. Throws a ConfigurationError for one that is not a lock. */
export async function readLock(path: string, shown: string = lockFileName): Promise<Lock | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  return parseLock(text, shown);
}

/** Writes the file as a whole or not at all. */
export async function writeLock(path: string, lock: Lock): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, formatLock(lock));
  await rename(draft, path);
}

export function parseLock(text: string, shown: string = lockFileName): Lock {
  const wrong = (what: string): ConfigurationError =>
    new ConfigurationError({ message: `${shown}: ${what}; ${updateAdvice}`, location: { file: shown } });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw wrong(`this is no JSON (${error instanceof Error ? error.message : ''})`);
  }
  if (!isRecord(json) || json['version'] !== 1) throw wrong('this is no lock of version 1');
  const { variables, artifacts } = json;
  if (!isRecord(variables) || !isRecord(artifacts)) throw wrong('it has no variables and artifacts');
  const found: Partial<Record<ArtifactName, Artifact>> = {};
  for (const [name, artifact] of Object.entries(artifacts)) {
    if (!isArtifactName(name) || !isArtifact(artifact))
      throw wrong(`its artifact ${JSON.stringify(name)} is wrong`);
    const { version, url, sha256 } = artifact;
    found[name] = { version, url, sha256 };
  }
  const values = Object.entries(variables).map(([name, value]) => [name, String(value)] as const);
  const { images = {}, agent = null } = json;
  if (!isImages(images)) throw wrong('its images are no region to ids of AMIs');
  if (agent !== null && !(typeof agent === 'string' && sha256Pattern.test(agent)))
    throw wrong('its agent is no SHA-256');
  return createLock(Object.fromEntries(values), found, { images, agent });
}

/**
 * The locked artifacts that a run needs. Throws a ConfigurationError where the lock was made for other versions than the
 * variables now say, or lacks an artifact.
 */
export function selectLockedArtifacts(
  lock: Lock,
  needed: Iterable<ArtifactName>,
  versions: Readonly<Record<string, string>>,
  shown: string = lockFileName,
): Artifacts {
  const faults: Problem[] = [];
  const found: Partial<Record<ArtifactName, Artifact>> = {};
  const stale = new Set<string>();
  for (const name of needed) {
    const variable = artifactVariables[name];
    const artifact = lock.artifacts[name];
    const now = versions[variable] ?? '';
    const then = lock.variables[variable];
    if (artifact !== undefined && then === now) found[name] = artifact;
    else if (then !== undefined && then !== now)
      stale.add(`${variable} is ${JSON.stringify(now)}, but the lock was made for ${JSON.stringify(then)}`);
    else stale.add(`it has no ${name}`);
  }
  for (const what of stale)
    faults.push({ message: `${shown}: ${what}; ${updateAdvice}`, location: { file: shown } });
  if (faults.length > 0) throw new ConfigurationError(faults);
  return found;
}

/** What an update of the lock changes, such as `nebula 1.9.0 -> 1.9.7`. */
export function describeLockChanges(before: Lock | null, after: Lock): string[] {
  const artifacts = artifactNames.flatMap((name) => {
    const old = before?.artifacts[name];
    const now = after.artifacts[name];
    if (old?.sha256 === now?.sha256 && old?.url === now?.url) return [];
    if (old === undefined) return [`${name} ${now?.version} is new`];
    if (now === undefined) return [`${name} ${old.version} is gone`];
    return [
      old.version === now.version
        ? `${name} ${now.version} was published anew`
        : `${name} ${old.version} -> ${now.version}`,
    ];
  });
  const unlocked = [
    ...(Object.keys(before?.images ?? {}).length > Object.keys(after.images).length
      ? ['source images are no longer locked']
      : []),
    ...(before?.agent != null && after.agent === null ? ['the Go programs are no longer locked'] : []),
  ];
  return [...artifacts, ...unlocked];
}

/** A lock that was made anew for some AMIs, with what the old one has for others. */
export function mergeLocks(old: Lock | null, made: Lock): Lock {
  return createLock({ ...old?.variables, ...made.variables }, { ...old?.artifacts, ...made.artifacts });
}

function sortKeys<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([one], [two]) => (one < two ? -1 : 1)));
}

function isArtifactName(name: string): name is ArtifactName {
  return Object.hasOwn(artifactVariables, name);
}

function isArtifact(value: unknown): value is Artifact {
  if (!isRecord(value)) return false;
  const { version, url, sha256 } = value;
  if (typeof version !== 'string' || typeof url !== 'string' || typeof sha256 !== 'string') return false;
  return url.startsWith('https://') && sha256Pattern.test(sha256);
}

function isImages(value: unknown): value is Lock['images'] {
  return (
    isRecord(value) &&
    Object.values(value).every(
      (ids) => isRecord(ids) && Object.values(ids).every((id) => /^ami-[0-9a-z-]+$/.test(String(id))),
    )
  );
}
