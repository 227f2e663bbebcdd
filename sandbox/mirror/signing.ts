/** The key that the mirror signs with, and its signatures. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCleartextMessage, createMessage, generateKey, readKey, readPrivateKey, sign } from 'openpgp';
import { cached, type StepLog } from '../cache.ts';

/** The key that stands in for the publishers' own. */
export interface SigningKey {
  /** File with the armored public key. */
  readonly publicFile: string;
  /** File with the public key, binary, as apt wants it in a .gpg file. */
  readonly keyringFile: string;
  /** Of the primary key: 40 hex digits, upper case. */
  readonly fingerprint: string;
  /** Makes a detached binary OpenPGP signature. */
  detached(content: Uint8Array): Promise<Uint8Array>;
  /** Puts the text in a cleartext signature, as apt's InRelease is. */
  clear(text: string): Promise<string>;
}

/**
 * Loads the sandbox's key, made once and kept in the cache: an RSA primary key that certifies and a subkey that signs, as HashiCorp's is,
 * so that verification has to deal with a subkey.
 */
export async function loadSigningKey(log: StepLog): Promise<SigningKey> {
  const shape = { type: 'rsa', rsaBits: 3072, user: { name: 'Sandbox mirror' }, files: 2 } as const;
  const folder = await cached(
    'mirror-key',
    shape,
    async (dir) => {
      const { privateKey, publicKey } = await generateKey({
        type: shape.type,
        rsaBits: shape.rsaBits,
        userIDs: [shape.user],
        subkeys: [{ sign: true, type: shape.type, rsaBits: shape.rsaBits }],
        format: 'armored',
      });
      await writeFile(join(dir, 'private.asc'), privateKey, { mode: 0o600 });
      await writeFile(join(dir, 'public.asc'), publicKey);
      await writeFile(join(dir, 'public.gpg'), (await readKey({ armoredKey: publicKey })).write());
    },
    log,
  );
  const publicFile = join(folder, 'public.asc');
  const publicKey = await readKey({ armoredKey: await readFile(publicFile, 'utf8') });
  const privateKey = async () =>
    readPrivateKey({ armoredKey: await readFile(join(folder, 'private.asc'), 'utf8') });
  return {
    publicFile,
    keyringFile: join(folder, 'public.gpg'),
    fingerprint: publicKey.getFingerprint().toUpperCase(),
    detached: async (content) =>
      sign({
        message: await createMessage({ binary: content }),
        signingKeys: await privateKey(),
        detached: true,
        format: 'binary',
      }) as Promise<Uint8Array>,
    clear: async (text) =>
      sign({ message: await createCleartextMessage({ text }), signingKeys: await privateKey() }),
  };
}
