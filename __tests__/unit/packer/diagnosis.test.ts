import { describe, expect, test } from '@jest/globals';
import { describeFailure, diagnose } from '../../../src/packer/diagnosis.ts';

describe('why a build failed', () => {
  test.each([
    ['RequestLimitExceeded', 'api error RequestLimitExceeded: Request limit exceeded.'],
    [
      'InsufficientInstanceCapacity',
      'Error launching source instance: InsufficientInstanceCapacity: We currently do not',
    ],
    [
      'VcpuLimitExceeded',
      'VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of 0',
    ],
    ['ExpiredToken', 'api error ExpiredToken: The security token included in the request is expired'],
    ['ExpiredToken', 'RequestExpired: Request has expired.'],
    [
      'UnauthorizedOperation',
      'api error UnauthorizedOperation: You are not authorized to perform: ec2:RunInstances',
    ],
    ['InvalidAMIName.Duplicate', 'Error: AMI Name: catalyst-base-abc is used by an existing AMI: ami-1'],
    ['ResourceNotReady', 'Error waiting for AMI: exceeded max wait time'],
    ['VPCIdNotSpecified', 'VPCIdNotSpecified: No default VPC for this user'],
    ['SSH timeout', 'Timeout waiting for SSH.'],
  ])('%s', (code, message) => {
    expect(diagnose([message])?.code).toBe(code);
    const described = describeFailure(
      { errors: ['something before', message, 'Script exited'], failedIn: null, lastWords: ['x'] },
      'exit code 1',
    );
    expect(described.startsWith(message)).toBe(true);
    expect(described.length).toBeGreaterThan(message.length);
  });

  test('a script’s failure is told in Packer’s words', () => {
    const messages = [
      'E: Unable to locate package nvidia',
      'Script exited with non-zero exit status: 100. Allowed exit codes are: [0]',
    ];
    expect(diagnose(messages)).toBeNull();
    const evidence = { errors: messages, failedIn: 'provisioning 20-nvidia.sh', lastWords: ['one', 'two'] };
    expect(describeFailure(evidence, 'exit code 1')).toBe(
      'Script exited with non-zero exit status: 100. Allowed exit codes are: [0], provisioning 20-nvidia.sh\nIts last words:\none\ntwo',
    );
  });

  test('without a word there is at least the ending', () => {
    expect(describeFailure({ errors: [], failedIn: null, lastWords: [] }, 'signal SIGKILL')).toBe(
      'Packer ended with signal SIGKILL and gave no reason',
    );
  });
});
