/** What the starter on the machine hands to the supervisor inside the namespaces, as a message between the two processes. */
import type { PublisherName } from './mirror/index.ts';

export interface LaunchPlan {
  /** Names what belongs to this sandbox on the machine: its control groups and its disk. */
  readonly id: string;
  /** What to run; null keeps the sandbox up until it is interrupted. */
  readonly command: readonly string[] | null;
  /** What the mirror serves. */
  readonly mirror: readonly PublisherName[];
  /** Folder of the part "guest". */
  readonly guest: string;
  /** Folder of the part "moto". */
  readonly moto: string;
  /** Folder of an account that outlives the sandbox, or null. */
  readonly account: string | null;
  /** Folder of another account, of which this one begins as a copy, or null. */
  readonly from: string | null;
  /** Folder of the cache. */
  readonly cache: string;
  /** Pid of the namespaces' first process, as the machine sees it. */
  readonly firstProcess: number;
}
