/** What became of a build, judged by how Packer ended and what it said on the way. */

import { fullDiskAdvice } from '../errors.ts';
import type { ProcessExit } from './detached-process.ts';
import { describeFailure, diagnose, nameTakenCode } from './diagnosis.ts';
import type { ProgressTracker } from './progress-tracker.ts';
import { canBe } from './scrubbed.ts';
import type { StopReason } from './stop.ts';

export interface ProcessRecord {
  readonly ami: string;
  /** Path of the readable log. */
  readonly log: string;
  /** Why the readable log is incomplete, such as a full disk; null if it is complete. */
  readonly logFault: string | null;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
}

export type BuildOutcome =
  | (ProcessRecord & {
      readonly result: 'built';
      /** AMI ids by region. */
      readonly images: ReadonlyMap<string, string>;
    })
  | (ProcessRecord & {
      readonly result: 'failed' | 'timed-out' | 'cancelled';
      readonly cause: string;
      /** True if an AMI of this name exists, perhaps made by another run. */
      readonly nameTaken?: boolean;
    });

export interface OutcomeContext {
  readonly region: string;
  readonly timeoutMs: number;
  /** Folder whose disk a `disk-full` is about. */
  readonly temporary: string;
  /** Ids of the images that the build may start from; empty if any will do. */
  readonly sourceAmis: readonly string[];
  /** Ids of the AMIs that were made, by region. */
  readonly images: ReadonlyMap<string, string>;
}

/** Id of the image that Packer starts from, if it is none of these; an empty list allows any. */
export function otherSource(
  { sourceAmi }: Pick<ProgressTracker, 'sourceAmi'>,
  sourceAmis: readonly string[],
): string | null {
  const isPlanned = sourceAmi === null || sourceAmis.some((id) => canBe(sourceAmi, id));
  return sourceAmis.length === 0 || isPlanned ? null : sourceAmi;
}

/** @param stopped Why Packer was stopped; null if it ended by itself. */
export function toOutcome(
  record: ProcessRecord,
  exit: ProcessExit,
  stopped: StopReason | null,
  tracker: ProgressTracker,
  context: OutcomeContext,
): BuildOutcome {
  // Even if Packer was faster than the signal: the image would stand for a recipe that it is not made of.
  const other = otherSource(tracker, context.sourceAmis);
  if (other !== null) return { ...record, result: 'failed', cause: otherSourceCause(other, context) };
  // A build that was done before the signal arrived is done.
  const { images } = context;
  if (exit.code === 0 && images.has(context.region)) return { ...record, result: 'built', images };
  if (stopped?.why === 'cancelled') {
    return { ...record, result: 'cancelled', cause: `cancelled at: ${stopped.step}` };
  }
  if (stopped?.why === 'timed-out') {
    return { ...record, result: 'timed-out', cause: timeoutCause(stopped, context) };
  }
  if (stopped?.why === 'disk-full') {
    return { ...record, result: 'failed', cause: fullDiskCause(stopped, context) };
  }
  if (exit.code === 0) return { ...record, result: 'failed', cause: noImageCause(tracker, context) };
  const ending = exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`;
  const unwritten = record.logFault === null ? '' : `; its log could not be written: ${record.logFault}`;
  return {
    ...record,
    result: 'failed',
    cause: `${describeFailure(tracker, ending)}${unwritten}`,
    nameTaken: diagnose(tracker.errors)?.code === nameTakenCode,
  };
}

function otherSourceCause(found: string, { sourceAmis }: OutcomeContext): string {
  return (
    `Packer found the source image ${found}, but the plan is for ${sourceAmis.join(' or ')}, so the build was stopped: ` +
    'run again from the plan on, without its lock; or declare the variable source_ami ' +
    '(default "") and start from it where it is set, as README.md shows, and the planned image is the one that is used'
  );
}

function noImageCause(
  { scrubbedImages }: Pick<ProgressTracker, 'scrubbedImages'>,
  { images, region }: OutcomeContext,
): string {
  if (scrubbedImages.length > 0) {
    return (
      'Packer succeeded, but the value of a sensitive variable stands in what it printed of its images, so that it gave ' +
      `their ids as ${scrubbedImages.join(', ')}, and EC2 was not found to have just one image of this build that fits: ` +
      'give that variable a longer value, or declare the variable run_tags, as README.md shows, so that images are found'
    );
  }
  const others = [...images].map(([place, id]) => `${id} in ${place}`).join(', ');
  return `Packer succeeded but made no AMI in ${region}${
    others === '' ? ': does the template set skip_create_ami?' : `, but ${others}`
  }`;
}

function timeoutCause({ step }: StopReason, { timeoutMs }: OutcomeContext): string {
  return `took longer than the input timeout allows (${Math.round(timeoutMs / 1000)} s), at: ${step}`;
}

function fullDiskCause({ step }: StopReason, { temporary }: OutcomeContext): string {
  return `the disk under ${temporary} is full, so Packer could not go on and was killed, at: ${step}; ${fullDiskAdvice}`;
}
