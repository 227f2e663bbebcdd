/** A line now and then on what each running build is doing, and for how long. */

export interface Activity {
  readonly ami: string;
  readonly step: string;
  /** In milliseconds. */
  readonly stepMs: number;
  readonly totalMs: number;
}

export function describeActivity({ ami, step, stepMs, totalMs }: Activity): string {
  return `${ami}: ${step}, ${formatDuration(stepMs)} (${formatDuration(totalMs)} in all)`;
}

/** Calls `tell` every `intervalMs` with a line for each activity; returns the function that ends it. */
export function startProgress(
  activities: () => readonly Activity[],
  tell: (line: string) => void,
  intervalMs: number,
): () => void {
  const timer = setInterval(() => {
    for (const activity of activities()) tell(describeActivity(activity));
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** `45s`, `3m12s`, `1h02m`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m${pad(seconds % 60)}s`;
  return `${Math.floor(minutes / 60)}h${pad(minutes % 60)}m`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
