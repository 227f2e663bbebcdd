/** `mode: lock`: resolves every artifact anew and writes the lock file. No AWS is asked. */

import { lockChanges, lockLine, mergedLock, writeLock } from '../artifacts/lock-file.ts';
import { makeLock } from '../plan/plan.ts';
import type { RunContext } from '../run-context.ts';
import { toolDeps } from '../tools/context.ts';
import { publishers } from './make-plan.ts';
import type { PreparedRun } from './prepare.ts';

/** What of it belongs to AMIs that were not asked for stays as it was. */
export async function updateLock(
  { inputs, templates, recipes, lock: before }: PreparedRun,
  { workflow, log, env }: Pick<RunContext, 'workflow' | 'log' | 'env'>,
): Promise<void> {
  const { lock: target, ami, region } = inputs;
  if (target.kind === 'text') throw new Error('mode lock needs a file');
  const made = await makeLock({ templates, recipes, region }, publishers(inputs, toolDeps(log, env)));
  const lock = ami === 'all' ? made : mergedLock(before, made);
  await writeLock(target.path, lock);
  const changes = lockChanges(before, lock);
  const said = changes.length === 0 ? ['nothing has changed'] : changes;
  for (const line of said) workflow.print(`${target.shown}: ${line}`);
  workflow.setOutput('lock', lockLine(lock));
  await workflow.addSummary(`### ${target.shown}\n\n${said.map((line) => `- ${line}`).join('\n')}\n`);
}
