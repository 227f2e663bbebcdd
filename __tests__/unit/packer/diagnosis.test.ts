/** Why a build failed, and what to do about it. */
import { expect, test } from '@jest/globals';
import { describeFailure, diagnose } from '../../../src/packer/diagnosis.ts';

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
])('%s is recognised in: %s', (code, message) => {
  expect(diagnose([message])?.code).toBe(code);
  const described = describeFailure(
    { errors: ['something before', message, 'Script exited'], failedIn: null, lastLines: ['x'] },
    'exit code 1',
  );
  expect(described.startsWith(message)).toBe(true);
  expect(described.length).toBeGreaterThan(message.length);
});

test('a failed script is described by Packer’s error and the script’s last lines', () => {
  const messages = [
    'E: Unable to locate package nvidia',
    'Script exited with non-zero exit status: 100. Allowed exit codes are: [0]',
  ];
  expect(diagnose(messages)).toBeNull();
  const details = { errors: messages, failedIn: 'provisioning 20-nvidia.sh', lastLines: ['one', 'two'] };
  expect(describeFailure(details, 'exit code 1')).toBe(
    'Script exited with non-zero exit status: 100. Allowed exit codes are: [0], provisioning 20-nvidia.sh\nIts last lines:\none\ntwo',
  );
});

test('a Packer that gave no reason is described by how it ended', () => {
  expect(describeFailure({ errors: [], failedIn: null, lastLines: [] }, 'signal SIGKILL')).toBe(
    'Packer ended with signal SIGKILL and gave no reason',
  );
});
