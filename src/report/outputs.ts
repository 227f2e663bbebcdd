/** Makes the action's outputs from the report. They name only images that are available. */

import { formatLockLine } from '../artifacts/lock-file.ts';
import { ConfigurationError } from '../errors.ts';
import { createMatrix } from './matrix.ts';
import type { AmiReport, Report } from './report.ts';

/** GitHub's limit of outputs in one job: 1 MB, counted as UTF-16. */
export const maxOutputs = 1_000_000;

/** One image in the output `images`. */
export type ImageOutput = Omit<AmiReport, 'ami' | 'cause' | 'id' | 'fingerprintInputs'> & {
  readonly id: string;
};

type Available = AmiReport & { readonly id: string };

/**
 * Values by output name. `ami-id` is set only if exactly one AMI was requested and is available; `build` and `matrix` only
 * in mode plan. Throws a ConfigurationError if they exceed what a job or a matrix can have.
 */
export function createOutputs(report: Report, reportPath: string): Record<string, string> {
  const available = report.amis.filter((item): item is Available => item.id !== null);
  const reused = available.filter(({ result }) => result === 'reused');
  const only = report.amis.length === 1 ? available[0]?.id : undefined;
  const outputs = {
    ...(only === undefined ? {} : { 'ami-id': only }),
    'ami-ids': JSON.stringify(toIds(available)),
    images: JSON.stringify(Object.fromEntries(available.map(toImageEntry))),
    reused: JSON.stringify(toIds(reused)),
    ...(report.mode === 'plan' ? planOutputs(report) : {}),
    lock: formatLockLine(report.lock),
    report: reportPath,
  };
  if (sizeOf(outputs) <= maxOutputs) return outputs;
  // The report has the rest; truncated JSON would be useless.
  const short = { ...outputs, images: JSON.stringify(toShortImages(available)) };
  if (sizeOf(short) <= maxOutputs) return short;
  throw new ConfigurationError(
    `The outputs for ${report.amis.length} AMIs exceed the 1 MB that GitHub keeps for a job; name fewer in the input ami`,
  );
}

/** For the job that builds: whether it has anything to do, and its matrix. */
function planOutputs({ account, amis }: Report) {
  const wanted = amis.filter(({ result }) => result === 'planned' || result === 'pending');
  return {
    build: account === null ? 'unknown' : String(wanted.length > 0),
    matrix: JSON.stringify(createMatrix(wanted)),
  };
}

function sizeOf(outputs: Readonly<Record<string, string>>): number {
  return Object.values(outputs).reduce((sum, { length }) => sum + 2 * length, 0);
}

function toIds(available: readonly Available[]): Record<string, string> {
  return Object.fromEntries(available.map(({ ami, id }) => [ami, id]));
}

function toImageEntry({ ami, cause: _, fingerprintInputs: __, ...image }: Available): [string, ImageOutput] {
  return [ami, image];
}

function toShortImages(available: readonly Available[]) {
  return Object.fromEntries(
    available.map(({ ami, id, region, fingerprint }) => [ami, { id, region, fingerprint }]),
  );
}
