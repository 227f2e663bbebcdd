/** From planned builds to rows of the report: tools, Packer, and EC2's word on every image. */

import { mkdirSync, rmSync } from 'node:fs';
import type { Aws } from './aws/index.ts';
import {
  type BuildRequest,
  type BuildResult,
  buildAll,
  type Confirmed,
  confirmImages,
} from './build/index.ts';
import { CancelledError } from './errors.ts';
import type { Inputs } from './inputs.ts';
import { imageTags, type Lease, type LeaseHolder, leaseTags } from './lease/index.ts';
import { privateFolder } from './place.ts';
import type { Templates } from './plan/index.ts';
import type { PlannedBuild } from './planning.ts';
import type { AmiReport } from './report/index.ts';
import { builtRow, failedRow } from './rows.ts';
import type { RunContext } from './run.ts';
import { prepareTools } from './tooling.ts';
import { toolDeps } from './tools/index.ts';

export interface PlannedBuilds {
  readonly inputs: Inputs;
  readonly templates: Templates;
  readonly items: readonly PlannedBuild[];
  readonly holder: LeaseHolder;
  /** Folder for the logs. */
  readonly logs: string;
}

/** How long a Packer that was told to end may take, in milliseconds: it ends a machine and waits for that. */
const graceMs = 5 * 60_000;
const pollMs = 100;
const progressMs = 30_000;

/** Builds all and gives a row for each, in order. Rejects where nothing could be begun; the lease is closed after full success. */
export async function buildPlanned(
  builds: PlannedBuilds,
  aws: Aws,
  context: RunContext,
): Promise<AmiReport[]> {
  const { inputs, items, holder } = builds;
  const lease = context.openLease(holder.nonce, inputs.region);
  const temporary = privateFolder(context.env, lease);
  const tools = await toolsFor(builds, temporary, context);
  if (context.cancelled.aborted) throw new CancelledError();

  lease.willBuild(items.map(({ ami }) => ami));
  const results = await runPackers(builds, { ...tools, temporary, lease }, context);
  const confirmed = await confirm(builds, results, aws);
  const rows = items.map((item, index) => row(item, results[index], confirmed, inputs.region));
  if (rows.every(({ id }) => id !== null)) {
    rmSync(temporary, { recursive: true, force: true });
    lease.close();
  }
  return rows;
}

function toolsFor({ inputs, templates }: PlannedBuilds, temporary: string, context: RunContext) {
  // What the tools lay down for this run alone goes away with it.
  const env = { ...context.env, RUNNER_TEMP: temporary };
  const otherPlugins = [...templates.plugins]
    .filter(([, text]) => !text.includes('github.com/hashicorp/amazon'))
    .map(([name]) => name);
  const needsAgent = templates.variables.has('agent_dir');
  const { workspace, actionRoot } = context;
  return prepareTools(
    { inputs, workspace, actionRoot, env, needsAgent, otherPlugins },
    toolDeps(context.log, env),
  );
}

type Equipment = Awaited<ReturnType<typeof prepareTools>> & {
  readonly temporary: string;
  readonly lease: Lease;
};

function runPackers(
  { inputs, templates, items, logs }: PlannedBuilds,
  { packer, packerEnv, agentDir, temporary, lease }: Equipment,
  { workflow, cancelled }: RunContext,
): Promise<BuildResult[]> {
  mkdirSync(logs, { recursive: true });
  const requests: BuildRequest[] = items.map(({ ami, only, variables }) => {
    const agent = agentDir === null || variables['agent_dir'] ? {} : { agent_dir: agentDir };
    return { ami, only, variables: { ...variables, ...agent } };
  });
  return buildAll(requests, {
    context: {
      packer,
      folder: templates.cwd,
      region: inputs.region,
      env: packerEnv,
      logs,
      temporary,
      timeoutMs: inputs.timeoutMs,
      graceMs,
      pollMs,
      cancelled,
      now: Date.now,
      onStart: (ami, ref) => lease.packerStarted(ami, ref),
      onEnd: (_ami, ref) => lease.packerEnded(ref),
    },
    maxParallel: inputs.maxParallel,
    workflow,
    progressMs,
  });
}

function confirm(
  { inputs, items, holder }: PlannedBuilds,
  results: readonly BuildResult[],
  aws: Aws,
): Promise<Map<string, Confirmed>> {
  const requests = items.flatMap((item, index) => {
    const id = builtId(results[index], inputs.region);
    const tags = { ...leaseTags(holder, item.ami), ...imageTags(item, 'available') };
    return id === null ? [] : [{ id, tags }];
  });
  if (requests.length === 0) return Promise.resolve(new Map());
  return confirmImages(requests, aws.ec2(inputs.region), wait);
}

function row(
  item: PlannedBuild,
  result: BuildResult | undefined,
  confirmed: ReadonlyMap<string, Confirmed>,
  region: string,
): AmiReport {
  if (result === undefined) throw new Error(`no result for ${item.ami}`);
  if (result.result !== 'built') return failedRow(item, result, result.cause, region);
  const word = confirmed.get(builtId(result, region) ?? '');
  if (word?.ok === true) return builtRow(item, result, word.image, region);
  return failedRow(item, result, word?.cause ?? 'EC2 was not asked for its image', region);
}

function builtId(result: BuildResult | undefined, region: string): string | null {
  return result?.result === 'built' ? (result.images.get(region) ?? null) : null;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
