/** A recipe's fingerprint: the hash of everything that the AMI is made of, each part an input with a name. */

import { hmacSha256, sha256 } from '../templates/hash.ts';

/**
 * Raise it when AMIs must not be reused although their inputs are the same, such as after a change of what the action
 * builds from them. It invalidates every AMI of every user: each is built again at its next run.
 *
 * 2: sensitive variables no longer count as they are, but by HMAC or not at all, so that a fingerprint gives none away.
 */
const fingerprintVersion = 2;

/**
 * In order of weight: the changes that are most likely and most telling come first. AMIs' tags hold positions in this
 * list, so append to it, and reorder it only together with a new `inputsTagPrefix`.
 */
export const fingerprintInputKinds = [
  'variable',
  'artifact',
  'file',
  'listing',
  'agent',
  'template',
  'source',
  'plugin',
  'packer',
  'parent',
] as const;
export type FingerprintInputKind = (typeof fingerprintInputKinds)[number];

/** One thing that an AMI is made of. */
export interface FingerprintInput {
  readonly kind: FingerprintInputKind;
  /** The same on every machine: paths are relative to the templates' folder. */
  readonly name: string;
  /** SHA-256 in hex; a secret's is an HMAC-SHA-256 where there is a key. */
  readonly digest: string;
  /** Human-readable value: a variable's value, a version, an image's id. Null if there is none, or it is secret. */
  readonly value: string | null;
  /** The file that it stands in, as messages call it; not part of the fingerprint. */
  readonly place: string | null;
  /** A secret's: never shown, and its digest stands in no report and no tag. */
  readonly secret: boolean;
}

/** An input whose digest is that of `content`. */
export function createInput(
  kind: FingerprintInputKind,
  name: string,
  content: string,
  details: Partial<Pick<FingerprintInput, 'value' | 'place' | 'secret'>> = {},
): FingerprintInput {
  return { kind, name, digest: sha256(content), value: null, place: null, secret: false, ...details };
}

/** A secret's input. With a key its value can't be guessed from the fingerprint that names the AMI. */
export function createSecretInput(
  kind: FingerprintInputKind,
  name: string,
  content: string,
  { place, key }: { readonly place: string | null; readonly key: string | null },
): FingerprintInput {
  const input = createInput(kind, name, content, { place, secret: true });
  return key === null ? input : { ...input, digest: hmacSha256(key, `${name}\0${content}`) };
}

/** The fingerprint, hex SHA-256: of the recipe's name and its inputs, in the order of their names. */
export function computeFingerprint(recipe: string, inputs: readonly FingerprintInput[]): string {
  const lines = inputs.map(({ kind, name, digest }) => `${kind}\0${name}\0${digest}\n`).sort();
  return sha256(`ami-action ${fingerprintVersion}\0${recipe}\n${lines.join('')}`);
}
