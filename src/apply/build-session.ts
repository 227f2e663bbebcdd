/** Carries planned builds out: prepares the tools, runs Packer, and has EC2 confirm each image. */

import { mkdirSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Aws, Ec2 } from '../aws/types.ts';
import { CancelledError } from '../errors.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { adoptNewImage } from '../lease/adoption.ts';
import { createPrivateFolder } from '../lease/folders.ts';
import { closeIfNothingLeft } from '../lease/leftovers.ts';
import { leaseMs, type Renewal, startRenewal } from '../lease/renewal.ts';
import type { Lease } from '../lease/state.ts';
import { imageTags, type LeaseHolder, leaseTags } from '../lease/tags.ts';
import { type BuildResult, buildAll } from '../packer/build-all.ts';
import type { PlannedBuild } from '../plan/plan-item.ts';
import { type Availability, confirmAvailable } from '../prove/available.ts';
import type { RunContext } from '../run-context.ts';
import type { Templates } from '../templates/templates.ts';
import { createToolContext } from '../tools/context.ts';
import {
  type BuildAttempt,
  type BuiltImage,
  builtAttempt,
  failedAttempt,
  toBuiltImage,
} from './build-attempt.ts';
import { createBuildOptions, createBuildRequest } from './build-options.ts';
import { findMadeImages } from './made-images.ts';
import { discardIfOtherRunFinished, removeOrphanedImages } from './orphaned-images.ts';
import { releaseTag, runTags } from './run-variables.ts';
import { checkGoPrograms, listOtherPlugins, prepareToolchain, type Toolchain } from './toolchain.ts';
import { describeUnleased, findUnleased } from './unleased-warning.ts';

export interface SessionRequest {
  readonly inputs: Inputs;
  readonly templates: Templates;
  /** The lease holder; each build sets its own expiry. */
  readonly holder: LeaseHolder;
  /** Folder for the logs. */
  readonly logs: string;
  /** The digest of the Go programs that fingerprints hold; null if no template takes them. */
  readonly agent: string | null;
}

interface SessionToolchain extends Toolchain {
  readonly temporary: string;
}

interface Leased {
  readonly lease: Lease;
  readonly renewal: Renewal;
}

/** The builds of one run. The first build opens the lease and prepares the tools; a run that builds nothing has neither. */
export class BuildSession {
  readonly #request: SessionRequest;
  readonly #aws: Aws;
  readonly #context: RunContext;
  #lease: Lease | null = null;
  #toolchain: SessionToolchain | null = null;
  #isClean = true;

  constructor(request: SessionRequest, aws: Aws, context: RunContext) {
    this.#request = request;
    this.#aws = aws;
    this.#context = context;
  }

  /** Builds all and gives an attempt for each, in order. Rejects if no build could be started. Not for concurrent calls. */
  async build(items: readonly PlannedBuild[]): Promise<BuildAttempt[]> {
    if (items.length === 0) return [];
    const { region } = this.#request.inputs;
    const { cancelled, log } = this.#context;
    const { ec2 } = this.#aws;
    this.#lease ??= this.#context.openLease(this.#request.holder.nonce, region);
    this.#toolchain ??= await this.#prepareTools(this.#lease, items);
    if (cancelled.aborted) throw new CancelledError();

    await removeOrphanedImages(items, { region, ec2, log, run: this.#request.holder });
    if (!this.#lease.state.started) this.#warnOfUnleased(items);
    const copyRegions = items.flatMap((item) => item.copyRegions);
    const unknownRegions = items.filter((item) => item.hasUnknownRegions).map(({ ami }) => ami);
    const unknown = { unleased: findUnleased(items), unknownRegions };
    this.#lease.markStarted(ec2(region).now(), { ...unknown, copyRegions });
    const renewal = startRenewal({ nonce: this.#request.holder.nonce, ec2: ec2(region), log });
    try {
      const leased = { lease: this.#lease, renewal };
      const attempts = await this.#runPackers(items, this.#toolchain, leased, ec2(region));
      this.#isClean &&= attempts.every(({ row }) => row.result === 'built');
      return attempts;
    } finally {
      await renewal.end();
    }
  }

  /** Call after full success. Leaves post nothing to do, unless Packer left something, or a build failed and another run's image was taken. */
  async close(): Promise<void> {
    if (!this.#isClean) return;
    if (this.#toolchain !== null) rmSync(this.#toolchain.temporary, { recursive: true, force: true });
    if (this.#lease === null) return;
    const ec2 = this.#aws.ec2(this.#request.inputs.region);
    await closeIfNothingLeft(this.#lease, ec2, this.#context.log);
  }

  /** Warns once per run: resources created without run_tags can't be identified as ours. */
  #warnOfUnleased(items: readonly PlannedBuild[]): void {
    const warning = describeUnleased(items);
    if (warning !== null) this.#context.log.warning(warning);
  }

  async #prepareTools(lease: Lease, items: readonly PlannedBuild[]): Promise<SessionToolchain> {
    const { inputs, templates, agent } = this.#request;
    const { workspace, actionRoot, log, cancelled } = this.#context;
    const temporary = createPrivateFolder(this.#context.env, lease);
    // What the tools unpack for this run only is removed with it.
    const env = { ...this.#context.env, RUNNER_TEMP: temporary };
    const otherPlugins = listOtherPlugins(templates);
    const needsAgent = items.some(({ runVariables }) => runVariables.includes('go_programs_dir'));
    const request = { inputs, templates, workspace, actionRoot, env, needsAgent, otherPlugins };
    const toolchain = await prepareToolchain(request, createToolContext(log, env, cancelled));
    checkGoPrograms(agent, toolchain.agentDigest);
    return { ...toolchain, temporary };
  }

  async #runPackers(
    items: readonly PlannedBuild[],
    toolchain: SessionToolchain,
    leased: Leased,
    ec2: Ec2,
  ): Promise<BuildAttempt[]> {
    const { inputs, templates, logs, holder } = this.#request;
    const { temporary, goProgramsDir } = toolchain;
    mkdirSync(logs, { recursive: true });
    const release = releaseTag(this.#context.env);
    const leaseEnd = () => ec2.now() + leaseMs;
    const jobs = items.map((item) => ({
      request: createBuildRequest(item, { holder, release, goProgramsDir }, leaseEnd),
      settle: (result: BuildResult) => this.#settle(item, result, leased.lease),
    }));
    const madeBy = { nonce: holder.nonce, region: inputs.region, ec2: this.#aws.ec2 };
    const findMade = async (ami: string) => {
      const item = items.find((each) => each.ami === ami);
      return item === undefined ? [] : await findMadeImages(item, madeBy);
    };
    const adoption = { ec2, since: leased.lease.state.since, wait: delay };
    const adopt = async (ami: string, id: string) => {
      const item = items.find((each) => each.ami === ami);
      if (item !== undefined) await adoptNewImage(id, runTags(item, holder, leaseEnd()), adoption);
    };
    const settings = { inputs, templates, toolchain, logs, temporary, ...leased, findMade, adopt };
    return await buildAll(jobs, createBuildOptions(settings, this.#context));
  }

  /** Confirms an image, or discards it, when its own Packer has ended: whatever happens to the other builds, it is settled. */
  async #settle(item: PlannedBuild, result: BuildResult, lease: Lease): Promise<BuildAttempt> {
    const { region } = this.#request.inputs;
    if (result.result !== 'built') return failedAttempt(item, result, region);
    const built = toBuiltImage(item, result, region);
    const removal = { region, ec2: this.#aws.ec2, log: this.#context.log };
    const isDiscarded = await discardIfOtherRunFinished(built, removal);
    const fate = isDiscarded ? 'discarded' : await this.#confirm(built, lease);
    return builtAttempt(item, result, fate, region);
  }

  async #confirm({ item, images }: BuiltImage, lease: Lease): Promise<Availability> {
    const { inputs, holder } = this.#request;
    const { ec2 } = this.#aws;
    const expiresAt = ec2(inputs.region).now() + leaseMs;
    const tags = {
      ...leaseTags(holder, item.ami, expiresAt),
      ...imageTags({ ...item.tags, ...releaseTag(this.#context.env) }, 'available'),
    };
    const onFinished = (ids: readonly string[]) => lease.addFinished(ids);
    return await confirmAvailable({ images, tags }, { ec2, wait: delay, onFinished });
  }
}
