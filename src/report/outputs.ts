/** The action's outputs, from the report. Only images that are available are named. */

import type { AmiReport, Report } from './types.ts';

/** GitHub keeps at most 1 MB of outputs a job; one action takes at most half of that. */
export const maxOutputs = 512 * 1024;

/** What is known of one image, as the output `images` has it. */
export type ImageOutput = Omit<AmiReport, 'ami' | 'cause' | 'id' | 'leaves'> & { readonly id: string };

/** Values by output name. There is an `ami-id` only if exactly one AMI was asked for and is available. */
export function outputsOf(report: Report, reportPath: string): Record<string, string> {
  const available = report.amis.filter((it): it is AmiReport & { id: string } => it.id !== null);
  const ids = Object.fromEntries(available.map(({ ami, id }) => [ami, id]));
  const images = Object.fromEntries(available.map(imageEntry));
  const full = JSON.stringify(images);
  const only = report.amis.length === 1 ? available[0]?.id : undefined;
  return {
    ...(only === undefined ? {} : { 'ami-id': only }),
    'ami-ids': JSON.stringify(ids),
    // The report has the rest: a cut JSON would be worth nothing.
    images: Buffer.byteLength(full) <= maxOutputs ? full : JSON.stringify(shortImages(available)),
    matrix: JSON.stringify({ include: [] }),
    report: reportPath,
  };
}

function imageEntry({
  ami,
  cause: _,
  leaves: __,
  ...image
}: AmiReport & { id: string }): [string, ImageOutput] {
  return [ami, image];
}

function shortImages(available: readonly (AmiReport & { id: string })[]) {
  return Object.fromEntries(
    available.map(({ ami, id, region, fingerprint }) => [ami, { id, region, fingerprint }]),
  );
}
