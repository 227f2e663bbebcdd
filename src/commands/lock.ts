/** `mode: lock`: resolves every artifact anew and writes the lock file. No AWS is asked. */

import { describeLockChanges, formatLockLine, mergeLocks, writeLock } from '../artifacts/lock-file.ts';
import { resolveLock } from '../plan/plan.ts';
import type { RunContext } from '../run-context.ts';
import { createToolContext } from '../tools/context.ts';
import { publishers } from './make-plan.ts';
import type { PreparedRun } from './prepare.ts';

/** What of it belongs to AMIs that were not asked for stays as it was. */
export async function updateLock(
  { inputs, templates, recipes, lock: before }: PreparedRun,
  { workflow, log, env }: Pick<RunContext, 'workflow' | 'log' | 'env'>,
): Promise<void> {
  const { lock: target, ami, region } = inputs;
  if (target.kind === 'text') throw new Error('mode lock needs a file');
  const made = await resolveLock(
    { templates, recipes, region },
    publishers(inputs, createToolContext(log, env)),
  );
  const lock = ami === 'all' ? made : mergeLocks(before, made);
  await writeLock(target.path, lock);
  const changes = describeLockChanges(before, lock);
  const said = changes.length === 0 ? ['nothing has changed'] : changes;
  for (const line of said) workflow.print(`${target.displayPath}: ${line}`);
  workflow.setOutput('lock', formatLockLine(lock));
  await workflow.addSummary(`### ${target.displayPath}\n\n${said.map((line) => `- ${line}`).join('\n')}\n`);
}
