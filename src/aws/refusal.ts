/** Tells answers of AWS that no repetition changes from those that one may. */

/**
 * Codes of errors that stay as they are until a person changes a policy or signs in again (EC2 API Reference, "Error codes";
 * IAM's "Common errors"; the SDK's own names for credentials that it cannot find).
 */
const codes = new Set([
  'UnauthorizedOperation',
  'AuthFailure',
  'AccessDenied',
  'AccessDeniedException',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'InvalidClientTokenId',
  'CredentialsProviderError',
]);

/** True if AWS denied the caller, or there are no credentials. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && codes.has(error.name);
}
