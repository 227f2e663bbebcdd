/** The hashes behind every fingerprint. */

import { createHash, createHmac } from 'node:crypto';

/** SHA-256 of a text in UTF-8: hex, lower case. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** HMAC-SHA-256 of a text in UTF-8 (RFC 2104): hex, lower case. Without the key nobody can try values. */
export function hmacSha256(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
