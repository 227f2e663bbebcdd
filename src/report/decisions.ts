/** A plan's decisions, and what it leaves out of them, as lines of the log. */

import type { Log } from '../github/log.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanItem } from '../plan/plan-item.ts';

/**
 * Logs what is to happen to each AMI, and why.
 * @param isAwsKnown False for a plan without credentials: then no AMI can be known to need a build.
 */
export function logDecisions(items: readonly PlanItem[], log: Log, isAwsKnown = true): void {
  for (const { ami, decision, why } of items) {
    log.info(`${ami}: ${isAwsKnown ? decision : 'unknown'}, ${why.join(', ')}`);
  }
}

/** Says in a line each which secret variables do not count, and which ones could be guessed from a fingerprint. */
export function logSecrets({ secrets: { uncounted, guessable } }: Pick<Plan, 'secrets'>, log: Log): void {
  if (uncounted.length > 0) {
    log.info(
      `Sensitive values are in no fingerprint, so that a new value alone builds no AMI: ${uncounted.join(', ')}. ` +
        'The input fingerprint-key lets them count',
    );
  }
  if (guessable.length > 0) {
    log.warning(
      `Named like a secret, but not declared sensitive: ${guessable.join(', ')}. They count in fingerprints, from which a ` +
        'short value can be guessed: declare them sensitive, or set the input fingerprint-key',
    );
  }
}
