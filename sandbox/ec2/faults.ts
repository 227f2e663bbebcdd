/** Failures of AWS on demand, for tests: the next calls of an operation are answered with an error, or late. */
import type { AwsError } from './aws-requests.ts';

export interface Fault {
  /** As in `RunInstances`; `*` is any. */
  readonly operation: string;
  /** How many calls it meets; 1 by default. */
  readonly times?: number;
  /** Milliseconds before the answer. */
  readonly delay?: number;
  /** Without it the call is only delayed. */
  readonly code?: string;
  readonly message?: string;
  /** HTTP status; by default what AWS uses for the code. */
  readonly status?: number;
}

/** Statuses that are not 400 (EC2 API Reference, "Error codes"). */
const httpStatuses: Readonly<Record<string, number>> = {
  RequestLimitExceeded: 503,
  InsufficientInstanceCapacity: 500,
  InternalError: 500,
  Unavailable: 503,
  UnauthorizedOperation: 403,
  AuthFailure: 401,
};

export class Faults {
  #pending: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    if (!fault.operation) throw new Error('a fault needs "operation", as in "RunInstances"');
    this.#pending.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#pending = [];
  }

  /** The fault that this call meets, if any; it is used up by that. */
  next(operation: string): { delay: number; error: AwsError | null } | null {
    const found = this.#pending.find(({ fault }) => fault.operation === operation || fault.operation === '*');
    if (!found) return null;
    found.left -= 1;
    if (found.left <= 0) this.#pending = this.#pending.filter((each) => each !== found);
    const { code, message, status, delay = 0 } = found.fault;
    const error = code
      ? {
          code,
          message: message ?? `${code} (asked for through /_sandbox/faults)`,
          status: status ?? httpStatuses[code] ?? 400,
        }
      : null;
    return { delay, error };
  }
}
