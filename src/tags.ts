/** Every tag key that the action reads or writes. */

/** The keys, by what they hold. EC2 gives `aws:` to itself; `ami-action:` is this action's. */
export const tagKeys = {
  // The recipe, written when an AMI is finished.
  ami: 'ami-action:ami',
  /** Hex SHA-256 of the recipe; also in the run tags, so that it stands on an AMI from its creation. */
  fingerprint: 'ami-action:fingerprint',
  sourceAmi: 'ami-action:source-ami',
  versions: 'ami-action:versions',
  /** The release that an AMI was made for, such as `v1.4.0`; told in explanations where it is there. */
  release: 'ami-action:release',
  /** `building` from an AMI's creation on, `available` once it is finished. */
  state: 'ami-action:state',
  // The lease, on everything that a run creates.
  runId: 'ami-action:run-id',
  runAttempt: 'ami-action:run-attempt',
  job: 'ami-action:job',
  repository: 'ami-action:repository',
  /** Random per run of the action: what post and the sweep go by. */
  nonce: 'ami-action:nonce',
  /** ISO 8601, UTC: from then on nobody is at work on it any more. */
  expires: 'ami-action:expires',
} as const;

/** The keys `ami-action:inputs-0`, `-1`, ... hold what an AMI remembers of its recipe, cut to the length of a value. */
export const inputsTagPrefix = 'ami-action:inputs-';
