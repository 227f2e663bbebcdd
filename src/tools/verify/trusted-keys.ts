import { createHash } from 'node:crypto';
import type { PublicKey } from 'openpgp';
import { ConfigurationError, messageOf } from '../../errors.ts';
import { hashicorpFingerprint, hashicorpKey } from './hashicorp-key.ts';

/** Who may sign: OpenPGP public keys in armoured text, and which of them counts. */
export interface TrustedKey {
  /** One or more armoured public key blocks; text between them is skipped. */
  readonly armored: string;
  /** Fingerprint of the primary key that must have signed, hex in any case; null: any key of the text. */
  readonly fingerprint: string | null;
}

/** The key of HashiCorp's releases, pinned. */
export const hashicorpTrust: TrustedKey = { armored: hashicorpKey, fingerprint: hashicorpFingerprint };

const keyBlock = /-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?-----END PGP PUBLIC KEY BLOCK-----/g;

/**
 * A short name of whom a TrustedKey trusts, fit for a file name: what was verified against one root is not verified
 * against another. Costs no parsing, so that a hit in the tool cache does not load OpenPGP.
 */
export function trustRoot(key: TrustedKey): string {
  if (key.fingerprint !== null) return key.fingerprint.toLowerCase();
  const blocks = key.armored.match(keyBlock) ?? [];
  const canonical = blocks.map((block) => block.replace(/\s+/g, '')).sort();
  return createHash('sha256').update(canonical.join('\n')).digest('hex');
}

/**
 * All public keys of the text, each once: several blocks of one primary key (an expired copy and its renewal, as
 * HashiCorp's own key file has them) become one key with everything that any of them says, revocations too.
 * @throws ConfigurationError where there is none, one cannot be read, or the pinned one is missing.
 */
export async function readTrustedKeys(key: TrustedKey): Promise<PublicKey[]> {
  if (/BEGIN PGP PRIVATE KEY/.test(key.armored)) {
    throw new ConfigurationError(
      'packer-key holds a private key: give the public key only, and consider the private one leaked',
    );
  }
  const blocks = key.armored.match(keyBlock) ?? [];
  if (blocks.length === 0) {
    throw new ConfigurationError(
      'packer-key holds no OpenPGP public key: it must have a block "-----BEGIN PGP PUBLIC KEY BLOCK-----"',
    );
  }
  const merged = new Map<string, PublicKey>();
  for (const [index, block] of blocks.entries()) {
    for (const found of await readBlock(block, index + 1)) {
      const name = found.getFingerprint();
      const known = merged.get(name);
      merged.set(name, known === undefined ? found : await known.update(found));
    }
  }
  const pinned = key.fingerprint?.toLowerCase() ?? null;
  const keys = [...merged.values()].filter((found) => pinned === null || found.getFingerprint() === pinned);
  if (keys.length === 0) {
    const there = [...merged.keys()].map((name) => name.toUpperCase()).join(', ');
    throw new ConfigurationError(`the trusted key must be ${key.fingerprint}, but its text holds ${there}`);
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
