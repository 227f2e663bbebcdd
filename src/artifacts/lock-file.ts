/**
 * The lock: what was resolved, as JSON. `ami.lock.json` is committed, so that builds take the same downloads from then on; a
 * plan hands its lock to the jobs after it, so that nothing changes in between.
 */

import { readFile, rename, writeFile } from 'node:fs/promises';
import { ConfigurationError, codeOf, messageOf } from '../errors.ts';
import { isRecord } from '../json.ts';
import {
  type Artifact,
  type ArtifactName,
  type Artifacts,
  artifactNames,
  artifactVariables,
} from './artifact.ts';

const lockFileName = 'ami.lock.json';

const sha256Pattern = /^[0-9a-f]{64}$/;

const updateAdvice = 'run the action with mode: lock and commit the file';

export interface Lock {
  readonly version: 1;
  /** The value of each variable when it was resolved, such as `latest`. */
  readonly variables: Readonly<Record<string, string>>;
  readonly artifacts: Artifacts;
  /** Ids of source images, by region and by the query for each (an SSM parameter, or filters as JSON). */
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

/** The text of a lock file: JSON with sorted keys, the same for equal locks; what is not locked is left out. */
export function formatLock(lock: Lock): string {
  return `${JSON.stringify(toJson(lock), null, 2)}\n`;
}

/** The lock as JSON on one line, for an output. */
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

/** Reads a lock file; null if there is none. Throws a ConfigurationError for a file that is not a lock. */
export async function readLock(path: string, displayPath: string = lockFileName): Promise<Lock | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  return parseLock(text, displayPath);
}

/** Writes a lock file, wholly or not at all. */
export async function writeLock(path: string, lock: Lock): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, formatLock(lock));
  await rename(draft, path);
}

/** Reads a lock's JSON; throws a ConfigurationError that names `displayPath` and what to do. */
export function parseLock(text: string, displayPath: string = lockFileName): Lock {
  const unusable = (reason: string): ConfigurationError =>
    new ConfigurationError({
      message: `${displayPath}: ${reason}; ${updateAdvice}`,
      location: { file: displayPath },
    });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unusable(`it is not JSON (${messageOf(error)})`);
  }
  if (!isRecord(json) || json['version'] !== 1) throw unusable('it is not a lock of version 1');
  const { variables, artifacts } = json;
  if (!isRecord(variables) || !isRecord(artifacts)) throw unusable('it lacks variables or artifacts');
  const found: Partial<Record<ArtifactName, Artifact>> = {};
  for (const [name, artifact] of Object.entries(artifacts)) {
    if (!isArtifactName(name) || !isArtifact(artifact))
      throw unusable(
        `its artifact ${JSON.stringify(name)} is unknown, or lacks its version, https URL or SHA-256`,
      );
    const { version, url, sha256 } = artifact;
    found[name] = { version, url, sha256 };
  }
  const values = Object.entries(variables).map(([name, value]) => [name, String(value)] as const);
  const { images = {}, agent = null } = json;
  if (!isImages(images)) throw unusable('its images are not ids of AMIs by region');
  if (agent !== null && !(typeof agent === 'string' && sha256Pattern.test(agent)))
    throw unusable('its agent is not a SHA-256');
  return createLock(Object.fromEntries(values), found, { images, agent });
}

/**
 * The locked artifacts that a run needs. Throws a ConfigurationError if the lock was made for other values of the variables,
 * or lacks an artifact.
 */
export function selectLockedArtifacts(
  lock: Lock,
  needed: Iterable<ArtifactName>,
  versions: Readonly<Record<string, string>>,
  displayPath: string = lockFileName,
): Artifacts {
  const found: Partial<Record<ArtifactName, Artifact>> = {};
  const differences = new Set<string>();
  for (const name of needed) {
    const variable = artifactVariables[name];
    const artifact = lock.artifacts[name];
    const now = versions[variable] ?? '';
    const then = lock.variables[variable];
    if (artifact !== undefined && then === now) found[name] = artifact;
    else if (then !== undefined && then !== now)
      differences.add(
        `${variable} is ${JSON.stringify(now)}, but the lock was made for ${JSON.stringify(then)}`,
      );
    else differences.add(`it has no ${name}`);
  }
  if (differences.size > 0) {
    const location = { file: displayPath };
    throw new ConfigurationError(
      [...differences].map((difference) => ({
        message: `${displayPath}: ${difference}; ${updateAdvice}`,
        location,
      })),
    );
  }
  return found;
}

/** What an update changes in the lock, such as `nebula 1.9.0 -> 1.9.7`. */
export function describeLockChanges(before: Lock | null, after: Lock): string[] {
  const artifacts = artifactNames.flatMap((name) => {
    const old = before?.artifacts[name];
    const now = after.artifacts[name];
    if (old?.sha256 === now?.sha256 && old?.url === now?.url) return [];
    if (old === undefined) return [`${name} ${now?.version} is new`];
    if (now === undefined) return [`${name} ${old.version} is removed`];
    return [
      old.version === now.version
        ? `${name} ${now.version} was published again`
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

/** A new lock for some AMIs, with what the old one has for the others. */
export function mergeLocks(old: Lock | null, update: Lock): Lock {
  return createLock({ ...old?.variables, ...update.variables }, { ...old?.artifacts, ...update.artifacts });
}

function sortKeys<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
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
