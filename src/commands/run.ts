/** The stages of a run, one after the other: templates, access, plan, builds, report. */

import { join, relative } from 'node:path';
import { carryOut } from '../apply/apply.ts';
import { BuildSession } from '../apply/build-session.ts';
import type { Lock } from '../artifacts/lock-file.ts';
import { awsClients } from '../aws/clients.ts';
import { BuildError, CancelledError } from '../errors.ts';
import type { Log } from '../github/log.ts';
import type { Workflow } from '../github/workflow-commands.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { outputFolder } from '../lease/folders.ts';
import type { Lease } from '../lease/state.ts';
import { leaseHolder, newNonce } from '../lease/tags.ts';
import { plannedRow } from '../report/ami-report.ts';
import type { AmiReport, Report } from '../report/types.ts';
import { publishReport } from '../report/write.ts';
import { readTemplates, type Templates } from '../templates/read.ts';
import { selectRecipes } from '../templates/select.ts';
import { toolDeps } from '../tools/context.ts';
import { updateLock } from './lock.ts';
import { accountOf, lockOfInputs, planRun } from './make-plan.ts';

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
export async function run(inputs: Inputs, context: RunContext): Promise<void> {
  const startedAt = Date.now();
  const templates = await templatesOf(inputs, context);
  const recipes = selectRecipes(templates, inputs.ami);
  maskSensitive(inputs, templates, context.workflow);
  const lock = await lockOfInputs(inputs);
  if (inputs.mode === 'lock') return updateLock({ inputs, templates, recipes, before: lock }, context);

  const { log, env, workspace, workflow, cancelled } = context;
  const aws = awsClients();
  try {
    const account = await accountOf(inputs, aws, log);
    const deps = toolDeps(log, env);
    const first = { inputs, templates, recipes, lock, ...context };
    const plan = await planRun(first, account === null ? null : aws, deps);
    for (const { ami, decision, why } of plan.items) log.info(`${ami}: ${decision}, ${why.join(', ')}`);

    const holder = leaseHolder(env, newNonce(), startedAt);
    const folder = outputFolder(env, workspace, holder.nonce);
    const publish = async (amis: readonly AmiReport[]): Promise<void> =>
      publishReport(reportOf(amis, plan.lock, { inputs, account, startedAt }), { workflow, folder });
    if (inputs.mode === 'plan')
      return await publish(plan.items.map((item) => plannedRow(item, inputs.region)));

    const logs = join(folder, 'logs');
    const session = new BuildSession(
      { inputs, templates, holder, logs, agent: plan.lock.agent },
      aws,
      context,
    );
    const made = await carryOut(plan.items, {
      session,
      replan: async (amis) => {
        const some = recipes.filter(({ name }) => amis.includes(name));
        return (await planRun({ ...first, recipes: some, lock: plan.lock }, aws, deps)).items;
      },
      region: inputs.region,
      ec2: aws.ec2(inputs.region),
      log,
      now: Date.now,
      wait: (ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
      cancelled,
      timeoutMs: inputs.timeoutMs,
    });
    const rows = recipes.flatMap(({ name }) => made.filter(({ ami }) => ami === name));
    await publish(rows);
    throwIfFailed(rows, cancelled);
    session.close();
  } finally {
    aws.close();
  }
}

function templatesOf(
  { ami, templates, variables, named }: Inputs,
  { env, workspace, actionRoot }: RunContext,
): Promise<Templates> {
  return readTemplates(templates, {
    ami,
    variables,
    named,
    env,
    shown: shownPath(templates, [workspace, actionRoot]),
  });
}

/** A path as the repository that holds it would name it: the user's, or else the action's own. */
function shownPath(path: string, roots: readonly string[]): string {
  const ways = roots.map((root) => relative(root, path));
  const within = ways.find((way) => !way.startsWith('..'));
  return within === undefined ? path : within || '.';
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

function reportOf(
  amis: readonly AmiReport[],
  lock: Lock,
  { inputs, account, startedAt }: { inputs: Inputs; account: string | null; startedAt: number },
): Report {
  const { mode, region, templates, packerVersion, pluginVersion } = inputs;
  return {
    schema: 1,
    mode: mode === 'plan' ? mode : 'build',
    region,
    account,
    templates,
    packerVersion,
    pluginVersion,
    startedAt: new Date(startedAt).toISOString(),
    durationSeconds: Math.round((Date.now() - startedAt) / 1000),
    lock,
    amis,
  };
}

function throwIfFailed(rows: readonly AmiReport[], cancelled: AbortSignal): void {
  const causes = rows.flatMap(({ ami, cause }) => (cause === null ? [] : [{ ami, message: cause }]));
  if (causes.length === 0) return;
  if (cancelled.aborted) throw new CancelledError('The run was cancelled.');
  throw new BuildError(causes);
}
