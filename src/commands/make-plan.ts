/** Makes the plan of a prepared run, from what the publishers, AWS, the Go programs and the lock say. */

import type { PublisherClient } from '../artifacts/publisher.ts';
import { checkAccess } from '../aws/preflight.ts';
import { isRefusal } from '../aws/refusal.ts';
import type { Aws, Ec2 } from '../aws/types.ts';
import { AwsAccessError } from '../errors.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { createAwsQueries } from '../plan/aws-queries.ts';
import { createPlan, type Plan } from '../plan/plan.ts';
import type { PlanItem } from '../plan/plan-item.ts';
import { logDecisions, logSecrets } from '../report/decisions.ts';
import type { RunContext } from '../run-context.ts';
import { createToolContext, type ToolContext } from '../tools/context.ts';
import { createDownloader } from '../tools/download/download.ts';
import { digestGoPrograms } from '../tools/go-programs/go-programs.ts';
import { lockDisplayName, type PreparedRun } from './prepare.ts';

export interface PlannedRun extends PreparedRun {
  /** Twelve digits; null for a plan without AWS credentials. */
  readonly account: string | null;
  readonly plan: Plan;
  /** Plans some AMIs again, with the same lock. */
  readonly replan: (amis: readonly string[]) => Promise<readonly PlanItem[]>;
}

export async function makePlan(
  prepared: PreparedRun,
  aws: Aws,
  { env, log, workspace, actionRoot, cancelled }: RunContext,
): Promise<PlannedRun> {
  const { inputs } = prepared;
  const account = await findAccount(inputs, aws, { env, log });
  const deps = createToolContext(log, env, cancelled);
  const folders = { workspace, actionRoot };
  const first = await planOnce(prepared, account === null ? null : aws, deps, folders);
  logDecisions(first.items, log, account !== null);
  logSecrets(first, log);
  const replan = async (amis: readonly string[]): Promise<readonly PlanItem[]> => {
    const recipes = prepared.recipes.filter(({ name }) => amis.includes(name));
    return (await planOnce({ ...prepared, recipes, lock: first.lock }, aws, deps, folders)).items;
  };
  return { ...prepared, account, plan: first, replan };
}

/** Asks publishers, through the mirror if there is one. */
export function createPublisherClient(
  { mirror, githubToken }: Inputs,
  { log, retry }: ToolContext,
): PublisherClient {
  const { fetchText, fetchRedirect } = createDownloader({ log, retry, mirror, githubToken });
  return { fetchText, fetchRedirect };
}

/** @param aws Null for a plan without AWS credentials, which then can't know which AMIs exist. */
function planOnce(
  { inputs, templates, recipes, lock, holder }: PreparedRun,
  aws: Aws | null,
  deps: ToolContext,
  folders: { readonly workspace: string; readonly actionRoot: string },
): Promise<Plan> {
  const { region, packerVersion, pluginVersion, fingerprintKey, mirror, binaries } = inputs;
  return createPlan(
    {
      templates,
      recipes,
      region,
      packerVersion,
      pluginVersion,
      mirror,
      fingerprintKey,
      lock,
      lockDisplayName: lockDisplayName(inputs),
    },
    {
      aws:
        aws === null
          ? null
          : createAwsQueries((where) => lookingWhereAllowed(aws.ec2(where)), aws.ssm(region), region, holder),
      ...createPublisherClient(inputs, deps),
      goProgramsDigest: () => digestGoPrograms({ binaries, ...folders }, deps),
      now: () => new Date(aws === null ? Date.now() : aws.ec2(region).now()),
    },
  );
}

/**
 * Counts what the role may not look at as nothing. A role that only plans may look at images alone; a build asks again, by its
 * own role, before it removes an image.
 */
function lookingWhereAllowed(ec2: Ec2): Pick<Ec2, 'describeImages' | 'findTagged'> {
  return {
    describeImages: (query) => ec2.describeImages(query),
    async findTagged(kind, key, value) {
      try {
        return await ec2.findTagged(kind, key, value);
      } catch (error) {
        if (isRefusal(error)) return [];
        throw error;
      }
    },
  };
}

/** Finds the account that calls are made in. Only a plan may do without AWS credentials: then null, and a warning. */
async function findAccount(
  { mode, region }: Inputs,
  aws: Aws,
  { env, log }: Pick<RunContext, 'env' | 'log'>,
): Promise<string | null> {
  try {
    return (await checkAccess(aws.sts(region), region, env)).account;
  } catch (error) {
    if (mode !== 'plan' || !(error instanceof AwsAccessError) || !error.noCredentials) throw error;
    log.warning(
      `${error.message} Planning without credentials: existing AMIs and the ids of source images are unknown.`,
    );
    return null;
  }
}
