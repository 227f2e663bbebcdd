/** What the builds of a run are given: a request for each AMI, and the limits that all share. */

import { messageOf } from '../errors.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Renewal } from '../lease/renewal.ts';
import type { Lease } from '../lease/state.ts';
import type { BuildRequest } from '../packer/build.ts';
import type { BuildAllOptions } from '../packer/build-all.ts';
import { freeBytes } from '../packer/full-disk.ts';
import type { PlannedBuild } from '../plan/plan-item.ts';
import type { RunContext } from '../run-context.ts';
import type { Templates } from '../templates/templates.ts';
import { type RunVariableContext, runVariableValues } from './run-variables.ts';
import type { Toolchain } from './toolchain.ts';

/** How long a Packer may take to clean up after SIGTERM, in milliseconds: it ends an instance and waits for that. */
const graceMs = 5 * 60_000;
const pollMs = 100;
/** How long the disk must have been full and Packer silent, in milliseconds, before Packer counts as hung. */
const fullDiskMs = 15_000;
const progressMs = 30_000;

export interface BuildSettings {
  readonly inputs: Inputs;
  readonly templates: Templates;
  readonly toolchain: Pick<Toolchain, 'packer' | 'packerEnv'>;
  /** Folder for the logs. */
  readonly logs: string;
  /** The run's private folder. */
  readonly temporary: string;
  readonly lease: Lease;
  readonly renewal: Pick<Renewal, 'renew'>;
  readonly findMade: BuildAllOptions['context']['findMade'];
  /** Gives an image that Packer has just made the run's tags, where it lacks them. */
  readonly adopt: (ami: string, id: string) => Promise<void>;
}

/** @param leaseEnd Gives the end of a lease that begins now, in milliseconds since 1970. */
export function createBuildRequest(
  item: PlannedBuild,
  context: Omit<RunVariableContext, 'expiresAt'>,
  leaseEnd: () => number,
): BuildRequest {
  const { ami, only, variables, sourceAmi, baseAmi } = item;
  return {
    ami,
    only,
    // Read when Packer starts, which may be long after the first of the run's Packers.
    get variables() {
      return { ...variables, ...runVariableValues(item, { ...context, expiresAt: leaseEnd() }) };
    },
    // The templates decide which of the two they start from.
    sourceAmis: sourceAmi === null ? [] : [sourceAmi, ...(baseAmi === null ? [] : [baseAmi])],
  };
}

export function createBuildOptions(
  { inputs, templates, toolchain, logs, temporary, lease, renewal, findMade, adopt }: BuildSettings,
  { workflow, log, cancelled }: Pick<RunContext, 'workflow' | 'log' | 'cancelled'>,
): BuildAllOptions {
  return {
    context: {
      packer: toolchain.packer,
      cwd: templates.cwd,
      target: templates.packerTarget,
      varFiles: templates.varFiles,
      region: inputs.region,
      env: toolchain.packerEnv,
      logs,
      temporary,
      timeoutMs: inputs.timeoutMs,
      graceMs,
      pollMs,
      fullDiskMs,
      freeBytes,
      cancelled,
      now: Date.now,
      ...createLeaseHooks(lease, { renewal, adopt, log }),
      findMade,
    },
    maxParallel: inputs.maxParallel,
    workflow,
    progressMs,
  };
}

/** Keeps the state for post current, and renews the lease where what bears its newest end may come or go. */
export function createLeaseHooks(
  lease: Pick<Lease, 'addPacker' | 'removePacker' | 'addMade' | 'addImage'>,
  { renewal, adopt, log }: Pick<BuildSettings, 'renewal' | 'adopt'> & Pick<RunContext, 'log'>,
): Pick<BuildAllOptions['context'], 'onStart' | 'onEnd' | 'onMade' | 'onMadeImage'> {
  return {
    onStart: (ami, ref) => lease.addPacker(ami, ref),
    onEnd(_ami, ref) {
      lease.removePacker(ref);
      renewal.renew();
    },
    onMade: (ami, made) => lease.addMade(ami, made),
    async onMadeImage(ami, id) {
      lease.addImage(ami, id);
      // An image is born with the end that was known when its Packer started.
      renewal.renew();
      try {
        await adopt(ami, id);
      } catch (error) {
        log.warning(
          `${ami}: ${id} could not be given the tags of this run where it lacks them: ${messageOf(error)}. Until Packer ` +
            'tags it, other runs cannot see it, and if the runner is lost, it stays.',
        );
      }
    },
  };
}
