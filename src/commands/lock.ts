/** `mode: lock`: resolves every artifact anew and writes the lock file. No AWS is asked. */

import { type Lock, lockChanges, lockLine, mergedLock, writeLock } from '../artifacts/lock-file.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { makeLock } from '../plan/plan.ts';
import type { Templates } from '../templates/read.ts';
import type { Recipe } from '../templates/recipes.ts';
import { toolDeps } from '../tools/context.ts';
import { publishers } from './make-plan.ts';
import type { RunContext } from './run.ts';

export interface LockRequest {
  readonly inputs: Inputs;
  readonly templates: Templates;
  readonly recipes: readonly Recipe[];
  /** What the file holds now. */
  readonly before: Lock | null;
}

/** What of it belongs to AMIs that were not asked for stays as it was. */
export async function updateLock(
  { inputs, templates, recipes, before }: LockRequest,
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
