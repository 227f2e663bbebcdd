/** The OpenPGP keys that may sign releases. */

import { createHash } from 'node:crypto';
import type { PublicKey } from 'openpgp';
import { ConfigurationError, messageOf } from '../../errors.ts';
import { hashicorpFingerprint, hashicorpKey } from './hashicorp-key.ts';

/** OpenPGP public keys as armoured text, and which of them may sign. */
export interface TrustedKey {
  /** One or more public key blocks; text between them is skipped. */
  readonly armored: string;
  /** Fingerprint of the one primary key that may sign, hex in any case; null for all keys of the text. */
  readonly fingerprint: string | null;
}

/** The pinned key of HashiCorp's releases. */
export const hashicorpTrust: TrustedKey = { armored: hashicorpKey, fingerprint: hashicorpFingerprint };

const keyBlock = /-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?-----END PGP PUBLIC KEY BLOCK-----/g;

/**
 * A short name of the trusted keys for the names of cache entries: what was verified with one key is not verified with
 * another. Does not parse keys, so a hit in the tool cache does not load OpenPGP.
 */
export function trustRoot(key: TrustedKey): string {
  if (key.fingerprint !== null) return key.fingerprint.toLowerCase();
  const blocks = key.armored.match(keyBlock) ?? [];
  const canonical = blocks.map((block) => block.replace(/\s+/g, '')).sort();
  return createHash('sha256').update(canonical.join('\n')).digest('hex');
}

/**
 * The public keys of the text. Several blocks of one primary key, such as the expired copy and its renewal in HashiCorp's own
 * key file, are merged, revocations included.
 * @throws ConfigurationError if there is no key, one cannot be read, or the pinned one is missing
 */
export async function readTrustedKeys(key: TrustedKey): Promise<PublicKey[]> {
  if (/BEGIN PGP PRIVATE KEY/.test(key.armored)) {
    throw new ConfigurationError(
      'packer-key holds a private key: set only the public key, and treat the private one as leaked',
    );
  }
  const blocks = key.armored.match(keyBlock) ?? [];
  if (blocks.length === 0) {
    throw new ConfigurationError(
      'packer-key holds no OpenPGP public key: it needs a block "-----BEGIN PGP PUBLIC KEY BLOCK-----"',
    );
  }
  const merged = new Map<string, PublicKey>();
  for (const [index, block] of blocks.entries()) {
    for (const copy of await readBlock(block, index + 1)) {
      const fingerprint = copy.getFingerprint();
      const known = merged.get(fingerprint);
      merged.set(fingerprint, known === undefined ? copy : await known.update(copy));
    }
  }
  const pinned = key.fingerprint?.toLowerCase() ?? null;
  const keys = [...merged.values()].filter((item) => pinned === null || item.getFingerprint() === pinned);
  if (keys.length === 0) {
    const found = [...merged.keys()].map((fingerprint) => fingerprint.toUpperCase()).join(', ');
    throw new ConfigurationError(`the trusted key must be ${key.fingerprint}, but its text holds ${found}`);
  }
  return keys;
}

async function readBlock(armoredKeys: string, number: number): Promise<PublicKey[]> {
  const { readKeys } = await import('openpgp');
  try {
    return await readKeys({ armoredKeys });
  } catch (error) {
    throw new ConfigurationError(
      `packer-key: public key block ${number} cannot be read: ${messageOf(error)}`,
      { cause: error },
    );
  }
}
