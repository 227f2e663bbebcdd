/** The keys that may sign releases. */
import { expect, test } from '@jest/globals';
import * as openpgp from 'openpgp';
import { hashicorpTrust, readTrustedKeys, trustRoot } from '../../../../src/tools/verify/trusted-keys.ts';

test('the trust root of a pinned key is its fingerprint, whatever the text', () => {
  expect(trustRoot(hashicorpTrust)).toBe('c874011f0ab405110d02105534365d9472d7468f');
  expect(trustRoot({ ...hashicorpTrust, armored: 'x' })).toBe(trustRoot(hashicorpTrust));
});

test('the trust root of unpinned keys depends on their blocks, but not on order and layout', async () => {
  const [a, b] = [await armored(), await armored()];
  const root = trustRoot({ armored: a + b, fingerprint: null });
  expect(root).toMatch(/^[0-9a-f]{64}$/);
  expect(trustRoot({ armored: `Mail:\n${b.replaceAll('\n', '\r\n')}\n\n${a}`, fingerprint: null })).toBe(
    root,
  );
  expect(trustRoot({ armored: a, fingerprint: null })).not.toBe(root);
});

test('a text without a key is refused', async () => {
  await expect(readTrustedKeys({ armored: 'oops', fingerprint: null })).rejects.toThrow(
    'BEGIN PGP PUBLIC KEY BLOCK',
  );
});

test('a key block that cannot be read is named', async () => {
  const text = `${await armored()}-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n`;
  await expect(readTrustedKeys({ armored: text, fingerprint: null })).rejects.toThrow(
    'public key block 2 cannot be read',
  );
});

test('a private key is refused as trusted key', async () => {
  const { privateKey } = await openpgp.generateKey({ userIDs: [{ name: 'T' }] });
  await expect(readTrustedKeys({ armored: privateKey, fingerprint: null })).rejects.toThrow(
    'holds a private key',
  );
});

test('a text without the pinned key is refused with the keys that it has', async () => {
  const other = await armored();
  const pinned = { armored: other, fingerprint: hashicorpTrust.fingerprint };
  await expect(readTrustedKeys(pinned)).rejects.toThrow(
    /must be C874011F0AB405110D02105534365D9472D7468F, but its text holds [0-9A-F]{40}/,
  );
});

async function armored(): Promise<string> {
  return (await openpgp.generateKey({ userIDs: [{ name: 'T' }] })).publicKey;
}
