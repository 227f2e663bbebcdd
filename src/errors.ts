/**
 * Every kind of error the action tells apart. What is the user's to mend is a ConfigurationError, whose message
 * is complete in itself; whatever else arrives at the top is a fault of the surroundings or of the action.
 */

/** A position in a file, as annotations name it: `file` relative to the workspace, lines and columns from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** One thing that is wrong: what it is called, what was wrong, and what would be right. */
export interface Problem {
  readonly message: string;
  readonly location?: SourceLocation;
}

/** The user's fault: inputs, templates, versions, checksums. Holds all faults found together, never just the first. */
export class ConfigurationError extends Error {
  readonly problems: readonly Problem[];

  constructor(faults: string | Problem | readonly (string | Problem)[], options?: ErrorOptions) {
    const list = toProblems(faults);
    super(joinProblems(list), options);
    this.name = 'ConfigurationError';
    this.problems = list;
  }
}

/** AWS said no before anything was created: credentials missing, expired or wrong, or a region that cannot be reached. */
export class AwsAccessError extends Error {
  /** There are none at all: then a plan can still say what it knows. */
  readonly noCredentials: boolean;

  constructor(message: string, options: ErrorOptions & { readonly noCredentials?: boolean } = {}) {
    super(message, options);
    this.name = 'AwsAccessError';
    this.noCredentials = options.noCredentials ?? false;
  }
}

/** One or more AMIs did not come to be. `causes` has one entry an AMI. */
export class BuildError extends Error {
  readonly causes: readonly { readonly ami: string; readonly message: string }[];

  constructor(causes: readonly { readonly ami: string; readonly message: string }[]) {
    super(causes.map(({ ami, message }) => `${ami}: ${message}`).join('\n'));
    this.name = 'BuildError';
    this.causes = causes;
  }
}

/** The job was cancelled by a signal; what was running has been told to end. */
export class CancelledError extends Error {
  constructor(message = 'cancelled') {
    super(message);
    this.name = 'CancelledError';
  }
}

/** The text of anything thrown, with the causes that its message does not already tell. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0 && error.message === '') {
    return error.errors.map(messageOf).join('; ');
  }
  if (!(error instanceof Error)) return String(error);
  const own = error.message === '' ? error.name : error.message + adviceOn(error);
  if (error.cause === undefined || error.cause === null) return own;
  const cause = messageOf(error.cause);
  return own.includes(cause) ? own : `${own}: ${cause}`;
}

/** What helps against a full disk under a run. */
export const fullDiskAdvice = 'free some of it before this step, or take a larger runner';

/** What the system's own words leave open. */
function adviceOn(error: NodeJS.ErrnoException): string {
  if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT') return '';
  return ` (the disk of this runner is full: ${fullDiskAdvice})`;
}

function toProblems(faults: string | Problem | readonly (string | Problem)[]): Problem[] {
  const list = Array.isArray(faults) ? faults : [faults];
  return list.map((fault: string | Problem) => (typeof fault === 'string' ? { message: fault } : fault));
}

function joinProblems(faults: readonly Problem[]): string {
  const [only, ...others] = faults;
  if (only !== undefined && others.length === 0) return only.message;
  return `${faults.length} things are wrong:\n${faults.map(({ message }) => `- ${message}`).join('\n')}`;
}

/** Node's code of an error of the file system, such as `ENOENT`; empty for anything else. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
