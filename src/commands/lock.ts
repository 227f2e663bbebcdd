/** `mode: lock`: resolves every artifact again and writes the lock file. Makes no call to AWS. */

import { describeLockChanges, formatLockLine, mergeLocks, writeLock } from '../artifacts/lock-file.ts';
import { resolveLock } from '../plan/plan.ts';
import type { RunContext } from '../run-context.ts';
import { createToolContext } from '../tools/context.ts';
import { createPublisherClient } from './make-plan.ts';
import type { PreparedRun } from './prepare.ts';

/** Entries of AMIs that the input `ami` doesn't name stay as they were. */
export async function updateLock(
  { inputs, templates, recipes, lock: before }: PreparedRun,
  { workflow, log, env }: Pick<RunContext, 'workflow' | 'log' | 'env'>,
): Promise<void> {
  const { lock: target, ami, region } = inputs;
  if (target.kind === 'text') throw new Error('mode lock needs the path of a lock file');
  const resolved = await resolveLock(
    { templates, recipes, region },
    createPublisherClient(inputs, createToolContext(log, env)),
  );
  const lock = ami === 'all' ? resolved : mergeLocks(before, resolved);
  await writeLock(target.path, lock);
  const changes = describeLockChanges(before, lock);
  const lines = changes.length === 0 ? ['nothing has changed'] : changes;
  for (const line of lines) workflow.print(`${target.displayPath}: ${line}`);
  workflow.setOutput('lock', formatLockLine(lock));
  await workflow.addSummary(`### ${target.displayPath}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`);
}
