/** Failures of AWS on demand, for tests: the next calls of an operation are answered with an error, or late. */
import type { AwsError } from './aws-requests.ts';

export interface AwsFault {
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

/** Reads one fault or a list of them, as JSON; throws an Error that says what is wrong. */
export function parseFaults(text: string): AwsFault[] {
  const faults = [JSON.parse(text) as AwsFault | AwsFault[]].flat();
  for (const { operation } of faults)
    if (!operation) throw new Error('a fault needs "operation", as in "RunInstances"');
  return faults;
}

/** Whether a fault is meant for calls of this operation. */
export function meetsOperation({ operation }: AwsFault, called: string): boolean {
  return operation === called || operation === '*';
}

/** The error that a call is answered with, or null where the fault only delays it. */
export function toAwsError({ code, message, status }: AwsFault): AwsError | null {
  if (!code) return null;
  return {
    code,
    message: message ?? `${code} (asked for through /_sandbox/faults)`,
    status: status ?? httpStatuses[code] ?? 400,
  };
}
