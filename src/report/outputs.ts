/** The action's outputs, from the report. Only images that are available are named. */

import { formatLockLine } from '../artifacts/lock-file.ts';
import { ConfigurationError } from '../errors.ts';
import { createMatrix } from './matrix.ts';
import type { AmiReport, Report } from './report.ts';

/** GitHub keeps at most 1 MB of outputs a job, counted as UTF-16. */
export const maxOutputs = 1_000_000;

/** What is known of one image, as the output `images` has it. */
export type ImageOutput = Omit<AmiReport, 'ami' | 'cause' | 'id' | 'fingerprintInputs'> & {
  readonly id: string;
};

type Available = AmiReport & { readonly id: string };

/**
 * Values by output name. There is an `ami-id` only if exactly one AMI was asked for and is available. Throws a
 * ConfigurationError where they are more than a job or a matrix may have.
 */
export function createOutputs(report: Report, reportPath: string): Record<string, string> {
  const available = report.amis.filter((it): it is Available => it.id !== null);
  const wanted = report.amis.filter(({ result }) => result === 'planned' || result === 'pending');
  const reused = available.filter(({ result }) => result === 'reused');
  const only = report.amis.length === 1 ? available[0]?.id : undefined;
  const outputs = {
    ...(only === undefined ? {} : { 'ami-id': only }),
    'ami-ids': JSON.stringify(idsOf(available)),
    images: JSON.stringify(Object.fromEntries(available.map(imageEntry))),
    reused: JSON.stringify(idsOf(reused)),
    build: report.account === null ? 'unknown' : String(wanted.length > 0),
    matrix: JSON.stringify(createMatrix(wanted)),
    lock: formatLockLine(report.lock),
    report: reportPath,
  };
  if (sizeOf(outputs) <= maxOutputs) return outputs;
  // The report has the rest: a cut JSON would be worth nothing.
  const short = { ...outputs, images: JSON.stringify(shortImages(available)) };
  if (sizeOf(short) <= maxOutputs) return short;
  throw new ConfigurationError(
    `The outputs for ${report.amis.length} AMIs are larger than the 1 MB that GitHub keeps of a job; name fewer by the input ami`,
  );
}

function sizeOf(outputs: Readonly<Record<string, string>>): number {
  return Object.values(outputs).reduce((sum, { length }) => sum + 2 * length, 0);
}

function idsOf(available: readonly Available[]): Record<string, string> {
  return Object.fromEntries(available.map(({ ami, id }) => [ami, id]));
}

function imageEntry({ ami, cause: _, fingerprintInputs: __, ...image }: Available): [string, ImageOutput] {
  return [ami, image];
}

function shortImages(available: readonly Available[]) {
  return Object.fromEntries(
    available.map(({ ami, id, region, fingerprint }) => [ami, { id, region, fingerprint }]),
  );
}
