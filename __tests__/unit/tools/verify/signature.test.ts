/** OpenPGP signatures: HashiCorp's real one, and keys that expire, are revoked or forged. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as openpgp from 'openpgp';
import { verifySignature } from '../../../../src/tools/verify/signature.ts';
import { hashicorpTrust, type TrustedKey } from '../../../../src/tools/verify/trusted-keys.ts';

const fixtures = new URL('../../../fixtures/hashicorp/', import.meta.url);
const url = 'https://releases.hashicorp.com/terraform/1.6.6/terraform_1.6.6_SHA256SUMS';
const genuine = {
  content: new Uint8Array(readFileSync(new URL('terraform_1.6.6_SHA256SUMS', fixtures))),
  signature: new Uint8Array(readFileSync(new URL('terraform_1.6.6_SHA256SUMS.sig', fixtures))),
  url,
};
const primaryFingerprint = 'C874011F0AB405110D02105534365D9472D7468F';
const subkey = '374EC75B485913604A831CC7C820C6D5CD27AB87';
const now = new Date('2026-11-01T00:00:00Z');

describe("HashiCorp's own signature", () => {
  test("HashiCorp's signature is valid with the embedded key", async () => {
    const signer = await verifySignature(genuine, hashicorpTrust, now);
    expect(signer).toEqual({
      primary: primaryFingerprint,
      key: subkey,
      created: new Date('2023-12-13T18:14:24Z'),
    });
  });

  test('the embedded key is the file that HashiCorp published', () => {
    expect(hashicorpTrust.armored).toBe(readFileSync(new URL('72D7468F.asc', fixtures), 'utf8'));
    expect(hashicorpTrust.fingerprint).toBe(primaryFingerprint);
  });

  test("HashiCorp's signature is valid in armour, too", async () => {
    const { packets } = await openpgp.readSignature({ binarySignature: genuine.signature });
    const armored = new openpgp.Signature(packets).armor();
    const signature = new TextEncoder().encode(armored);
    await expect(verifySignature({ ...genuine, signature }, hashicorpTrust, now)).resolves.toMatchObject({
      key: subkey,
    });
  });

  test.each([0, 700, genuine.content.length - 1])(
    'a signature is invalid if byte %i of the content is changed',
    async (at) => {
      const content = genuine.content.slice();
      content[at] = (content[at] ?? 0) ^ 1;
      await expect(verifySignature({ ...genuine, content }, hashicorpTrust, now)).rejects.toMatchObject({
        name: 'VerificationError',
        reason: 'bad-signature',
        message: expect.stringMatching(
          new RegExp(
            `^${url} is not trusted: .* Expected signer: ${primaryFingerprint}; signed by: ${subkey}\\. Nothing of it was kept or run\\.$`,
          ),
        ),
      });
    },
  );

  test('a signature with a changed or missing byte is refused', async () => {
    const { length } = genuine.signature;
    for (let at = 0; at < length; at += 29) {
      const signature = genuine.signature.slice();
      signature[at] = (signature[at] ?? 0) ^ 0x10;
      const outcome = verifySignature({ ...genuine, signature }, hashicorpTrust, now).then(
        () => `byte ${at} was taken`,
        (error) => error.name,
      );
      // Its unhashed part, the issuer's key id, is not signed, but must still name a key of the primary's.
      expect(await outcome).toBe('VerificationError');
      const cut = { ...genuine, signature: genuine.signature.slice(0, at) };
      await expect(verifySignature(cut, hashicorpTrust, now)).rejects.toMatchObject({
        reason: 'unreadable-signature',
      });
    }
  });

  test('something other than a signature is refused as unreadable', async () => {
    const signature = new TextEncoder().encode('<html>404</html>');
    await expect(verifySignature({ ...genuine, signature }, hashicorpTrust, now)).rejects.toMatchObject({
      reason: 'unreadable-signature',
    });
  });

  test('a signature by another key is refused, and both keys are named', async () => {
    const other = await newKey();
    await expect(verifySignature(genuine, trust(other.publicKey), now)).rejects.toMatchObject({
      reason: 'unknown-signer',
      message: expect.stringContaining(
        `Expected signer: ${other.publicKey.getFingerprint().toUpperCase()}; signed by: ${subkey}`,
      ),
    });
  });

  test('a signature that is dated in the future is refused', async () => {
    await expect(verifySignature(genuine, hashicorpTrust, new Date('2023-01-01'))).rejects.toThrow(
      'in the future',
    );
  });

  test('a signature is refused after the expiry of a key that lacks its older self-signatures', async () => {
    await expect(verifySignature(genuine, hashicorpTrust, new Date('2031-01-01'))).rejects.toMatchObject({
      reason: 'key-expired',
    });
  });
});

describe('keys that expire or are revoked', () => {
  const born = new Date('2024-01-01T00:00:00Z');
  const year = 365 * 24 * 3600;
  const content = new TextEncoder().encode('abc  file\n');
  let lasting: Pair;

  beforeAll(async () => {
    lasting = await newKey({ date: born });
  });

  test('a signature by the primary key itself is valid', async () => {
    const file = await sign(lasting, new Date('2024-06-01'));
    const signer = await verifySignature(file, trust(lasting.publicKey), now);
    expect(signer.key).toBe(signer.primary);
  });

  test('a signature made before the key expired stays valid', async () => {
    const pair = await newKey({ date: born, keyExpirationTime: year });
    const file = await sign(pair, new Date('2024-06-01'));
    await expect(verifySignature(file, trust(pair.publicKey), now)).resolves.toMatchObject({
      created: new Date('2024-06-01'),
    });
  });

  test('a signature made after the key expired is valid only with a renewed copy of the key', async () => {
    const pair = await newKey({ date: born, keyExpirationTime: year });
    const renewed = await openpgp.reformatKey({
      privateKey: pair.privateKey,
      userIDs: [{ name: 'Test' }],
      date: new Date('2024-11-01'),
      format: 'object',
    });
    const file = await sign(renewed, new Date('2026-06-01'));
    await expect(verifySignature(file, trust(pair.publicKey), now)).rejects.toMatchObject({
      reason: 'key-expired',
      message: expect.stringContaining('2026-06-01'),
    });
    for (const order of [
      [pair.publicKey, renewed.publicKey],
      [renewed.publicKey, pair.publicKey],
    ]) {
      const armored = order.map((key) => key.armor()).join('some text between\n');
      const key = { armored, fingerprint: pair.publicKey.getFingerprint() };
      await expect(verifySignature(file, key, now)).resolves.toMatchObject({
        created: new Date('2026-06-01'),
      });
    }
  });

  test('a revoked key is refused, even if another block has it unrevoked', async () => {
    const pair = await newKey({ date: born });
    const file = await sign(pair, new Date('2024-06-01'));
    const flag = openpgp.enums.reasonForRevocation.keyCompromised;
    const { publicKey } = await openpgp.revokeKey({
      key: pair.privateKey,
      reasonForRevocation: { flag, string: 'stolen' },
      date: new Date('2025-01-01'),
      format: 'object',
    });
    await expect(verifySignature(file, trust(publicKey), now)).rejects.toMatchObject({
      reason: 'key-revoked',
    });
    const both = { armored: pair.publicKey.armor() + publicKey.armor(), fingerprint: null };
    await expect(verifySignature(file, both, now)).rejects.toMatchObject({ reason: 'key-revoked' });
  });

  test('a retired key stays valid for what it signed before', async () => {
    const pair = await newKey({ date: born });
    const flag = openpgp.enums.reasonForRevocation.keyRetired;
    const { publicKey } = await openpgp.revokeKey({
      key: pair.privateKey,
      reasonForRevocation: { flag, string: '' },
      date: new Date('2025-01-01'),
      format: 'object',
    });
    await verifySignature(await sign(pair, new Date('2024-06-01')), trust(publicKey), now);
    const later = await sign(pair, new Date('2025-06-01'));
    await expect(verifySignature(later, trust(publicKey), now)).rejects.toMatchObject({
      reason: 'key-revoked',
    });
  });

  test('a signature by a subkey of the pinned primary key is valid', async () => {
    const pair = await newKey({ date: born, subkeys: [{ sign: true }] });
    const file = await sign(pair, new Date('2024-06-01'));
    const signer = await verifySignature(file, trust(pair.publicKey), now);
    expect(signer.key).not.toBe(signer.primary);
    expect(signer.primary).toBe(pair.publicKey.getFingerprint().toUpperCase());
  });

  test('a signature by a subkey that was grafted onto the primary key is refused', async () => {
    const thief = await newKey({ date: born, subkeys: [{ sign: true }] });
    const packets = lasting.publicKey.toPacketList();
    const [grafted] = thief.publicKey.subkeys;
    if (grafted === undefined) throw new Error('no subkey');
    for (const packet of [grafted.keyPacket, ...grafted.bindingSignatures]) packets.push(packet as never);
    const forged = new openpgp.PublicKey(packets as never);
    expect(forged.getFingerprint()).toBe(lasting.publicKey.getFingerprint());
    const file = await sign(thief, new Date('2024-06-01'));
    await expect(verifySignature(file, trust(forged), now)).rejects.toMatchObject({
      name: 'VerificationError',
    });
  });

  test('one signature of two by a trusted key is enough', async () => {
    const stranger = await newKey({ date: born });
    const file = await signBy([stranger, lasting], new Date('2024-06-01'));
    await expect(verifySignature(file, trust(lasting.publicKey), now)).resolves.toMatchObject({
      primary: lasting.publicKey.getFingerprint().toUpperCase(),
    });
  });

  test('a signature by a key of the text that is not the pinned one is refused', async () => {
    const other = await newKey({ date: born });
    const file = await sign(other, new Date('2024-06-01'));
    const armored = lasting.publicKey.armor() + other.publicKey.armor();
    await expect(verifySignature(file, { armored, fingerprint: null }, now)).resolves.toBeDefined();
    const pinned = { armored, fingerprint: lasting.publicKey.getFingerprint() };
    await expect(verifySignature(file, pinned, now)).rejects.toMatchObject({ reason: 'unknown-signer' });
  });

  function sign(pair: Pair, date: Date) {
    return signBy([pair], date);
  }

  async function signBy(pairs: Pair[], date: Date) {
    const message = await openpgp.createMessage({ binary: content });
    const signingKeys = pairs.map(({ privateKey }) => privateKey);
    const signature = await openpgp.sign({ message, signingKeys, detached: true, format: 'binary', date });
    return { content, signature: signature as Uint8Array, url: 'https://example.com/SHA256SUMS' };
  }
});

interface Pair {
  readonly privateKey: openpgp.PrivateKey;
  readonly publicKey: openpgp.PublicKey;
}

async function newKey(options: Partial<openpgp.KeyOptions> = {}): Promise<Pair> {
  return await openpgp.generateKey({
    userIDs: [{ name: 'Test' }],
    subkeys: [],
    ...options,
    format: 'object',
  });
}

function trust(key: openpgp.PublicKey): TrustedKey {
  return { armored: key.armor(), fingerprint: key.getFingerprint() };
}
