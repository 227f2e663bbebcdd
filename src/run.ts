/** The stages of a run, one after the other: templates, access, plan, builds, report. */

import { relative } from 'node:path';
import { awsClients, checkAccess } from './aws/index.ts';
import { buildPlanned } from './builds.ts';
import { BuildError, CancelledError } from './errors.ts';
import type { Inputs } from './inputs.ts';
import { type Lease, leaseHolder, newNonce } from './lease/index.ts';
import type { Log } from './log.ts';
import { outputFolder } from './place.ts';
import { readTemplates, selectRecipes, type Templates } from './plan/index.ts';
import { planRun } from './planning.ts';
import { type AmiReport, publishReport, type Report } from './report/index.ts';
import { reusedRow } from './rows.ts';
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
    const planned = await planRun({ inputs, templates, recipes, holder, account }, aws, deps);
    const folder = outputFolder(context.env, context.workspace, holder.nonce);

    const items = planned.filter((item) => item.decision === 'build');
    const reused = planned
      .filter((item) => item.decision === 'reuse')
      .map((item) => reusedRow(item, inputs.region));
    const builds = { inputs, templates, items, holder, logs: `${folder}/logs` };
    const built = items.length === 0 ? [] : await buildPlanned(builds, aws, context);

    const rows = inOrder(
      [...reused, ...built],
      recipes.map(({ name }) => name),
    );
    const report = reportOf(rows, { inputs, account, startedAt });
    const { workflow, env } = context;
    publishReport(report, { workflow, folder, summaryFile: env['GITHUB_STEP_SUMMARY'] });
    throwIfFailed(rows, context.cancelled);
    return report;
  } finally {
    aws.close();
  }
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

function inOrder(rows: readonly AmiReport[], names: readonly string[]): AmiReport[] {
  return names.flatMap((name) => rows.filter(({ ami }) => ami === name));
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
