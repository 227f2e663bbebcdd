/**
 * The kinds of errors that the action distinguishes. What the user has to fix is a ConfigurationError with a message that is
 * complete in itself; any other error that reaches the top comes from the environment or is a bug of the action.
 */

/** A position in a file, as annotations have it: `file` relative to the workspace, lines and columns from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** One thing that is wrong: its name, what is wrong with it, and what would be right. */
export interface Problem {
  readonly message: string;
  readonly location?: SourceLocation;
}

/** What the user has to fix: inputs, templates, versions, checksums. Holds all problems that were found, not just the first. */
export class ConfigurationError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: string | Problem | readonly (string | Problem)[], options?: ErrorOptions) {
    const list = toProblems(problems);
    super(joinProblems(list), options);
    this.name = 'ConfigurationError';
    this.problems = list;
  }
}

/** AWS refused before anything was created: credentials are missing, expired or wrong, or the region can't be reached. */
export class AwsAccessError extends Error {
  /** True if there are no credentials at all; a plan then goes on without AWS. */
  readonly noCredentials: boolean;

  constructor(message: string, options: ErrorOptions & { readonly noCredentials?: boolean } = {}) {
    super(message, options);
    this.name = 'AwsAccessError';
    this.noCredentials = options.noCredentials ?? false;
  }
}

/** One or more AMIs could not be built. `causes` has one entry per AMI. */
export class BuildError extends Error {
  readonly causes: readonly { readonly ami: string; readonly message: string }[];

  constructor(causes: readonly { readonly ami: string; readonly message: string }[]) {
    super(causes.map(({ ami, message }) => `${ami}: ${message}`).join('\n'));
    this.name = 'BuildError';
    this.causes = causes;
  }
}

/** A signal cancelled the job; its processes have been told to stop. */
export class CancelledError extends Error {
  constructor(message = 'cancelled') {
    super(message);
    this.name = 'CancelledError';
  }
}

/** The message of anything thrown, followed by the causes that it does not mention already. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0 && error.message === '') {
    return error.errors.map(messageOf).join('; ');
  }
  if (!(error instanceof Error)) return String(error);
  const own = error.message === '' ? error.name : error.message + describeRemedy(error);
  if (error.cause === undefined || error.cause === null) return own;
  const cause = messageOf(error.cause);
  return own.includes(cause) ? own : `${own}: ${cause}`;
}

/** What to do about a full disk. */
export const fullDiskAdvice = 'free some of it before this step, or take a larger runner';

/** Adds what the system's own message leaves open. */
function describeRemedy(error: NodeJS.ErrnoException): string {
  if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT') return '';
  return ` (the disk of this runner is full: ${fullDiskAdvice})`;
}

function toProblems(problems: string | Problem | readonly (string | Problem)[]): Problem[] {
  const list = Array.isArray(problems) ? problems : [problems];
  return list.map((problem: string | Problem) =>
    typeof problem === 'string' ? { message: problem } : problem,
  );
}

function joinProblems(problems: readonly Problem[]): string {
  const [only, ...others] = problems;
  if (only !== undefined && others.length === 0) return only.message;
  return `${problems.length} problems:\n${problems.map(({ message }) => `- ${message}`).join('\n')}`;
}

/** Node's code of a system error, such as `ENOENT`; empty for anything else. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
