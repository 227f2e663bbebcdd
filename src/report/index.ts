/** What a run tells the world: outputs, summary, annotations, JSON report. Formatting only. */

export { type ImageOutput, outputsOf } from './outputs.ts';
export { type PublishContext, publishReport } from './publish.ts';
export { summaryOf } from './summary.ts';
export type { AmiReport, Report } from './types.ts';
