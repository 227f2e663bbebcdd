/** The environment that a sandbox gives its command. */
import { expect, test } from '@jest/globals';
import { connectionHelp, environment } from '../../../../sandbox/ec2/environment.ts';

const env = environment({
  endpoint: 'http://172.31.0.1:4566',
  mirror: { url: 'http://172.31.0.1:8080', keyFile: '/cache/public.asc', keyFingerprint: 'ABCD' },
});

test('a program finds the endpoint, the mirror, its key, and credentials that open nothing', () => {
  expect(env).toMatchObject({
    AWS_ENDPOINT_URL: 'http://172.31.0.1:4566',
    AWS_REGION: 'us-east-1',
    MIRROR: 'http://172.31.0.1:8080',
    PACKER_KEY: '/cache/public.asc',
    PKR_VAR_nvidia_key_fingerprint: 'ABCD',
    PKR_VAR_container_toolkit_key_fingerprint: 'ABCD',
  });
  expect(env['AWS_ACCESS_KEY_ID']).toMatch(/^AKIA/);
});

test('the help for a person has the variables and one command that leads inside', () => {
  const text = connectionHelp(env, 4711);
  expect(text).toContain('  export AWS_ENDPOINT_URL=http://172.31.0.1:4566\n');
  expect(text).toContain('  export MIRROR=http://172.31.0.1:8080\n');
  expect(text).toContain('  export PACKER_KEY=/cache/public.asc\n');
  expect(text).toMatch(/^ {2}nsenter --target 4711 --mount --pid --net .* bash$/m);
  expect(text).not.toContain('export PATH');
});
