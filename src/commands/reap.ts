/** `mode: reap`: removes what dead runs have left in the region, of any run; for a schedule. */

import { setTimeout as delay } from 'node:timers/promises';
import { checkAccess } from '../aws/preflight.ts';
import type { Aws, Resource } from '../aws/types.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { type DeadRun, findDeadRuns, reapRun } from '../lease/reap.ts';
import type { RunContext } from '../run-context.ts';
import { tagKeys } from '../tags.ts';

/** Shows what there is, and removes it unless it is a dry run. Rejects if anything could not be removed. */
export async function reap(
  { region, dryRun }: Inputs,
  aws: Aws,
  { workflow, env }: Pick<RunContext, 'workflow' | 'env'>,
): Promise<void> {
  await checkAccess(aws.sts(region), region, env);
  const ec2 = aws.ec2(region);
  const runs = await findDeadRuns(ec2);
  const lines = runs.flatMap((run) => run.resources.map((resource) => describe(resource, run)));
  for (const line of lines) workflow.print(`left: ${line}`);
  const kept: string[] = [];
  const faults: string[] = [];
  if (!dryRun) {
    for (const run of runs) {
      const onRemoved = ({ kind, id }: Resource) => workflow.print(`removed ${kind} ${id}`);
      const { left, spared } = await reapRun(run, { ec2, onRemoved, wait: delay });
      kept.push(...spared.map(({ what, reason }) => `${what}: ${reason}`));
      faults.push(...left.map(({ what, reason }) => `${what}: ${reason}`));
    }
  }
  for (const line of kept) workflow.print(`kept ${line}`);
  await workflow.addSummary(summarize(region, lines, kept, dryRun));
  if (faults.length > 0) throw new Error(`Could not be removed in ${region}:\n${faults.join('\n')}`);
}

function describe({ kind, id, tags }: Resource, { endedAt }: DeadRun): string {
  const run = `${tags[tagKeys.repository] ?? '?'} run ${tags[tagKeys.runId] ?? '?'}`;
  return `${kind} ${id} of ${run}, whose lease ended ${new Date(endedAt).toISOString()}`;
}

function summarize(
  region: string,
  lines: readonly string[],
  kept: readonly string[],
  dryRun: boolean,
): string {
  const title = `### What dead runs left in ${region}${dryRun ? ' (nothing was removed)' : ''}`;
  const list = lines.length === 0 ? ['Nothing.'] : lines.map((line) => `- ${line}`);
  const rest = kept.length === 0 ? [] : ['', 'Kept:', '', ...kept.map((line) => `- ${line}`)];
  return `${[title, '', ...list, ...rest].join('\n')}\n`;
}
