/** What a failed build says about its cause: known errors of AWS and Packer, and what to do about each. */

export interface Diagnosis {
  /** AWS's or Packer's name for it. */
  readonly code: string;
  readonly advice: string;
}

interface Pattern extends Diagnosis {
  readonly pattern: RegExp;
}

/** EC2's code for an AMI whose name another one has. */
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
      'AWS has no machine of this type left in that availability zone: try another type or zone, or run again later.',
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
      'Spot capacity is not to be had within the limits of this account: build on-demand, or raise the quota or price.',
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
      'An AMI of this name exists already, perhaps from another run: deregister it, or let its name differ.',
  },
  {
    code: 'ResourceNotReady',
    pattern: /ResourceNotReady|exceeded wait attempts|Error waiting for AMI/,
    advice:
      'The AMI was not ready in time: raise aws_polling in the template; an expired session or a KMS key can be behind it too.',
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
      "The machine could not be reached by SSH: look at its console log, its subnet's route and its security group.",
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

/** What a failed build left to judge by. */
export interface FailureDetails {
  /** Packer's error messages, oldest first. */
  readonly errors: readonly string[];
  /** The provisioner's step that failed, or null. */
  readonly failedIn: string | null;
  /** What that script said at last. */
  readonly lastWords: readonly string[];
}

/**
 * Why a build failed: what was wrong in Packer's words, where, advice where there is some, and a script's last words.
 * @param ending How the process ended, such as `exit code 1`.
 */
export function describeFailure({ errors, failedIn, lastWords }: FailureDetails, ending: string): string {
  const diagnosis = diagnose(errors);
  const telling =
    errors.find((message) => diagnosis !== null && diagnose([message]) !== null) ?? lastError(errors);
  const what = telling ?? `Packer ended with ${ending} and gave no reason`;
  const where = failedIn === null ? '' : `, ${failedIn}`;
  const advice = diagnosis === null ? '' : ` (${diagnosis.advice})`;
  const words =
    failedIn === null || lastWords.length === 0 ? '' : `\nIts last words:\n${lastWords.join('\n')}`;
  return `${what}${where}${advice}${words}`;
}

/** Packer's closing word on the build, when it has one. */
function lastError(errors: readonly string[]): string | undefined {
  const closing = /^Script exited with non-zero exit status|^Error |error/;
  return errors.findLast((message) => closing.test(message)) ?? errors.at(-1);
}
