/** The stages of a run, one after the other: templates, access, plan, builds, report. */

import { join, relative } from 'node:path';
import { type Aws, awsClients, checkAccess } from './aws/index.ts';
import { BuildSession } from './builds.ts';
import { BuildError, CancelledError } from './errors.ts';
import type { Inputs } from './inputs.ts';
import { type Lease, leaseHolder, newNonce } from './lease/index.ts';
import type { Log } from './log.ts';
import { settlePending } from './pending.ts';
import { outputFolder } from './place.ts';
import { type PlanItem, readTemplates, selectRecipes, type Templates } from './plan/index.ts';
import { planRun } from './planning.ts';
import { type AmiReport, publishReport, type Report } from './report/index.ts';
import { failedRow, reusedRow } from './rows.ts';
import { toolDeps } from './tools/index.ts';
import type { Workflow } from './workflow.ts';

export interface RunContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workspace: string;
  readonly actionRoot: string;
  readonly workflow: Workflow;
  readonly log: Log;
  readonly cancelled: AbortSignal;
  /** Begins to keep the state that post goes by. */
  readonly openLease: (nonce: string, region: string) => Lease;
}

/** Runs the action; throws a BuildError if an AMI that was asked for does not stand in the end. */
export async function run(inputs: Inputs, context: RunContext): Promise<Report> {
  const startedAt = Date.now();
  const templates = await templatesOf(inputs, context);
  const recipes = selectRecipes(templates, inputs.ami);
  maskSensitive(inputs, templates, context.workflow);

  const aws = awsClients();
  try {
    const { account } = await checkAccess(aws.sts(inputs.region), inputs.region);
    const holder = leaseHolder(context.env, newNonce(), expiry(startedAt, inputs, recipes.length));
    const deps = toolDeps(context.log, context.env);
    const { items } = await planRun({ inputs, templates, recipes, ...context }, aws, deps);
    for (const item of items) context.log.info(`${item.ami}: ${item.decision}, ${item.why.join(', ')}`);

    const folder = outputFolder(context.env, context.workspace, holder.nonce);
    const session = new BuildSession({ inputs, templates, holder, logs: join(folder, 'logs') }, aws, context);
    const made = await carryOut(items, session, inputs, aws, context);
    const rows = recipes.flatMap(({ name }) => made.filter(({ ami }) => ami === name));
    const report = reportOf(rows, { inputs, account, startedAt });
    await publishReport(report, { workflow: context.workflow, folder });
    throwIfFailed(rows, context.cancelled);
    session.close();
    return report;
  } finally {
    aws.close();
  }
}

/** Takes what there is, builds what there is not, and meanwhile waits for what another run is making. */
async function carryOut(
  items: readonly PlanItem[],
  session: BuildSession,
  { region, timeoutMs }: Inputs,
  aws: Aws,
  { log, cancelled }: RunContext,
): Promise<AmiReport[]> {
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const waiting = { ec2: aws.ec2(region), log, now: Date.now, wait, cancelled, timeoutMs };
  const pending = items.filter((item) => item.decision === 'pending');
  const [built, settled] = await Promise.all([
    session.build(items.filter((item) => item.decision === 'build')),
    Promise.all(pending.map((item) => settlePending(item, waiting))),
  ]);
  const late = await session.build(settled.filter((item) => item.decision === 'build'));
  const taken = [...items, ...settled].filter((item) => item.decision === 'reuse');
  const lost = settled.filter((item) => item.decision === 'failed');
  return [
    ...taken.map((item) => reusedRow(item, region)),
    ...lost.map(({ item, result, cause }) =>
      failedRow(item, { ami: item.ami, result, cause }, cause, region),
    ),
    ...built,
    ...late,
  ];
}

function templatesOf(
  { templates, variables, named }: Inputs,
  { env, workspace }: RunContext,
): Promise<Templates> {
  // Messages and annotations name files as the repository does; the action's own lie outside of it.
  const way = relative(workspace, templates);
  return readTemplates(templates, {
    variables,
    named,
    env,
    shown: way.startsWith('..') ? templates : way || '.',
  });
}

/** Values of variables that the templates call sensitive never show up in a log. */
function maskSensitive({ variables }: Inputs, templates: Templates, workflow: Workflow): void {
  for (const [name, value] of Object.entries(variables)) {
    if (templates.variables.declared.get(name)?.sensitive !== true) continue;
    for (const text of textsIn(value)) workflow.mask(text);
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === 'boolean' ? [] : [String(value)];
}

/** From when on nobody is at work on what the run creates: all builds one after the other, and an hour. */
function expiry(startedAt: number, { timeoutMs, maxParallel }: Inputs, count: number): number {
  return startedAt + timeoutMs * Math.ceil(count / maxParallel) + 60 * 60_000;
}

function reportOf(
  amis: readonly AmiReport[],
  { inputs, account, startedAt }: { inputs: Inputs; account: string; startedAt: number },
): Report {
  const { region, templates, packerVersion, pluginVersion } = inputs;
  return {
    schema: 1,
    region,
    account,
    templates,
    packerVersion,
    pluginVersion,
    startedAt: new Date(startedAt).toISOString(),
    durationSeconds: Math.round((Date.now() - startedAt) / 1000),
    amis,
  };
}

function throwIfFailed(rows: readonly AmiReport[], cancelled: AbortSignal): void {
  const causes = rows.flatMap(({ ami, cause }) => (cause === null ? [] : [{ ami, message: cause }]));
  if (causes.length === 0) return;
  if (cancelled.aborted) throw new CancelledError('The run was cancelled.');
  throw new BuildError(causes);
}
