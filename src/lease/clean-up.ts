/** Cleans up after a run that did not finish: ends its Packers, removes what it left in AWS, deletes its folders. */

import { rmSync } from 'node:fs';
import type { Ec2 } from '../aws/types.ts';
import { messageOf } from '../errors.ts';
import type { Environment } from '../github/environment.ts';
import type { Log } from '../github/log.ts';
import type { ProcessRef } from '../packer/detached-process.ts';
import { tagKeys } from '../tags.ts';
import { adoptImage } from './adoption.ts';
import { isPrivateFolder } from './folders.ts';
import { leaseMs } from './renewal.ts';
import { findOwnSnapshots } from './snapshots.ts';
import type { LeaseState } from './state.ts';
import { type SweepOptions, type SweepResult, sweep } from './sweep.ts';
import { createLeaseHolder, leaseTags } from './tags.ts';

/** Looks at and ends processes; packer/detached-process.ts for real. */
export interface ProcessControl {
  isRunning(ref: ProcessRef): boolean;
  terminate(ref: ProcessRef): boolean;
  killGroup(ref: ProcessRef): boolean;
}

export interface CleanUpOptions {
  readonly processes: ProcessControl;
  /** Called only if something may be left in AWS. */
  readonly ec2: (region: string) => SweepOptions['ec2'] & Pick<Ec2, 'now'>;
  /** RUNNER_TEMP: only folders that createPrivateFolder makes there are deleted. */
  readonly env: Environment;
  readonly log: Log;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** The most time that everything may take, in milliseconds. */
  readonly budgetMs: number;
}

/** After a cancel, the post steps of a job share five minutes (GitHub's runner); this leaves one to the others. */
export const postBudgetMs = 4 * 60_000;
/** The share of the budget in which Packers may end by themselves. */
const packersShare = 0.65;
const firstPauseMs = 1000;
const longestPauseMs = 10_000;
/** Six seconds in which nothing appears: Packer may have been stopped between a call and its answer. */
const quietPasses = 4;
const quietPauseMs = 2000;

/** True if nothing is left behind, as far as can be known. */
export async function cleanUpRun(state: LeaseState, options: CleanUpOptions): Promise<boolean> {
  const deadline = options.now() + options.budgetMs;
  try {
    // Packer may take long to end, and goes on until it does: its image is given tags first, and looked for again behind it.
    await adoptImages(state, options);
    const killed = await stopPackers(state, options);
    if (!state.started) return true;
    const unadopted = await adoptImages(state, options);
    // The copies first: other runs take the first image's tag for that of all.
    for (const region of [...state.copyRegions, state.region]) await tagFinished(region, state, options);
    const regions = [state.region, ...state.copyRegions];
    const results = await Promise.all(
      regions.map(async (region) => ({ region, ...(await sweepRegion(region, state, deadline, options)) })),
    );
    const isAllSeen = [...state.unleased, ...state.unknownRegions, ...unadopted].length === 0;
    logSweep(results, state.nonce, isAllSeen, options.log);
    if (unadopted.length > 0)
      options.log.warning(
        `May be left behind in ${state.region}, without tags of this run:\n${unadopted.join('\n')}`,
      );
    logUnknown(state, killed, options.log);
    return unadopted.length === 0 && results.every(({ left }) => left.length === 0);
  } finally {
    const own = state.folders.filter((folder) => isPrivateFolder(options.env, folder));
    for (const folder of own) rmSync(folder, { recursive: true, force: true });
  }
}

/** Gives images that Packer has made the run's tags, by which the sweep finds them. Gives those that could not be tagged, and why. */
async function adoptImages(
  { images, finished, nonce, region, since }: LeaseState,
  { ec2, env }: CleanUpOptions,
): Promise<string[]> {
  const holder = createLeaseHolder(env, nonce);
  const faults = images
    .filter(({ id }) => !finished.includes(id))
    .map(async ({ ami, id }): Promise<string[]> => {
      const own = ec2(region);
      try {
        await adoptImage(id, leaseTags(holder, ami, own.now() + leaseMs), { ec2: own, since });
        return [];
      } catch (error) {
        return [`image ${id} (${ami}): it could not be given any: ${messageOf(error)}`];
      }
    });
  return (await Promise.all(faults)).flat();
}

/** Tags images that were confirmed, but not tagged as finished before main was killed: other runs would take them for unfinished. */
async function tagFinished(
  region: string,
  { finished, nonce }: LeaseState,
  { ec2, log }: CleanUpOptions,
): Promise<void> {
  if (finished.length === 0) return;
  const own = ec2(region);
  try {
    const images = await own.findTagged('image', tagKeys.nonce, nonce);
    for (const { id, tags } of images) {
      if (!finished.includes(id) || tags[tagKeys.state] === 'available') continue;
      const [image] = await own.describeImages({ ids: [id] });
      if (image === undefined) continue;
      const snapshots = (await findOwnSnapshots(image, own)).map((snapshot) => snapshot.id);
      await own.createTags([id, ...snapshots], { [tagKeys.state]: 'available' });
      log.info(`Tagged image ${id} in ${region} as finished: the run was stopped before it could`);
    }
  } catch (error) {
    log.warning(
      `Finished images of this run in ${region} could not be tagged as finished, so a later run removes them and builds again: ` +
        `${finished.join(', ')}: ${messageOf(error)}`,
    );
  }
}

/**
 * Lets Packers clean up after themselves, which they do best, and kills those that take too long. Gives the AMIs whose Packer
 * was killed, here or before.
 */
async function stopPackers(
  { packers }: LeaseState,
  { processes, log, now, wait, budgetMs }: CleanUpOptions,
): Promise<string[]> {
  let running = packers.filter((ref) => processes.isRunning(ref));
  const killed = packers.filter((ref) => !running.includes(ref)).map(({ ami }) => ami);
  if (running.length > 0)
    log.info(`Waiting for Packer to clean up: ${running.map(({ ami }) => ami).join(', ')}`);
  for (const ref of running) processes.terminate(ref);
  const deadline = now() + budgetMs * packersShare;
  while (running.length > 0 && now() < deadline) {
    await wait(200);
    running = running.filter((ref) => processes.isRunning(ref));
  }
  for (const ref of running) {
    log.warning(`${ref.ami}: killed Packer, which did not end in time`);
    killed.push(ref.ami);
  }
  // Also of one that has ended: what its shell-local scripts started may outlive it.
  for (const ref of packers) processes.killGroup(ref);
  return killed;
}

function sweepRegion(
  region: string,
  { nonce, region: ownRegion, since, finished }: LeaseState,
  deadline: number,
  { ec2, log, now, wait }: CleanUpOptions,
): Promise<SweepResult> {
  return sweep({
    ec2: ec2(region),
    key: tagKeys.nonce,
    value: nonce,
    finished: new Set(finished),
    since: () => since,
    quietPasses,
    onRemoved: ({ kind, id, name }) => {
      const where = region === ownRegion ? '' : ` in ${region}`;
      log.info(`Removed ${kind} ${id}${name === '' ? '' : ` (${name})`}${where}`);
    },
    async pause(pass, quiet) {
      const pauseMs = quiet > 0 ? quietPauseMs : Math.min(firstPauseMs * 2 ** (pass - 1), longestPauseMs);
      if (now() + pauseMs > deadline) return false;
      await wait(pauseMs);
      return true;
    },
  });
}

/** Says what was not removed and why, and what nobody can know. */
function logSweep(
  results: readonly (SweepResult & { readonly region: string })[],
  nonce: string,
  isAllSeen: boolean,
  log: Log,
): void {
  const tag = `the tag ${tagKeys.nonce}=${nonce}`;
  if (isAllSeen && results.every(({ removed, left }) => removed.length + left.length === 0)) {
    log.info('EC2 lists nothing that this run left behind.');
    return;
  }
  for (const { region, left, spared } of results) {
    for (const { what, reason } of spared) log.info(`Kept ${what} in ${region}: ${reason}`);
    const reasons = [...new Set(left.map(({ reason }) => reason))];
    const list = reasons.map((reason) => {
      const what = left.filter((item) => item.reason === reason).map((item) => item.what);
      return `${what.join(', ')}: ${reason}`;
    });
    if (left.length > 0) log.warning(`May be left behind in ${region}, with ${tag}:\n${list.join('\n')}`);
    else log.info(`Nothing tagged ${tag} is left in ${region} except finished and kept resources.`);
  }
}

/** Warns about what cannot be checked: untagged resources, and Packer's temporary roles, as this action does not ask IAM. */
function logUnknown(
  { nonce, region, unleased, unknownRegions, made, images }: LeaseState,
  killed: readonly string[],
  log: Log,
): void {
  const all = [...made, ...images.map(({ ami, id }) => ({ ami, what: `AMI ${id}` }))];
  const namesOf = (of: (item: LeaseState['made'][number]) => boolean) =>
    all.filter(of).map(({ ami, what }) => `${what} (${ami})`);
  const roles = namesOf(({ ami, what }) => killed.includes(ami) && /^(role|instance profile) /.test(what));
  if (roles.length > 0) {
    log.warning(
      `Packer was killed, so these may be left in IAM, which this action cannot check: ${roles.join(', ')}`,
    );
  }
  if (unknownRegions.length > 0) {
    log.warning(
      `The regions that ${unknownRegions.join(', ')} is copied to are known only during the build, so they were not looked at: ` +
        `unfinished copies there have the tag ${tagKeys.nonce}=${nonce}.`,
    );
  }
  if (unleased.length === 0) return;
  const named = namesOf(({ ami }) => unleased.includes(ami));
  log.warning(
    `What Packer made for ${unleased.join(', ')} has no tag of this run, as the templates do not take run_tags, so whether ` +
      `anything of it was left in ${region} cannot be known: look for instances, key pairs and security groups called packer_*` +
      `${named.length === 0 ? '' : `, and for what Packer named: ${named.join(', ')}`}.`,
  );
}
