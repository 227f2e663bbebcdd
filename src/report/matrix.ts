/** Makes the output `matrix` of `mode: plan`. */

import { ConfigurationError } from '../errors.ts';
import type { Planned } from '../plan/plan-item.ts';

/** GitHub's limit of jobs in one matrix. */
const maxMatrixJobs = 256;

export interface MatrixEntry {
  /** As the input `ami` takes it. */
  readonly ami: string;
  readonly fingerprint: string;
  readonly why: string;
}

/**
 * For `strategy.matrix: ${{ fromJSON(…) }}`: one job for each AMI that has to be built or waited for. GitHub refuses an
 * empty matrix, so one without such AMIs has an entry with an empty `ami`: a workflow skips that job by
 * `if: needs.plan.outputs.build == 'true'`.
 */
export interface Matrix {
  readonly include: readonly MatrixEntry[];
}

const nothing: MatrixEntry = { ami: '', fingerprint: '', why: 'nothing to build' };

/** One job for each of `wanted`. Throws a ConfigurationError if a matrix can't have so many. */
export function createMatrix(wanted: readonly Pick<Planned, 'ami' | 'fingerprint' | 'why'>[]): Matrix {
  if (wanted.length > maxMatrixJobs) {
    throw new ConfigurationError(
      `${wanted.length} AMIs have to be built, and a matrix has at most ${maxMatrixJobs} jobs; name fewer in the input ami`,
    );
  }
  const include = wanted.map(({ ami, fingerprint, why }) => ({
    ami: toInput(ami),
    fingerprint,
    why: why.join(', '),
  }));
  return { include: include.length === 0 ? [nothing] : include };
}

/** A name as it is where the input `ami` reads it so, else a JSON list of it. */
function toInput(ami: string): string {
  return /^\[|[,\n]/.test(ami) ? JSON.stringify([ami]) : ami;
}
