/** What the entries hand to every command. */

import type { Environment } from './github/environment.ts';
import type { Log } from './github/log.ts';
import type { Workflow } from './github/workflow-commands.ts';
import type { Lease } from './lease/state.ts';

export interface RunContext {
  readonly env: Environment;
  readonly workspace: string;
  readonly actionRoot: string;
  readonly workflow: Workflow;
  readonly log: Log;
  readonly cancelled: AbortSignal;
  /** Opens the run's lease and saves its state for post. */
  readonly openLease: (nonce: string, region: string) => Lease;
}
