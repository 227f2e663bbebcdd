/** Hands a report on: JSON file, outputs, summary, one annotation for each AMI that failed. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from '../workflow.ts';
import { outputsOf } from './outputs.ts';
import { summaryOf } from './summary.ts';
import type { Report } from './types.ts';

export interface PublishContext {
  readonly workflow: Workflow;
  /** Folder that the report is written into; the logs lie beside it. */
  readonly folder: string;
}

export async function publishReport(report: Report, { workflow, folder }: PublishContext): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'report.json');
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  const outputs = outputsOf(report, path);
  for (const { ami, cause, log } of report.amis) {
    if (cause === null) continue;
    const where = log === null ? '' : `\nThe whole log: ${log}`;
    workflow.annotate('error', `${ami}: ${cause}${where}`, undefined, `No AMI for ${ami}`);
  }
  for (const { ami, result, id, name } of report.amis) {
    if (id !== null) workflow.print(`${ami}: ${id} (${name === null ? result : `${result}, ${name}`})`);
  }
  for (const [name, value] of Object.entries(outputs)) workflow.setOutput(name, value);
  await workflow.addSummary(summaryOf(report));
}
