/** Prints periodically what each running build is doing, and for how long. */

import { formatDuration } from '../github/duration.ts';

export interface Activity {
  readonly ami: string;
  readonly step: string;
  /** In milliseconds. */
  readonly stepMs: number;
  readonly totalMs: number;
}

function describeActivity({ ami, step, stepMs, totalMs }: Activity): string {
  return `${ami}: ${step}, ${formatDuration(stepMs)} (${formatDuration(totalMs)} in total)`;
}

/** Calls `print` every `intervalMs` with a line for each activity. Gives the function that ends it. */
export function startProgress(
  activities: () => readonly Activity[],
  print: (line: string) => void,
  intervalMs: number,
): () => void {
  const timer = setInterval(() => {
    for (const activity of activities()) print(describeActivity(activity));
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}
