/** The plan's questions to the world, answered: publishers, AWS, the Go programs, the lock file. */

import { join } from 'node:path';
import type { Aws } from './aws/index.ts';
import type { Inputs } from './inputs.ts';
import {
  awsLookups,
  LOCK_FILE,
  type Plan,
  plan,
  type Recipe,
  readLock,
  type Templates,
} from './plan/index.ts';
import { binariesDigest, createDownloader, type ToolDeps } from './tools/index.ts';

export interface PlanningRequest {
  readonly inputs: Inputs;
  readonly templates: Templates;
  readonly recipes: readonly Recipe[];
  readonly workspace: string;
  readonly actionRoot: string;
}

export async function planRun(request: PlanningRequest, aws: Aws, deps: ToolDeps): Promise<Plan> {
  const { inputs, templates, recipes, workspace, actionRoot } = request;
  const { region, packerVersion, pluginVersion, mirror, binaries } = inputs;
  const { fetchText, fetchRedirect } = createDownloader({ log: deps.log, retry: deps.retry, mirror });
  const lock = await readLock(join(workspace, LOCK_FILE));
  return plan(
    { templates, recipes, region, packerVersion, pluginVersion, mirror, lock },
    {
      aws: awsLookups(aws.ec2(region), aws.ssm(region)),
      fetchText,
      fetchRedirect,
      binariesDigest: () => binariesDigest({ binaries, workspace, actionRoot }, deps),
      now: () => new Date(),
    },
  );
}
