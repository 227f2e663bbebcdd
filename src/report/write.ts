/** Writes a report: JSON file, outputs, summary, one annotation for each AMI that failed. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../errors.ts';
import type { Workflow } from '../github/workflow-commands.ts';
import { createOutputs } from './outputs.ts';
import type { Report } from './report.ts';
import { renderSummary } from './summary.ts';

export interface WriteContext {
  readonly workflow: Workflow;
  /** Folder for the report, beside the logs. */
  readonly folder: string;
  /** True if what went wrong is annotated elsewhere. */
  readonly isAnnotated?: boolean;
}

/**
 * Writes what needs no disk first. What can't be written stops nothing else; throws at the end, naming all that failed.
 */
export async function writeReport(
  report: Report,
  { workflow, folder, isAnnotated = false }: WriteContext,
): Promise<void> {
  for (const { ami, cause, log } of report.amis) {
    if (cause === null || isAnnotated) continue;
    const where = log === null ? '' : `\nFull log: ${log}`;
    workflow.annotate('error', `${ami}: ${cause}${where}`, undefined, `No AMI for ${ami}`);
  }
  for (const { ami, result, id, name } of report.amis) {
    if (id !== null) workflow.print(`${ami}: ${id} (${name === null ? result : `${result}, ${name}`})`);
  }
  const path = join(folder, 'report.json');
  const faults: string[] = [];
  const attempt = async (what: string, write: () => void | Promise<void>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      faults.push(`${what} could not be written: ${messageOf(error)}`);
    }
  };
  await attempt('The outputs', () => {
    for (const [name, value] of Object.entries(createOutputs(report, path))) workflow.setOutput(name, value);
  });
  await attempt(`The report ${path}`, () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  });
  await attempt('The summary', () => workflow.addSummary(renderSummary(report)));
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
