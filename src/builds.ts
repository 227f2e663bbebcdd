/** From planned builds to rows of the report: tools, Packer, and EC2's word on every image. */

import { mkdirSync, rmSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
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
import type { PlannedBuild, Templates, VariableValue } from './plan/index.ts';
import type { AmiReport } from './report/index.ts';
import { builtRow, failedRow } from './rows.ts';
import type { RunContext } from './run.ts';
import { prepareTools, type Tooling } from './tooling.ts';
import { toolDeps } from './tools/index.ts';

export interface SessionRequest {
  readonly inputs: Inputs;
  readonly templates: Templates;
  readonly holder: LeaseHolder;
  /** Folder for the logs. */
  readonly logs: string;
}

/** How long a Packer that was told to end may take, in milliseconds: it ends a machine and waits for that. */
const graceMs = 5 * 60_000;
const pollMs = 100;
const progressMs = 30_000;

interface Equipment extends Tooling {
  readonly temporary: string;
}

/** The builds of one run. Tools and lease come with the first of them; a run that builds nothing has neither. */
export class BuildSession {
  readonly #request: SessionRequest;
  readonly #aws: Aws;
  readonly #context: RunContext;
  #lease: Lease | null = null;
  #equipment: Equipment | null = null;

  constructor(request: SessionRequest, aws: Aws, context: RunContext) {
    this.#request = request;
    this.#aws = aws;
    this.#context = context;
  }

  /** Builds all and gives a row for each, in order. Rejects where nothing could be begun. Not for calls side by side. */
  async build(items: readonly PlannedBuild[]): Promise<AmiReport[]> {
    if (items.length === 0) return [];
    const { region } = this.#request.inputs;
    this.#lease ??= this.#context.openLease(this.#request.holder.nonce, region);
    this.#equipment ??= await this.#equip(this.#lease, items);
    if (this.#context.cancelled.aborted) throw new CancelledError();

    this.#lease.willBuild(items.map(({ ami }) => ami));
    const results = await this.#runPackers(items, this.#equipment, this.#lease);
    const confirmed = await this.#confirm(items, results);
    return items.map((item, index) => rowOf(item, results[index], confirmed, region));
  }

  /** After full success: nothing is left for post. */
  close(): void {
    if (this.#equipment !== null) rmSync(this.#equipment.temporary, { recursive: true, force: true });
    this.#lease?.close();
  }

  async #equip(lease: Lease, items: readonly PlannedBuild[]): Promise<Equipment> {
    const { inputs, templates } = this.#request;
    const { workspace, actionRoot, log } = this.#context;
    const temporary = privateFolder(this.#context.env, lease);
    // What the tools lay down for this run alone goes away with it.
    const env = { ...this.#context.env, RUNNER_TEMP: temporary };
    const otherPlugins = [...templates.plugins]
      .filter(([, text]) => !text.includes('github.com/hashicorp/amazon'))
      .map(([name]) => name);
    const needsAgent = items.some(({ fills }) => fills.includes('agent_dir'));
    const wanted = { inputs, workspace, actionRoot, env, needsAgent, otherPlugins };
    return { ...(await prepareTools(wanted, toolDeps(log, env))), temporary };
  }

  #runPackers(items: readonly PlannedBuild[], equipment: Equipment, lease: Lease): Promise<BuildResult[]> {
    const { inputs, templates, holder, logs } = this.#request;
    const { workflow, cancelled } = this.#context;
    const { packer, packerEnv, temporary } = equipment;
    mkdirSync(logs, { recursive: true });
    // Logs are garbage as soon as they are written, and V8 would let its nursery grow to 60 MB for them: 145 MB for a log of
    // 1 GB, and 95 MB, no slower, without that (node 24).
    setFlagsFromString('--semi-space-growth-factor=1');
    const requests: BuildRequest[] = items.map((item) => ({
      ami: item.ami,
      only: item.only,
      variables: { ...item.variables, ...filled(item, holder, equipment) },
    }));
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

  async #confirm(
    items: readonly PlannedBuild[],
    results: readonly BuildResult[],
  ): Promise<ReadonlyMap<string, Confirmed>> {
    const { inputs, holder } = this.#request;
    const requests = items.flatMap((item, index) => {
      const id = builtId(results[index], inputs.region);
      const tags = { ...leaseTags(holder, item.ami), ...imageTags(item.tags, 'available') };
      return id === null ? [] : [{ id, tags }];
    });
    if (requests.length === 0) return new Map();
    return await confirmImages(
      requests,
      this.#aws.ec2(inputs.region),
      (ms) => new Promise((go) => setTimeout(go, ms)),
    );
  }
}

/** What the plan leaves to the run: whose it is, and where the Go programs lie. */
function filled(
  { ami, fingerprint, tags, fills }: PlannedBuild,
  holder: LeaseHolder,
  { agentDir }: Equipment,
): Record<string, VariableValue> {
  const all: Record<(typeof fills)[number], VariableValue> = {
    // The plugin puts run tags on an AMI when it creates it, and the AMI's own only when it is done: whoever looks for an
    // AMI of this recipe in between goes by these two.
    run_tags: {
      ...leaseTags(holder, ami),
      ...imageTags({ 'ami-action:fingerprint': fingerprint }, 'building'),
    },
    ami_tags: { ...imageTags(tags, 'building') },
    agent_dir: agentDir ?? '',
  };
  return Object.fromEntries(fills.map((name) => [name, all[name]]));
}

function rowOf(
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
