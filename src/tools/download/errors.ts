import { ConfigurationError } from '../../errors.ts';

/**
 * A download that did not come to be: refused for good, or failed at the last attempt. What mends it is the user's: the
 * address, the proxy, the mirror.
 */
export class DownloadError extends ConfigurationError {
  /** HTTP status of the answer; null where there was none. */
  readonly status: number | null;

  constructor(message: string, status: number | null, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DownloadError';
    this.status = status;
  }
}

/** Why a file was not taken: the signature's fault, the key's, or the content's. */
export type UntrustedReason =
  | 'unreadable-signature'
  | 'unknown-signer'
  | 'bad-signature'
  | 'key-expired'
  | 'key-revoked'
  | 'not-listed'
  | 'wrong-hash';

/** What was fetched is not what its publisher signed. Nothing of it has been kept or run. */
export class VerificationError extends ConfigurationError {
  readonly reason: UntrustedReason;

  constructor(reason: UntrustedReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VerificationError';
    this.reason = reason;
  }
}
