/** Detached OpenPGP signatures. */

import type { PublicKey, Signature, SignaturePacket } from 'openpgp';
import { messageOf } from '../../errors.ts';
import { type UntrustedReason, VerificationError } from '../download/errors.ts';
import { readTrustedKeys, type TrustedKey } from './trusted-keys.ts';

/** A file and its detached signature. */
export interface SignedFile {
  readonly content: Uint8Array;
  /** Binary, as HashiCorp publishes it, or armoured. */
  readonly signature: Uint8Array;
  /** Where the content came from, for messages. */
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
 * The key must have been valid when it signed, so that a release stays verifiable after its key has expired. A renewed key
 * without its older self-signatures, such as HashiCorp's, must be valid now. Signatures of a key that was revoked as
 * compromised, or without a reason, are refused; of a key that was revoked as retired, those made before are accepted.
 * @throws VerificationError that names the file, the expected key and the key that signed
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
      return await verifyPacket(file, packet, keys, now);
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
      refusals.push(error);
    }
  }
  // There may be several signatures. What is wrong with a trusted key's says more than that other signers are unknown.
  throw refusals.find(({ reason }) => reason !== 'unknown-signer') ?? refusals[0];
}

async function verifyPacket(
  file: SignedFile,
  packet: SignaturePacket,
  keys: PublicKey[],
  now: Date,
): Promise<Signer> {
  const openpgp = await import('openpgp');
  const signedBy = findIssuer(packet);
  const refuse = (reason: UntrustedReason, explanation: string, cause?: unknown) =>
    createUntrustedError(file, keys, signedBy, reason, explanation, cause);
  const key = keys.find((candidate) => candidate.getKeys(packet.issuerKeyID).length > 0);
  if (key === undefined) throw refuse('unknown-signer', 'it is signed by a key that is not trusted');
  if (packet.created === null || packet.created > now) {
    throw refuse(
      'bad-signature',
      `its signature is dated ${packet.created?.toISOString() ?? 'nowhere'}, in the future`,
    );
  }
  const signature: Signature = new openpgp.Signature(toPacketList(openpgp, packet));
  try {
    const message = await openpgp.createMessage({ binary: file.content });
    const config = { allowInsecureVerificationWithReformattedKeys: true };
    const options = { message, signature, verificationKeys: [key], date: now, config };
    const { signatures } = await openpgp.verify({ ...options, format: 'binary', expectSigned: true });
    if (signatures.length !== 1) throw new Error(`${signatures.length} signatures instead of one`);
    // verify() resolves for wrong signatures too; only this promise rejects.
    for (const { verified } of signatures) await verified;
  } catch (error) {
    const { reason, explanation } = explainSignatureError(messageOf(error), packet.created);
    throw refuse(reason, explanation, error);
  }
  const signer = key.getKeys(packet.issuerKeyID)[0];
  if (signer === undefined) throw refuse('unknown-signer', 'it is signed by a key that is not trusted');
  return { primary: fingerprintOf(key), key: signer.getFingerprint().toUpperCase(), created: packet.created };
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
    if (packets.length === 0) throw new Error('it holds no signature of a document');
    return packets;
  } catch (error) {
    const explanation = `its signature cannot be read (${messageOf(error)})`;
    throw createUntrustedError(file, keys, 'unknown', 'unreadable-signature', explanation, error);
  }
}

function toPacketList(openpgp: typeof import('openpgp'), packet: SignaturePacket) {
  const list = new openpgp.PacketList<SignaturePacket>();
  list.push(packet);
  return list;
}

/** Reads the reason out of the message, as OpenPGP.js has no error codes. */
function explainSignatureError(
  message: string,
  created: Date,
): { reason: UntrustedReason; explanation: string } {
  const when = created.toISOString();
  if (/revoked/i.test(message))
    return { reason: 'key-revoked', explanation: 'the key that signed it is revoked' };
  if (/expired/i.test(message)) {
    const explanation = `the key, or the last of its self-signatures, had expired when it signed, on ${when}: get a renewed copy of the key`;
    return { reason: 'key-expired', explanation };
  }
  return { reason: 'bad-signature', explanation: `the signature is invalid (${message})` };
}

function findIssuer(packet: SignaturePacket): string {
  const fingerprint = packet.issuerFingerprint;
  const issuer = fingerprint ? Buffer.from(fingerprint).toString('hex') : packet.issuerKeyID.toHex();
  return issuer.toUpperCase();
}

function createUntrustedError(
  file: SignedFile,
  keys: PublicKey[],
  signedBy: string,
  reason: UntrustedReason,
  explanation: string,
  cause?: unknown,
): VerificationError {
  const expected = keys.map(fingerprintOf).join(' or ');
  return new VerificationError(
    reason,
    `${file.url} is not trusted: ${explanation}. Expected signer: ${expected}; signed by: ${signedBy}. Nothing of it was kept or run.`,
    cause === undefined ? undefined : { cause },
  );
}

function fingerprintOf(key: PublicKey): string {
  return key.getFingerprint().toUpperCase();
}
