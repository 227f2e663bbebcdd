/** The build of one AMI by one Packer process, from its variables to its image ids or the cause of its failure. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VariableValue } from '../inputs/variables.ts';
import { buildArguments } from './command-line.ts';
import { type CopyLogOptions, copyLog } from './copy-log.ts';
import { killGroup, type ProcessRef, type RunningProcess, startDetached } from './detached-process.ts';
import { fileNameOf } from './file-name.ts';
import { type BuildOutcome, otherSource, toOutcome } from './outcome.ts';
import { ProgressTracker, type Step } from './progress-tracker.ts';
import { completeImages, type MadeImage } from './scrubbed.ts';
import { createStopper, type StopOptions } from './stop.ts';

export interface BuildRequest {
  readonly ami: string;
  /** Packer's `-only`: one build, exactly. */
  readonly only: string;
  readonly variables: Readonly<Record<string, VariableValue>>;
  /** Ids of the images that it may start from. Packer is stopped at any other; empty if only Packer knows which. */
  readonly sourceAmis: readonly string[];
}

export interface BuildContext extends StopOptions, CopyLogOptions {
  /** Packer's executable. */
  readonly packer: string;
  /** The folder that Packer runs in. */
  readonly cwd: string;
  /** The folder or the one file of templates, from there. */
  readonly target: string;
  /** Files of values for variables, over which those of the request win. */
  readonly varFiles: readonly string[];
  readonly region: string;
  readonly env: Readonly<Record<string, string>>;
  /** Folder for the logs, which outlive the run. */
  readonly logs: string;
  /** Private folder, removed at the end of the run. */
  readonly temporary: string;
  /** Called right after the process has started, and again when it has ended. */
  readonly onStart: (ami: string, process: ProcessRef) => void;
  readonly onEnd: (ami: string, process: ProcessRef) => void;
  /** Called with what Packer says that it makes, such as `instance i-1`, as soon as it says so. */
  readonly onMade: (ami: string, made: readonly string[]) => void;
  /** Called with the id of an image as soon as Packer names it. The build's outcome waits for it. */
  readonly onMadeImage: (ami: string, id: string) => Promise<void>;
  /** The images that a build has made, by EC2's word: asked where Packer's has been scrubbed. */
  readonly findMade: (ami: string) => Promise<readonly MadeImage[]>;
}

/** A build under way: what it is doing, and its outcome. */
export interface RunningBuild {
  readonly ami: string;
  readonly startedAt: number;
  readonly step: () => Step;
  readonly outcome: Promise<BuildOutcome>;
}

/** Starts Packer for one AMI. The outcome rejects only if Packer could not be started or its output not be read. */
export function startBuild(request: BuildRequest, context: BuildContext): RunningBuild {
  const { ami, only, variables, sourceAmis } = request;
  const { now } = context;
  const varFile = join(context.temporary, `${fileNameOf(ami)}.pkrvars.json`);
  const output = join(context.temporary, `${fileNameOf(ami)}.out`);
  writeFileSync(varFile, JSON.stringify(variables), { mode: 0o600 });

  const startedAt = now();
  const running = startDetached({
    file: context.packer,
    args: buildArguments({ target: context.target, only, varFiles: [...context.varFiles, varFile] }),
    cwd: context.cwd,
    env: context.env,
    output,
  });
  try {
    context.onStart(ami, running);
  } catch (error) {
    // Untracked, so it must be killed here; it has created nothing yet.
    killGroup(running);
    throw error;
  }
  const tracker = new ProgressTracker(now);
  const outcome = followToEnd(running, { ami, startedAt, output, sourceAmis, tracker }, context);
  return { ami, startedAt, step: () => tracker.step, outcome };
}

interface StartedBuild {
  readonly ami: string;
  readonly startedAt: number;
  readonly output: string;
  readonly sourceAmis: readonly string[];
  readonly tracker: ProgressTracker;
}

async function followToEnd(
  running: RunningProcess,
  { ami, startedAt, output, sourceAmis, tracker }: StartedBuild,
  context: BuildContext,
): Promise<BuildOutcome> {
  const log = join(context.logs, `${fileNameOf(ami)}.log`);
  const stopper = createStopper(running, () => tracker.step.text, context);
  const known = new Set<string>();
  const images = new Map<string, Promise<void>>();
  const onProgress = () => {
    const made = [...tracker.made].filter((what) => !known.has(what));
    for (const what of made) known.add(what);
    if (made.length > 0) context.onMade(ami, made);
    for (const id of tracker.madeAmis) {
      if (images.has(id)) continue;
      const handling = context.onMadeImage(ami, id);
      handling.catch(() => stopper.stop('unread'));
      images.set(id, handling);
    }
    if (otherSource(tracker, sourceAmis) !== null) stopper.stop('other-source');
  };
  const onStalled = () => stopper.stop('disk-full');
  try {
    const copying = copyLog({ output, ended: running.exited, log, tracker, onProgress, onStalled }, context);
    copying.catch(() => stopper.stop('unread'));
    // Wait for Packer's end in any case: until then it is still at work in AWS.
    const [ended, copied] = await Promise.allSettled([running.exited, copying]);
    if (ended.status === 'rejected') throw ended.reason;
    if (copied.status === 'rejected') throw copied.reason;
    await Promise.all(images.values());
    const durationMs = context.now() - startedAt;
    const record = { ami, log, logFault: copied.value, startedAt, durationMs };
    const found = await findImages(ami, tracker, context);
    return toOutcome(record, ended.value, stopper.reason(), tracker, {
      ...context,
      sourceAmis,
      images: found,
    });
  } finally {
    stopper.disarm();
    context.onEnd(ami, running);
  }
}

/** AMI ids by region. Where EC2 cannot be asked, what Packer has scrubbed stays unknown. */
async function findImages(
  ami: string,
  { images, scrubbedImages }: ProgressTracker,
  { findMade }: Pick<BuildContext, 'findMade'>,
): Promise<ReadonlyMap<string, string>> {
  if (scrubbedImages.length === 0) return images;
  const made = await findMade(ami).catch(() => []);
  return new Map([...images, ...completeImages(scrubbedImages, made)]);
}
