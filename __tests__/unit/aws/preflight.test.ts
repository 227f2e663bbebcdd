/** The check of the AWS credentials, and its advice. */
import { describe, expect, test } from '@jest/globals';
import { checkAccess } from '../../../src/aws/preflight.ts';
import { AwsAccessError } from '../../../src/errors.ts';

function failingWith(name: string, message = 'the SDK says so', code?: string) {
  const error = Object.assign(new Error(message), { name, ...(code === undefined ? {} : { code }) });
  return { callerIdentity: () => Promise.reject(error) };
}

describe('the preflight', () => {
  test('the preflight returns the account', async () => {
    const identity = { account: '123456789012' };
    expect(await checkAccess({ callerIdentity: async () => identity }, 'us-east-1', {})).toEqual(identity);
  });

  test.each([
    [
      'CredentialsProviderError',
      'Could not load credentials from any providers',
      /There are no AWS credentials.*configure-aws-credentials.*id-token: write/s,
    ],
    [
      'CredentialsProviderError',
      'Token is expired. To refresh this SSO session run aws sso login',
      /have expired/,
    ],
    [
      'ExpiredToken',
      'The security token included in the request is expired',
      /have expired.*role-duration-seconds/,
    ],
    ['ExpiredTokenException', '', /have expired/],
    [
      'InvalidClientTokenId',
      'The security token included in the request is invalid',
      /does not know the access key.*eu-west-1/,
    ],
    ['SignatureDoesNotMatch', 'x', /does not match its key id/],
    ['AccessDenied', 'x', /trust policy/],
    ['Error', 'self-signed certificate in certificate chain', /not trusted.*AWS_CA_BUNDLE/],
    ['SomethingElse', 'odd', /check of the AWS credentials failed: odd/],
  ])('the error %s (%s) of AWS is explained', async (name, message, expected) => {
    const failure = checkAccess(failingWith(name, message), 'eu-west-1', {});
    await expect(failure).rejects.toThrow(AwsAccessError);
    await expect(failure).rejects.toThrow(expected);
  });

  test('an endpoint that cannot be reached is explained', async () => {
    const failure = checkAccess(
      failingWith('Error', 'connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED'),
      'eu-west-1',
      {},
    );
    await expect(failure).rejects.toThrow(/cannot be reached in eu-west-1.*AWS_ENDPOINT_URL/);
  });

  test('credentials that are set and cannot be had are a fault, and are absent only where nothing is set', async () => {
    const failing = failingWith(
      'CredentialsProviderError',
      'Could not resolve credentials using profile: [typo]',
    );
    const check = (env: Record<string, string>) => checkAccess(failing, 'eu-west-1', env);
    await expect(check({ AWS_PROFILE: 'typo', AWS_REGION: 'x' })).rejects.toMatchObject({
      noCredentials: false,
      message: expect.stringMatching(
        /^AWS_PROFILE is set, but no AWS credentials were found there .*\[typo\]/,
      ),
    });
    await expect(check({ AWS_PROFILE: '', AWS_REGION: 'x' })).rejects.toMatchObject({ noCredentials: true });
  });
});
