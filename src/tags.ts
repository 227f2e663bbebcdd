/** Every tag key that the action reads or writes. */

/** The keys by what they hold. EC2 reserves the prefix `aws:`; `ami-action:` is this action's. */
export const tagKeys = {
  // The recipe; written when the AMI is finished.
  ami: 'ami-action:ami',
  /** Hex SHA-256 of the recipe; also in the run tags, so that the AMI has it from its creation. */
  fingerprint: 'ami-action:fingerprint',
  sourceAmi: 'ami-action:source-ami',
  versions: 'ami-action:versions',
  /** The release that the AMI was built for, such as `v1.4.0`; shown in explanations. */
  release: 'ami-action:release',
  /** `building` from the AMI's creation, `available` once it is finished. */
  state: 'ami-action:state',
  // The lease, on everything that a run creates.
  runId: 'ami-action:run-id',
  runAttempt: 'ami-action:run-attempt',
  job: 'ami-action:job',
  repository: 'ami-action:repository',
  /** Random for each run of the action; post and the sweep find the run's resources by it. */
  nonce: 'ami-action:nonce',
  /** ISO 8601, UTC: when the lease ends, and with it all work on the resource. */
  expires: 'ami-action:expires',
} as const;

/** The keys `ami-action:inputs-0`, `-1`, ... hold a summary of the recipe, split to fit the length of a tag's value. */
export const inputsTagPrefix = 'ami-action:inputs-';

/** Makes a tag's value fit for EC2: at most 256 characters, only letters, digits, spaces and _ . : / = + - @. */
export function toTagValue(text: string): string {
  return text.replace(/[^\p{L}\p{N} _.:/=+\-@]/gu, '_').slice(0, 256);
}
