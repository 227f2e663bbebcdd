/** Known errors of AWS and Packer, and what to do about each. */

export interface Diagnosis {
  /** AWS's or Packer's name for the error. */
  readonly code: string;
  readonly advice: string;
}

interface Pattern extends Diagnosis {
  readonly pattern: RegExp;
}

/** EC2's code for an AMI name that is already in use. */
export const nameTakenCode = 'InvalidAMIName.Duplicate';

const knownFailures: readonly Pattern[] = [
  {
    code: 'RequestLimitExceeded',
    pattern: /RequestLimitExceeded|Throttling(Exception)?\b/,
    advice: 'AWS throttles calls of this account: run again, or lower max-parallel.',
  },
  {
    code: 'InsufficientInstanceCapacity',
    pattern: /InsufficientInstanceCapacity/,
    advice:
      'AWS has no capacity for this instance type in that availability zone: try another type or zone, or run again later.',
  },
  {
    code: 'VcpuLimitExceeded',
    pattern: /VcpuLimitExceeded/,
    advice:
      "The account's quota of vCPUs for this instance family is used up: ask for more in Service Quotas (EC2, Running On-Demand instances), or lower max-parallel.",
  },
  {
    code: 'MaxSpotInstanceCountExceeded',
    pattern: /MaxSpotInstanceCountExceeded|SpotMaxPriceTooLow/,
    advice:
      'Spot capacity is not available within the limits of this account: build on-demand, or raise the quota or price.',
  },
  {
    code: 'ExpiredToken',
    pattern: /ExpiredToken(Exception)?|RequestExpired|security token included in the request is expired/,
    advice:
      'The AWS session ended before the build did: ask configure-aws-credentials for a longer role-duration-seconds.',
  },
  {
    code: 'UnauthorizedOperation',
    pattern: /UnauthorizedOperation|AccessDenied(Exception)?\b/,
    advice: 'The role lacks a permission that the build needs; the message names the action.',
  },
  {
    code: nameTakenCode,
    pattern: /InvalidAMIName\.Duplicate|AMI Name: .* is used by an existing AMI/,
    advice:
      'An AMI of this name already exists, perhaps from another run: deregister it, or choose another name.',
  },
  {
    code: 'ResourceNotReady',
    pattern: /ResourceNotReady|exceeded wait attempts|Error waiting for AMI/,
    advice:
      'The AMI was not ready in time: raise aws_polling in the template; an expired session or a KMS key can also be the cause.',
  },
  {
    code: 'VPCIdNotSpecified',
    pattern: /VPCIdNotSpecified|No default VPC/,
    advice: 'The region has no default VPC: give the template a subnet.',
  },
  {
    code: 'OptInRequired',
    pattern: /OptInRequired/,
    advice: 'The account has not subscribed to the source image in AWS Marketplace.',
  },
  {
    code: 'SSH timeout',
    pattern: /Timeout waiting for SSH|ssh: handshake failed|timeout waiting for SSH/i,
    advice:
      "The instance could not be reached by SSH: check its console log, its subnet's route and its security group.",
  },
  {
    code: 'spot reclaimed',
    pattern: /Spot\.?InstanceTermination|instance-terminated-no-capacity|marked-for-termination/i,
    advice: 'AWS took the spot instance back: run again, or build on-demand.',
  },
];

/** The first known cause in the messages, or null. */
export function diagnose(messages: readonly string[]): Diagnosis | null {
  const found = knownFailures.find(({ pattern }) => messages.some((message) => pattern.test(message)));
  return found === undefined ? null : { code: found.code, advice: found.advice };
}

/** What is known of a failed build. */
export interface FailureDetails {
  /** Packer's error messages, oldest first. */
  readonly errors: readonly string[];
  /** The provisioning step that failed, or null. */
  readonly failedIn: string | null;
  /** The last lines that the script printed. */
  readonly lastLines: readonly string[];
}

/**
 * Describes why a build failed: the error in Packer's words, the step, advice if the error is known, and the script's last
 * lines.
 * @param ending How the process ended, such as `exit code 1`.
 */
export function describeFailure({ errors, failedIn, lastLines }: FailureDetails, ending: string): string {
  const diagnosis = diagnose(errors);
  const known =
    errors.find((message) => diagnosis !== null && diagnose([message]) !== null) ?? lastError(errors);
  const what = known ?? `Packer ended with ${ending} and gave no reason`;
  const where = failedIn === null ? '' : `, ${failedIn}`;
  const advice = diagnosis === null ? '' : ` (${diagnosis.advice})`;
  const lines =
    failedIn === null || lastLines.length === 0 ? '' : `\nIts last lines:\n${lastLines.join('\n')}`;
  return `${what}${where}${advice}${lines}`;
}

/** Packer's final error, or else the last one. */
function lastError(errors: readonly string[]): string | undefined {
  const closing = /^Script exited with non-zero exit status|^Error |error/;
  return errors.findLast((message) => closing.test(message)) ?? errors.at(-1);
}
