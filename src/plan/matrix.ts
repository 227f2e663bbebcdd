/** What `mode: plan` hands to a workflow's matrix. */

import { ConfigurationError } from '../errors.ts';
import type { Plan } from './planner.ts';

/** GitHub runs so many jobs of one matrix, and no more. */
export const MAX_JOBS = 256;

export interface MatrixEntry {
  readonly ami: string;
  readonly fingerprint: string;
  readonly why: string;
}

/**
 * For `strategy.matrix: ${{ fromJSON(…) }}`: one job an AMI that has to be built or waited for. GitHub refuses a matrix
 * without a combination, so that the job of an empty one must be skipped by `if: needs.plan.outputs.build == 'true'`;
 * until it is, its one entry with an empty `ami` is what makes the expression valid.
 */
export interface Matrix {
  readonly include: readonly MatrixEntry[];
}

const NOTHING: MatrixEntry = { ami: '', fingerprint: '', why: 'nothing to build' };

/** Throws a ConfigurationError for more jobs than a matrix may have. */
export function matrixOf(plan: Plan): { readonly matrix: Matrix; readonly empty: boolean } {
  const include = plan.items
    .filter(({ decision }) => decision !== 'reuse')
    .map(({ ami, fingerprint, why }) => ({ ami, fingerprint, why: why.join(', ') }));
  if (include.length > MAX_JOBS) {
    throw new ConfigurationError(
      `${include.length} AMIs have to be built, and a matrix has at most ${MAX_JOBS} jobs; name fewer by the input ami`,
    );
  }
  return { matrix: { include: include.length === 0 ? [NOTHING] : include }, empty: include.length === 0 };
}

/** AMI to image id of those that are there already. */
export function reusedOf(plan: Plan): Record<string, string> {
  const reused: Record<string, string> = {};
  for (const item of plan.items) if (item.decision === 'reuse') reused[item.ami] = item.image.id;
  return reused;
}
