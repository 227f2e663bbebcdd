/** Checks the AWS credentials before anything is fetched or created. */

import { AwsAccessError, messageOf } from '../errors.ts';
import type { CallerIdentity, Sts } from './types.ts';

const signIn =
  'On a runner, add a step aws-actions/configure-aws-credentials with role-to-assume before this one, and `permissions: ' +
  'id-token: write` to the job; elsewhere set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';

/** Environment variables that request credentials (the SDK's "Environment variables for all tools"). */
const signInVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_PROFILE',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/**
 * The account that calls will be made in; throws an AwsAccessError that says what to do.
 * @param env What the SDK reads: where it names credentials, that they cannot be had is a fault, not their absence.
 */
export async function checkAccess(
  sts: Sts,
  region: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<CallerIdentity> {
  try {
    return await sts.callerIdentity();
  } catch (error) {
    const set = signInVariables.filter((name) => env[name]);
    const isMissing = hasNoCredentials(error);
    if (isMissing && set.length > 0) {
      const verb = set.length === 1 ? 'is' : 'are';
      const message = `${set.join(', ')} ${verb} set, but no AWS credentials were found there (${messageOf(error)}).`;
      throw new AwsAccessError(message, { cause: error });
    }
    throw new AwsAccessError(explainAwsError(error, region), { cause: error, noCredentials: isMissing });
  }
}

/** What an error of GetCallerIdentity means; the names come from the SDK's credential providers and from STS. */
function explainAwsError(error: unknown, region: string): string {
  const { name, code } = errorNames(error);
  const text = messageOf(error);
  switch (name) {
    case 'CredentialsProviderError':
    case 'TokenProviderError':
      return /expired/i.test(text)
        ? `The AWS credentials have expired (${text}). Sign in again, or ask for a longer session.`
        : `There are no AWS credentials (${text}). ${signIn}`;
    case 'ExpiredToken':
    case 'ExpiredTokenException':
    case 'RequestExpired':
      return (
        'The AWS credentials have expired. Sessions of an assumed role last one hour unless role-duration-seconds asks ' +
        'for more: sign in right before this step, for longer than the build takes.'
      );
    case 'InvalidClientTokenId':
    case 'UnrecognizedClientException':
    case 'InvalidAccessKeyId':
      return `AWS does not know the access key, or the region ${region} is not enabled in its account (${text}). ${signIn}`;
    case 'SignatureDoesNotMatch':
      return `The secret access key does not match its key id, or this machine's clock is wrong (${text}).`;
    case 'IncompleteSignature':
    case 'MissingAuthenticationToken':
      return `The AWS credentials are incomplete (${text}). ${signIn}`;
    case 'AccessDenied':
    case 'AccessDeniedException':
      return `AWS denies access (${text}): check the trust policy of the role to assume.`;
    default:
      if (/certificate/i.test(text)) {
        return `AWS's certificate is not trusted (${text}): where a proxy signs with its own, set AWS_CA_BUNDLE to its certificates.`;
      }
      return unreachable.has(code)
        ? `AWS cannot be reached in ${region} (${text}): check the region's name, the network, HTTPS_PROXY and AWS_ENDPOINT_URL.`
        : `The check of the AWS credentials failed: ${text}`;
  }
}

const unreachable = new Set([
  'ENOTFOUND',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** True without credentials, as on a pull request from a fork; expired ones do not count. */
function hasNoCredentials(error: unknown): boolean {
  return errorNames(error).name === 'CredentialsProviderError' && !/expired/i.test(messageOf(error));
}

function errorNames(error: unknown): { name: string; code: string } {
  if (!(error instanceof Error)) return { name: '', code: '' };
  const code = (error as { code?: unknown }).code;
  return {
    name: error.name,
    code: typeof code === 'string' ? code : error.name === 'TimeoutError' ? 'ETIMEDOUT' : '',
  };
}
