/** The build of one AMI by one Packer process, from its variables to its image ids or the cause of its failure. */

import { writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { fullDiskAdvice, messageOf } from '../errors.ts';
import type { VariableValue } from '../inputs/variables.ts';
import { buildArguments } from './command-line.ts';
import {
  killGroup,
  type ProcessExit,
  type ProcessRef,
  type RunningProcess,
  startDetached,
  terminate,
} from './detached-process.ts';
import { describeFailure, diagnose, nameTakenCode } from './diagnosis.ts';
import { type DiskOptions, DiskWatch } from './full-disk.ts';
import { MachineReadableParser } from './machine-readable.ts';
import { ProgressTracker, type Step } from './progress-tracker.ts';
import { tail } from './tail.ts';

export interface BuildRequest {
  readonly ami: string;
  /** What `-only` takes. */
  readonly only: string;
  readonly variables: Readonly<Record<string, VariableValue>>;
}

export interface BuildContext extends DiskOptions {
  readonly packer: string;
  /** Folder of templates; Packer runs in it, as `packer build .` by hand does. */
  readonly folder: string;
  readonly region: string;
  readonly env: Readonly<Record<string, string>>;
  /** Folder for the logs, which stay. */
  readonly logs: string;
  /** Private folder for what goes away with the run. */
  readonly temporary: string;
  readonly timeoutMs: number;
  /** How long a Packer that was told to end may take before it is killed. */
  readonly graceMs: number;
  /** How often a silent log is looked at. */
  readonly pollMs: number;
  readonly cancelled: AbortSignal;
  /** Told right after the process has started, and again when it has ended. */
  readonly onStart: (ami: string, process: ProcessRef) => void;
  readonly onEnd: (ami: string, process: ProcessRef) => void;
  /** Gets the readable log as it comes, where it is shown live. */
  readonly live: ((text: string) => void) | null;
}

interface ProcessRecord {
  readonly ami: string;
  /** Path of the readable log. */
  readonly log: string;
  /** Why the readable log is not whole, such as a full disk; null where it is. */
  readonly logFault: string | null;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
}

export type BuildOutcome =
  | (ProcessRecord & { readonly result: 'built'; readonly images: ReadonlyMap<string, string> })
  | (ProcessRecord & {
      readonly result: 'failed' | 'timed-out' | 'cancelled';
      readonly cause: string;
      /** That an AMI of its name exists: of another run, perhaps. */
      readonly nameTaken?: boolean;
    });

/** A build under way: what it is at, and how it comes out. */
export interface RunningBuild {
  readonly ami: string;
  readonly startedAt: number;
  readonly step: () => Step;
  readonly outcome: Promise<BuildOutcome>;
}

/** Starts Packer for one AMI. The outcome rejects only where Packer could not be started or its output not be read. */
export function startBuild(request: BuildRequest, context: BuildContext): RunningBuild {
  const { ami, only, variables } = request;
  const { now } = context;
  const varFile = join(context.temporary, `${ami}.pkrvars.json`);
  const output = join(context.temporary, `${ami}.out`);
  writeFileSync(varFile, JSON.stringify(variables), { mode: 0o600 });

  const startedAt = now();
  const running = startDetached({
    file: context.packer,
    args: buildArguments({ folder: '.', only, varFile }),
    cwd: context.folder,
    env: context.env,
    output,
  });
  try {
    context.onStart(ami, running);
  } catch (error) {
    // Nobody else would know of it, and it has not got further than its own start.
    killGroup(running);
    throw error;
  }
  const transcript = new ProgressTracker(now);
  const outcome = watch(running, { ami, startedAt, output, transcript }, context);
  return { ami, startedAt, step: () => transcript.step, outcome };
}

interface Watched {
  readonly ami: string;
  readonly startedAt: number;
  readonly output: string;
  readonly transcript: ProgressTracker;
}

async function watch(
  running: RunningProcess,
  { ami, startedAt, output, transcript }: Watched,
  context: BuildContext,
): Promise<BuildOutcome> {
  const log = join(context.logs, `${ami}.log`);
  const stop = createStopper(running, transcript, context);
  try {
    const copying = copyLog(
      { running, output, log, transcript, hangs: () => stop.end('disk-full') },
      context,
    );
    copying.catch(() => stop.end('unread'));
    // Packer's end is waited for whatever comes: one that is not watched any more is still at work in AWS.
    const [ended, copied] = await Promise.allSettled([running.exited, copying]);
    if (ended.status === 'rejected') throw ended.reason;
    if (copied.status === 'rejected') throw copied.reason;
    const ran = { ami, log, logFault: copied.value, startedAt, durationMs: context.now() - startedAt };
    return toOutcome(ran, ended.value, stop.stopped(), transcript, context);
  } finally {
    stop.disarm();
    context.onEnd(ami, running);
  }
}

/** Why Packer was told to end, and what it was at. */
interface StopReason {
  /** `unread`: its output cannot be read, so that nobody would hear what it makes. */
  readonly why: 'timed-out' | 'cancelled' | 'disk-full' | 'unread';
  readonly step: string;
}

/** Ends Packer when its time is up or the run is cancelled: in order first, by force where that takes too long. */
function createStopper(
  running: RunningProcess,
  transcript: ProgressTracker,
  { timeoutMs, graceMs, cancelled }: BuildContext,
) {
  let stopped: StopReason | null = null;
  let force: NodeJS.Timeout | undefined;
  const end = (why: StopReason['why']) => {
    if (stopped !== null) return;
    stopped = { why, step: transcript.step.text };
    if (why === 'disk-full') killGroup(running);
    else terminate(running);
    force = setTimeout(() => killGroup(running), graceMs);
  };
  const onCancel = () => end('cancelled');
  const limit = setTimeout(() => end('timed-out'), timeoutMs);
  if (cancelled.aborted) onCancel();
  else cancelled.addEventListener('abort', onCancel, { once: true });
  return {
    end,
    stopped: (): StopReason | null => stopped,
    disarm() {
      clearTimeout(limit);
      clearTimeout(force);
      cancelled.removeEventListener('abort', onCancel);
    },
  };
}

interface Copied {
  readonly running: RunningProcess;
  /** Packer's output, as it writes it. */
  readonly output: string;
  /** Where the readable log goes. */
  readonly log: string;
  readonly transcript: ProgressTracker;
  /** Told when Packer cannot go on for want of space. */
  readonly hangs: () => void;
}

/**
 * Follows Packer's output to its end: a readable log into a file, and what matters into the transcript. A log that cannot
 * be written costs no image: gives the first fault, or null. Rejects where Packer's output cannot be read.
 */
async function copyLog(
  { running, output, log, transcript, hangs }: Copied,
  context: BuildContext,
): Promise<string | null> {
  const { pollMs, live } = context;
  const disk = new DiskWatch(context.temporary, context);
  let fault: string | null = null;
  const cannot = (error: unknown): null => {
    fault ??= messageOf(error);
    return null;
  };
  const file: FileHandle | null = await open(log, 'w', 0o600).catch(cannot);
  try {
    let text = '';
    const reader = new MachineReadableParser((event) => {
      transcript.take(event);
      if (event.kind === 'text') text += event.ends ? `${event.text}\n` : event.text;
    });
    const flush = async () => {
      if (text === '') return;
      live?.(text);
      const part = text;
      text = '';
      if (fault === null) await file?.appendFile(part).catch(cannot);
    };
    const wait = async () => {
      await new Promise<void>((resolve) => setTimeout(resolve, pollMs));
      if (await disk.isStalled()) hangs();
    };
    await tail(output, { ended: running.exited, wait }, (chunk) => {
      disk.onOutput();
      reader.push(chunk);
      return flush();
    });
    reader.end();
    await flush();
    return fault;
  } finally {
    await file?.close();
  }
}

function toOutcome(
  ran: ProcessRecord,
  exit: ProcessExit,
  stopped: StopReason | null,
  transcript: ProgressTracker,
  { region, timeoutMs, temporary }: BuildContext,
): BuildOutcome {
  // A build that was done before the signal reached it is done.
  if (exit.code === 0 && transcript.images.has(region)) {
    return { ...ran, result: 'built', images: transcript.images };
  }
  if (stopped?.why === 'cancelled')
    return { ...ran, result: 'cancelled', cause: `cancelled at: ${stopped.step}` };
  if (stopped?.why === 'timed-out') {
    const cause = `took longer than the input timeout allows (${Math.round(timeoutMs / 1000)} s), at: ${stopped.step}`;
    return { ...ran, result: 'timed-out', cause };
  }
  if (stopped?.why === 'disk-full') {
    const cause = `the disk under ${temporary} is full, so Packer could not go on and was killed, at: ${stopped.step}; ${fullDiskAdvice}`;
    return { ...ran, result: 'failed', cause };
  }
  if (exit.code === 0) {
    const cause = `Packer succeeded but made no AMI in ${region}: does the template set skip_create_ami or another region?`;
    return { ...ran, result: 'failed', cause };
  }
  const ending = exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`;
  const nameTaken = diagnose(transcript.errors)?.code === nameTakenCode;
  const unwritten = ran.logFault === null ? '' : `; its log could not be written: ${ran.logFault}`;
  return { ...ran, result: 'failed', cause: `${describeFailure(transcript, ending)}${unwritten}`, nameTaken };
}
