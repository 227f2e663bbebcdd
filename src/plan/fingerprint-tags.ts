/** An AMI's record of its recipe, in its tags, from which a later run tells what has changed. */

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { inputsTagPrefix } from '../tags.ts';
import { type FingerprintInput, type FingerprintInputKind, fingerprintInputKinds } from './fingerprint.ts';

/** An input as an AMI's tags record it. */
export interface RememberedInput {
  readonly kind: FingerprintInputKind;
  readonly name: string;
  /** The first 48 bits of the digest, base64url; empty for a sensitive variable. */
  readonly digest: string;
  readonly value: string | null;
}

/** EC2 allows values of 256 characters and 50 tags per resource; the other tags are for the lease and the user. */
const valueLength = 256;
const maxTags = 20;

/** A longer value is recorded by its digest only. */
const maxRecordedLength = 40;

/** A window that fits a few kilobytes, so that a thousand AMIs cost little. */
const deflateOptions = { level: 9, windowBits: 13, memLevel: 6 } as const;

/** Tags may come from other programs: a bound on what they unpack to. */
const maxBytes = 1024 * 1024;

/**
 * Tags that hold a recipe's inputs: rows of JSON, deflated, base64url, cut into `ami-action:inputs-0`, `-1`, …
 * If they do not fit, the values are left out first, then the files: a changed file is then noticed but not named.
 */
export function inputsToTags(inputs: readonly FingerprintInput[]): Record<string, string> {
  const remembered = inputs.map(remember).sort(byKindAndName);
  const attempts = [
    () => remembered,
    () => remembered.map((input) => ({ ...input, value: input.kind === 'artifact' ? input.value : null })),
    () => remembered.filter(({ kind }) => kind !== 'file'),
  ];
  for (const attempt of attempts) {
    const text = pack(attempt());
    if (text.length <= valueLength * maxTags) return chunks(text);
  }
  return {};
}

/** The inputs in an image's tags; null if there are none or they cannot be read. */
export function inputsFromTags(tags: Readonly<Record<string, string>>): RememberedInput[] | null {
  let text = '';
  for (let index = 0; index < maxTags; index += 1) {
    const chunk = tags[`${inputsTagPrefix}${index}`];
    if (chunk === undefined) break;
    text += chunk;
  }
  if (text === '') return null;
  try {
    return unpack(text);
  } catch {
    return null;
  }
}

/** The record of an input. */
export function remember({ kind, name, digest, value, secret }: FingerprintInput): RememberedInput {
  return {
    kind,
    name,
    digest: secret ? '' : Buffer.from(digest, 'hex').subarray(0, 6).toString('base64url'),
    value: value !== null && value.length <= maxRecordedLength ? value : null,
  };
}

type Row = readonly [kind: number, name: string, digest: string, value?: string];

function pack(inputs: readonly RememberedInput[]): string {
  const rows = inputs.map(({ kind, name, digest, value }): Row => {
    const row = [fingerprintInputKinds.indexOf(kind), name, digest] as const;
    return value === null ? row : [...row, value];
  });
  return deflateRawSync(JSON.stringify(rows), deflateOptions).toString('base64url');
}

function unpack(text: string): RememberedInput[] {
  const json = inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: maxBytes }).toString('utf8');
  const rows: unknown = JSON.parse(json);
  if (!Array.isArray(rows)) throw new SyntaxError('the inputs are not a list');
  return rows.map((row: unknown) => {
    const [kind, name, digest, value = null] = Array.isArray(row) ? row : [];
    const known = fingerprintInputKinds[Number(kind)];
    if (known === undefined || typeof name !== 'string' || typeof digest !== 'string')
      throw new SyntaxError('a row is not an input');
    return { kind: known, name, digest, value: typeof value === 'string' ? value : null };
  });
}

function chunks(text: string): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let index = 0; index * valueLength < text.length; index += 1) {
    tags[`${inputsTagPrefix}${index}`] = text.slice(index * valueLength, (index + 1) * valueLength);
  }
  return tags;
}

function byKindAndName(a: RememberedInput, b: RememberedInput): number {
  const kinds = fingerprintInputKinds.indexOf(a.kind) - fingerprintInputKinds.indexOf(b.kind);
  return kinds !== 0 ? kinds : a.name < b.name ? -1 : 1;
}
