/** From planned builds to rows of the report: tools, Packer, and EC2's word on every image. */

import { mkdirSync, rmSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { Aws } from '../aws/types.ts';
import { CancelledError, ConfigurationError } from '../errors.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { privateFolder } from '../lease/folders.ts';
import type { Lease } from '../lease/state.ts';
import { imageTags, type LeaseHolder, leaseTags, withExpiry } from '../lease/tags.ts';
import type { BuildRequest } from '../packer/build.ts';
import { type BuildResult, buildAll } from '../packer/build-all.ts';
import { freeBytes } from '../packer/full-disk.ts';
import type { PlannedBuild } from '../plan/plan-item.ts';
import { type Availability, confirmAvailable } from '../prove/available.ts';
import { builtRow, failedRow } from '../report/ami-report.ts';
import type { AmiReport } from '../report/report.ts';
import type { RunContext } from '../run-context.ts';
import type { Templates } from '../templates/templates.ts';
import { createToolContext } from '../tools/context.ts';
import { discardIfOtherRunFinished, removeOrphanedImages } from './orphaned-images.ts';
import { releaseTag, runVariableValues } from './run-variables.ts';
import { prepareToolchain, type Toolchain } from './toolchain.ts';

export interface SessionRequest {
  readonly inputs: Inputs;
  readonly templates: Templates;
  /** Who leases; until when is each build's own. */
  readonly holder: LeaseHolder;
  /** Folder for the logs. */
  readonly logs: string;
  /** The digest of the Go programs that fingerprints hold; null where no template takes them. */
  readonly agent: string | null;
}

/** What became of one order. */
export interface BuildAttempt {
  readonly item: PlannedBuild;
  readonly row: AmiReport;
  /** That there may be an image of another run: an AMI of its name exists, or one of its recipe was finished first. */
  readonly isAnothers: boolean;
}

/** How long a Packer that was told to end may take, in milliseconds: it ends a machine and waits for that. */
const graceMs = 5 * 60_000;
const pollMs = 100;
/** How long the disk has to be full, with nothing heard of Packer, until it counts as hung. */
const fullDiskMs = 15_000;
const progressMs = 30_000;
/** How long a lease holds after the last moment at which a build can end: for confirming and clearing up. */
const leaseReserveMs = 60 * 60_000;

interface SessionToolchain extends Toolchain {
  readonly temporary: string;
}

/** The builds of one run. Tools and lease come with the first of them; a run that builds nothing has neither. */
export class BuildSession {
  readonly #request: SessionRequest;
  readonly #aws: Aws;
  readonly #context: RunContext;
  #lease: Lease | null = null;
  #equipment: SessionToolchain | null = null;
  #isClean = true;

  constructor(request: SessionRequest, aws: Aws, context: RunContext) {
    this.#request = request;
    this.#aws = aws;
    this.#context = context;
  }

  /** Builds all and tells of each, in order. Rejects where nothing could be begun. Not for calls side by side. */
  async build(items: readonly PlannedBuild[]): Promise<BuildAttempt[]> {
    if (items.length === 0) return [];
    const { region } = this.#request.inputs;
    this.#lease ??= this.#context.openLease(this.#request.holder.nonce, region);
    this.#equipment ??= await this.#equip(this.#lease, items);
    if (this.#context.cancelled.aborted) throw new CancelledError();

    await removeOrphanedImages(items, this.#aws.ec2(region), this.#context.log);
    this.#warnOfUnleased(items);
    this.#lease.markStarted(items.map(({ ami }) => ami));
    const results = await this.#runPackers(items, this.#equipment, this.#lease);
    this.#isClean &&= results.every(({ result }) => result === 'built');
    const made = items.flatMap((item, index) => {
      const id = builtId(results[index], region);
      return id === null ? [] : [{ item, id }];
    });
    const given = await discardIfOtherRunFinished(made, this.#aws.ec2(region), this.#context.log);
    const confirmed = await this.#confirm(made.filter(({ item }) => !given.has(item.ami)));
    return items.map((item, index) => {
      const result = results[index];
      const refused = result !== undefined && result.result !== 'built' && result.nameTaken === true;
      return {
        item,
        row: reportRow(item, result, confirmed, region),
        isAnothers: refused || given.has(item.ami),
      };
    });
  }

  /** After full success: nothing is left for post, but where a build failed and another run's image was taken. */
  close(): void {
    if (!this.#isClean) return;
    if (this.#equipment !== null) rmSync(this.#equipment.temporary, { recursive: true, force: true });
    this.#lease?.close();
  }

  /** Said once: what such templates create cannot be told from anybody else's. */
  #warnOfUnleased(items: readonly PlannedBuild[]): void {
    const unleased = items
      .filter(({ runVariables }) => !runVariables.includes('run_tags'))
      .map(({ ami }) => ami);
    if (unleased.length === 0 || this.#lease?.state.started === true) return;
    this.#context.log.warning(
      `The templates declare no empty variable run_tags, so what Packer creates for ${unleased.join(', ')} bears no tag of ` +
        'this run. Should the run be killed outright, then an instance, its volume, a key pair, a security group or an ' +
        'unfinished AMI may stay behind and cost money. Declare it (type map(string), default {}) and write ' +
        'run_tags = var.run_tags and run_volume_tags = var.run_tags.',
    );
  }

  async #equip(lease: Lease, items: readonly PlannedBuild[]): Promise<SessionToolchain> {
    const { inputs, templates } = this.#request;
    const { workspace, actionRoot, log } = this.#context;
    const temporary = privateFolder(this.#context.env, lease);
    // What the tools lay down for this run alone goes away with it.
    const env = { ...this.#context.env, RUNNER_TEMP: temporary };
    const otherPlugins = [...templates.plugins]
      .filter(([, text]) => !text.includes('github.com/hashicorp/amazon'))
      .map(([name]) => name);
    const needsAgent = items.some(({ runVariables }) => runVariables.includes('go_programs_dir'));
    const wanted = { inputs, workspace, actionRoot, env, needsAgent, otherPlugins };
    const tooling = await prepareToolchain(wanted, createToolContext(log, env));
    const { agent } = this.#request;
    if (agent !== null && tooling.agentDigest !== null && agent !== tooling.agentDigest) {
      throw new ConfigurationError(
        'Input lock: it names other Go programs than these (their sources or the version of Go differ); plan anew here, ' +
          'or build from the same sources with the same Go',
      );
    }
    return { ...tooling, temporary };
  }

  #runPackers(
    items: readonly PlannedBuild[],
    equipment: SessionToolchain,
    lease: Lease,
  ): Promise<BuildResult[]> {
    const { inputs, templates, logs } = this.#request;
    const { workflow, cancelled, env } = this.#context;
    const holder = this.#leaseFor(items);
    const release = releaseTag(env);
    const { packer, packerEnv, temporary } = equipment;
    mkdirSync(logs, { recursive: true });
    // Logs are garbage as soon as they are written, and V8 would let its nursery grow to 60 MB for them: 145 MB for a log of
    // 1 GB, and 95 MB, no slower, without that (node 24).
    setFlagsFromString('--semi-space-growth-factor=1');
    const requests: BuildRequest[] = items.map((item) => ({
      ami: item.ami,
      only: item.only,
      variables: {
        ...item.variables,
        ...runVariableValues(item, { holder, release, goProgramsDir: equipment.goProgramsDir }),
      },
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
        fullDiskMs,
        freeBytes,
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

  /** From when on nobody is at work on what is created: all builds one after the other, and a reserve. */
  #leaseFor(items: readonly PlannedBuild[]): LeaseHolder {
    const { inputs, holder } = this.#request;
    const rounds = Math.ceil(items.length / inputs.maxParallel);
    return withExpiry(holder, Date.now() + inputs.timeoutMs * rounds + leaseReserveMs);
  }

  async #confirm(made: readonly BuiltImage[]): Promise<ReadonlyMap<string, Availability>> {
    if (made.length === 0) return new Map();
    const holder = this.#leaseFor(made.map(({ item }) => item));
    const release = releaseTag(this.#context.env);
    const requests = made.map(({ item, id }) => ({
      id,
      tags: { ...leaseTags(holder, item.ami), ...imageTags({ ...item.tags, ...release }, 'available') },
    }));
    return await confirmAvailable(
      requests,
      this.#aws.ec2(this.#request.inputs.region),
      (ms) => new Promise((go) => setTimeout(go, ms)),
    );
  }
}

/** An order and the image that Packer made of it. */
interface BuiltImage {
  readonly item: PlannedBuild;
  readonly id: string;
}

function reportRow(
  item: PlannedBuild,
  result: BuildResult | undefined,
  confirmed: ReadonlyMap<string, Availability>,
  region: string,
): AmiReport {
  if (result === undefined) throw new Error(`no result for ${item.ami}`);
  if (result.result !== 'built') return failedRow(item, result, result.cause, region);
  const word = confirmed.get(builtId(result, region) ?? '');
  if (word?.ok === true) return builtRow(item, result, word.image, region);
  return failedRow(item, result, word?.cause ?? 'its image was given up for that of another run', region);
}

function builtId(result: BuildResult | undefined, region: string): string | null {
  return result?.result === 'built' ? (result.images.get(region) ?? null) : null;
}
