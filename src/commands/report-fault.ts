/** Reports a run that ended before it had a row for each AMI, so that downstream jobs still get outputs, a report and a summary. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, messageOf, type Problem } from '../errors.ts';
import type { Environment } from '../github/environment.ts';
import type { Workflow } from '../github/workflow-commands.ts';
import { outputFolder } from '../lease/folders.ts';
import { createNonce } from '../lease/tags.ts';
import { renderProblems } from '../report/summary.ts';

export interface FaultContext {
  readonly env: Environment;
  readonly workspace: string;
  readonly workflow: Workflow;
}

/** Never rejects: the original error matters more than a report that could not be written. */
export async function reportFault(error: unknown, { env, workspace, workflow }: FaultContext): Promise<void> {
  const problems = error instanceof ConfigurationError ? error.problems : [{ message: messageOf(error) }];
  try {
    const folder = outputFolder(env, workspace, createNonce());
    const path = join(folder, 'report.json');
    for (const name of ['ami-ids', 'images', 'reused']) workflow.setOutput(name, '{}');
    workflow.setOutput('report', path);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, `${JSON.stringify(toReport(problems), null, 2)}\n`);
    await workflow.addSummary(renderProblems(problems));
  } catch (unwritten) {
    workflow.annotate('warning', `The report of this failure could not be written: ${messageOf(unwritten)}`);
  }
}

/** The report of a run without AMIs. */
function toReport(problems: readonly Problem[]) {
  return { schema: 1, amis: [], problems };
}
