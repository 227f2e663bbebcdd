/** A plan's decisions, as lines of the log. */

import type { Log } from '../github/log.ts';
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
