import type { PublicKey, Signature, SignaturePacket } from 'openpgp';
import { messageOf } from '../../errors.ts';
import { type UntrustedReason, VerificationError } from '../download/errors.ts';
import { readTrustedKeys, type TrustedKey } from './trusted-keys.ts';

/** A file and its detached signature, with what a person needs to know them by. */
export interface SignedFile {
  readonly content: Uint8Array;
  /** Binary, as HashiCorp publishes it, or armoured. */
  readonly signature: Uint8Array;
  /** Where the content came from. */
  readonly url: string;
}

/** Who signed. Fingerprints are hex, upper case. */
export interface Signer {
  readonly primary: string;
  /** The key that made the signature: the primary, or a subkey bound to it. */
  readonly key: string;
  readonly created: Date;
}

/**
 * Verifies a detached signature; returns only if a trusted key made it over exactly this content.
 *
 * A signature counts if its key was valid when it was made, so that a release stays verifiable after its key has expired;
 * a renewed key whose older self-signatures were dropped, as HashiCorp's, must be valid now. A key revoked as compromised, or
 * without a reason, vouches for nothing; one revoked as retired still does for what it signed before.
 * @throws VerificationError naming the file, the key expected and the key that signed.
 */
export async function verifySignature(
  file: SignedFile,
  trusted: TrustedKey,
  now = new Date(),
): Promise<Signer> {
  const keys = await readTrustedKeys(trusted);
  const packets = await readSignaturePackets(file, keys);
  const refusals: VerificationError[] = [];
  for (const packet of packets) {
    try {
      return await verifyOne(file, packet, keys, now);
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
      refusals.push(error);
    }
  }
  // A file may be signed by several; what a trusted key's signature lacks says more than that others are unknown.
  throw refusals.find(({ reason }) => reason !== 'unknown-signer') ?? refusals[0];
}

async function verifyOne(
  file: SignedFile,
  packet: SignaturePacket,
  keys: PublicKey[],
  now: Date,
): Promise<Signer> {
  const openpgp = await import('openpgp');
  const signedBy = issuerOf(packet);
  const refuse = (reason: UntrustedReason, what: string, cause?: unknown) =>
    untrusted(file, keys, signedBy, reason, what, cause);
  const key = keys.find((candidate) => candidate.getKeys(packet.issuerKeyID).length > 0);
  if (key === undefined) throw refuse('unknown-signer', 'it is signed by a key that is not trusted');
  if (packet.created === null || packet.created > now) {
    throw refuse(
      'bad-signature',
      `its signature is dated ${packet.created?.toISOString() ?? 'nowhere'}, in the future`,
    );
  }
  const signature: Signature = new openpgp.Signature(packetList(openpgp, packet));
  try {
    const message = await openpgp.createMessage({ binary: file.content });
    const config = { allowInsecureVerificationWithReformattedKeys: true };
    const options = { message, signature, verificationKeys: [key], date: now, config };
    const { signatures } = await openpgp.verify({ ...options, format: 'binary', expectSigned: true });
    if (signatures.length !== 1) throw new Error(`${signatures.length} signatures where one was given`);
    // A result object is no verdict: only this promise is.
    for (const each of signatures) await each.verified;
  } catch (error) {
    const { reason, what } = explainSignatureError(messageOf(error), packet.created);
    throw refuse(reason, what, error);
  }
  const signer = key.getKeys(packet.issuerKeyID)[0];
  if (signer === undefined) throw refuse('unknown-signer', 'it is signed by a key that is not trusted');
  return { primary: hex(key), key: signer.getFingerprint().toUpperCase(), created: packet.created };
}

async function readSignaturePackets(file: SignedFile, keys: PublicKey[]): Promise<SignaturePacket[]> {
  const openpgp = await import('openpgp');
  const head = Buffer.from(file.signature.subarray(0, 64)).toString('latin1').trimStart();
  try {
    const signature = head.startsWith('-----BEGIN')
      ? await openpgp.readSignature({ armoredSignature: Buffer.from(file.signature).toString('latin1') })
      : await openpgp.readSignature({ binarySignature: file.signature });
    const { binary, text } = openpgp.enums.signature;
    const packets = [...signature.packets].filter(
      ({ signatureType: type }) => type === binary || type === text,
    );
    if (packets.length === 0) throw new Error('no signature over a document in it');
    return packets;
  } catch (error) {
    const what = `its signature cannot be read (${messageOf(error)})`;
    throw untrusted(file, keys, 'nobody known', 'unreadable-signature', what, error);
  }
}

function packetList(openpgp: typeof import('openpgp'), packet: SignaturePacket) {
  const list = new openpgp.PacketList<SignaturePacket>();
  list.push(packet);
  return list;
}

/** OpenPGP.js tells its reasons in words only. */
function explainSignatureError(message: string, created: Date): { reason: UntrustedReason; what: string } {
  const when = created.toISOString();
  if (/revoked/i.test(message)) return { reason: 'key-revoked', what: 'the key that signed it is revoked' };
  if (/expired/i.test(message)) {
    const what = `the key expired before it signed, on ${when}, or what is left of its self-signatures has: a renewed copy of the key is needed`;
    return { reason: 'key-expired', what };
  }
  return { reason: 'bad-signature', what: `the signature does not hold (${message})` };
}

function issuerOf(packet: SignaturePacket): string {
  const fingerprint = packet.issuerFingerprint;
  const known =
    fingerprint === null || fingerprint === undefined ? '' : Buffer.from(fingerprint).toString('hex');
  return (known || packet.issuerKeyID.toHex()).toUpperCase();
}

function untrusted(
  file: SignedFile,
  keys: PublicKey[],
  signedBy: string,
  reason: UntrustedReason,
  what: string,
  cause?: unknown,
): VerificationError {
  const expected = keys.map(hex).join(' or ');
  return new VerificationError(
    reason,
    `${file.url} is not trusted: ${what}. Expected signer: ${expected}; signed by: ${signedBy}. Nothing of it was kept or run.`,
    cause === undefined ? undefined : { cause },
  );
}

function hex(key: PublicKey): string {
  return key.getFingerprint().toUpperCase();
}
