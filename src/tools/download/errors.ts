/** Errors of downloads. */

import { ConfigurationError } from '../../errors.ts';

/** A download that failed permanently or ran out of retries; the user must fix the address, proxy or mirror. */
export class DownloadError extends ConfigurationError {
  /** HTTP status of the response; null if there was none. */
  readonly status: number | null;

  constructor(message: string, status: number | null, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DownloadError';
    this.status = status;
  }
}

/** Why a file was refused: because of its signature, the key, or its content. */
export type UntrustedReason =
  | 'unreadable-signature'
  | 'unknown-signer'
  | 'bad-signature'
  | 'key-expired'
  | 'key-revoked'
  | 'not-listed'
  | 'wrong-hash';

/** A download is not what its publisher signed. Nothing of it has been kept or run. */
export class VerificationError extends ConfigurationError {
  readonly reason: UntrustedReason;

  constructor(reason: UntrustedReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VerificationError';
    this.reason = reason;
  }
}
