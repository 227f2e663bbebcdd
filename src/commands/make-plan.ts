/** The plan's questions to the world, answered: publishers, AWS, the Go programs, the lock. */

import { type Lock, parseLock, readLock } from '../artifacts/lock-file.ts';
import type { Fetch } from '../artifacts/resolve.ts';
import { checkAccess } from '../aws/preflight.ts';
import type { Aws } from '../aws/types.ts';
import { AwsAccessError, ConfigurationError } from '../errors.ts';
import type { Log } from '../github/log.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { awsLookups } from '../plan/aws-queries.ts';
import { type Plan, plan } from '../plan/plan.ts';
import type { Templates } from '../templates/read.ts';
import type { Recipe } from '../templates/recipes.ts';
import type { ToolDeps } from '../tools/context.ts';
import { createDownloader } from '../tools/download/download.ts';
import { binariesDigest } from '../tools/go-programs/go-programs.ts';

export interface PlanningRequest {
  readonly inputs: Inputs;
  readonly templates: Templates;
  readonly recipes: readonly Recipe[];
  readonly workspace: string;
  readonly actionRoot: string;
  readonly lock: Lock | null;
}

/** Plans; without AWS, for null, the plan says what it cannot know. */
export function planRun(request: PlanningRequest, aws: Aws | null, deps: ToolDeps): Promise<Plan> {
  const { inputs, templates, recipes, workspace, actionRoot, lock } = request;
  const { region, packerVersion, pluginVersion, mirror, binaries } = inputs;
  return plan(
    { templates, recipes, region, packerVersion, pluginVersion, mirror, lock, lockShown: shownLock(inputs) },
    {
      aws: aws === null ? null : awsLookups(aws.ec2(region), aws.ssm(region)),
      ...publishers(inputs, deps),
      binariesDigest: () => binariesDigest({ binaries, workspace, actionRoot }, deps),
      now: () => new Date(),
    },
  );
}

export function publishers({ mirror }: Inputs, { log, retry }: ToolDeps): Fetch {
  const { fetchText, fetchRedirect } = createDownloader({ log, retry, mirror });
  return { fetchText, fetchRedirect };
}

/** The lock that the inputs name; null where there is none and none was asked for. */
export async function lockOfInputs(inputs: Inputs): Promise<Lock | null> {
  const { lock } = inputs;
  if (lock.kind === 'text') return parseLock(lock.text, shownLock(inputs));
  const found = await readLock(lock.path, lock.shown);
  if (found === null && lock.named && inputs.mode !== 'lock') {
    throw new ConfigurationError(
      `Input lock: there is no file ${lock.shown}; mode lock writes it, and without the input none is needed`,
    );
  }
  return found;
}

function shownLock({ lock }: Inputs): string {
  return lock.kind === 'text' ? 'Input lock' : lock.shown;
}

/** The account that calls will be made in. A plan may go without credentials: then null, and a warning. */
export async function accountOf({ mode, region }: Inputs, aws: Aws, log: Log): Promise<string | null> {
  try {
    return (await checkAccess(aws.sts(region), region)).account;
  } catch (error) {
    if (mode !== 'plan' || !(error instanceof AwsAccessError) || !error.noCredentials) throw error;
    log.warning(
      `${error.message} This plan goes without: it cannot know which AMIs exist, nor the ids of source images.`,
    );
    return null;
  }
}
