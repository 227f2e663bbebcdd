/** What `mode: plan` hands to a workflow's matrix. */

import { ConfigurationError } from '../errors.ts';
import type { Planned } from '../plan/plan-item.ts';

/** GitHub runs so many jobs of one matrix, and no more. */
export const maxMatrixJobs = 256;

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

const nothing: MatrixEntry = { ami: '', fingerprint: '', why: 'nothing to build' };

/** One job for each of `wanted`. Throws a ConfigurationError for more jobs than a matrix may have. */
export function createMatrix(wanted: readonly Pick<Planned, 'ami' | 'fingerprint' | 'why'>[]): Matrix {
  if (wanted.length > maxMatrixJobs) {
    throw new ConfigurationError(
      `${wanted.length} AMIs have to be built, and a matrix has at most ${maxMatrixJobs} jobs; name fewer by the input ami`,
    );
  }
  const include = wanted.map(({ ami, fingerprint, why }) => ({ ami, fingerprint, why: why.join(', ') }));
  return { include: include.length === 0 ? [nothing] : include };
}
