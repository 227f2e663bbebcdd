/** Ends a build's Packer before it is done: in order first, and by force where that takes too long. */

import { killGroup, type ProcessRef, terminate } from './detached-process.ts';

export interface StopOptions {
  readonly timeoutMs: number;
  /** How long Packer may take to clean up after SIGTERM before it is killed. */
  readonly graceMs: number;
  readonly cancelled: AbortSignal;
}

/** Why Packer was stopped, and what it was doing. */
export interface StopReason {
  /**
   * `other-source`: it starts from another image than planned. `unread`: its output can't be read, so what it creates
   * would go unnoticed.
   */
  readonly why: 'timed-out' | 'cancelled' | 'disk-full' | 'other-source' | 'unread';
  readonly step: string;
}

export interface Stopper {
  /** Stops Packer; only the first call counts. */
  readonly stop: (why: StopReason['why']) => void;
  /** Null while nothing has stopped it. */
  readonly reason: () => StopReason | null;
  /** Call once Packer has ended. */
  readonly disarm: () => void;
}

/**
 * Stops Packer when its time is up or the run is cancelled, or when told to.
 * @param currentStep What Packer is doing, for the reason.
 */
export function createStopper(
  ref: ProcessRef,
  currentStep: () => string,
  { timeoutMs, graceMs, cancelled }: StopOptions,
): Stopper {
  let reason: StopReason | null = null;
  let killTimer: NodeJS.Timeout | undefined;
  const stop = (why: StopReason['why']) => {
    if (reason !== null) return;
    reason = { why, step: currentStep() };
    // On a full disk Packer ignores SIGTERM.
    if (why === 'disk-full') killGroup(ref);
    else terminate(ref);
    killTimer = setTimeout(() => killGroup(ref), graceMs);
  };
  const onCancel = () => stop('cancelled');
  const timeout = setTimeout(() => stop('timed-out'), timeoutMs);
  if (cancelled.aborted) onCancel();
  else cancelled.addEventListener('abort', onCancel, { once: true });
  return {
    stop,
    reason: () => reason,
    disarm() {
      clearTimeout(timeout);
      clearTimeout(killTimer);
      // Packer ends without the programs that its shell-local scripts have started.
      if (reason !== null) killGroup(ref);
      cancelled.removeEventListener('abort', onCancel);
    },
  };
}
