/** Packer as a process: started detached, followed live, bounded in number and time, ended in order. */

export { initArguments, packerEnvironment } from './arguments.ts';
export { type BuildAllOptions, type BuildResult, buildAll } from './build-all.ts';
export type { BuildContext, BuildOutcome, BuildRequest } from './builder.ts';
export { type Confirmed, confirmImages } from './confirm.ts';
export { freeBytes } from './disk.ts';
export { diagnose } from './failures.ts';
export { isRunning, killGroup, type ProcessRef, terminate } from './process.ts';
export { formatDuration } from './progress.ts';
