/** Plans the AMIs of one run of the action in a checkout, against a stand-in of what is asked of AWS. */
import * as core from '@actions/core';
import type { Image } from '../../src/aws/types.ts';
import { prepare } from '../../src/commands/prepare.ts';
import { createWorkflowLog } from '../../src/github/log.ts';
import { createWorkflow } from '../../src/github/workflow-commands.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import type { PlanQueries } from '../../src/plan/aws-queries.ts';
import { noLeases } from '../../src/plan/leases.ts';
import { createPlan } from '../../src/plan/plan.ts';
import type { PlanItem } from '../../src/plan/plan-item.ts';
import { tagKeys } from '../../src/tags.ts';
import { type CorpusRun, variablesOf } from './cases.ts';
import { makeFiles } from './checkout.ts';

/** Where and when a run happens. */
export interface World {
  readonly checkout: string;
  /** What `{commit}` stands for. */
  readonly commit: string;
  readonly env: Readonly<Record<string, string>>;
  readonly now: Date;
}

/** Plans all AMIs in an account that holds these images. Throws a ConfigurationError for what the action refuses. */
export async function planRun(
  run: CorpusRun,
  { checkout, commit, env, now }: World,
  images: readonly Image[],
): Promise<readonly PlanItem[]> {
  makeFiles(checkout, run.made ?? []);
  const inputEnv = { ...env, ...run.env, ...toInputs(run, commit) };
  const workflow = createWorkflow({ env: inputEnv, write: () => {}, core });
  const context = {
    env: inputEnv,
    workspace: checkout,
    actionRoot: checkout,
    workflow,
    log: createWorkflowLog(workflow),
    cancelled: new AbortController().signal,
    openLease: () => {
      throw new Error('a plan needs no lease');
    },
  };
  const { inputs, templates, recipes } = await prepare(await readInputs(context), context);
  const { region, packerVersion, pluginVersion, mirror } = inputs;
  const request = { templates, recipes, region, packerVersion, pluginVersion, mirror };
  return (await createPlan(request, standIn(images, now))).items;
}

/** The inputs as the runner hands them over; those that a run does not set have their defaults. */
function toInputs(run: CorpusRun, commit: string): Record<string, string> {
  const inputs = {
    ami: 'all',
    templates: run.templates,
    'working-directory': run['working-directory'],
    'var-files': run['var-files']?.join(),
    'plugin-version': run['plugin-version'],
    variables: JSON.stringify(variablesOf(run, commit)),
  };
  const set = Object.entries(inputs).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(set.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
}

/** Every source image has one id. */
function standIn(images: readonly Image[], now: Date): PlanQueries {
  const id = 'ami-0123456789abcdef0';
  const fetchNothing = (url: string): Promise<never> => Promise.reject(new Error(`${url} was asked for`));
  return {
    aws: {
      // Its copies are in every region.
      ownImages: async (_, region) => images.map((image) => ({ ...image, region })),
      publicImages: async () => [describeImage(id, 'source', {})],
      parameter: async () => id,
      leases: async () => noLeases,
    },
    fetchText: fetchNothing,
    fetchRedirect: fetchNothing,
    goProgramsDigest: () => Promise.reject(new Error('no foreign template takes the Go programs')),
    now: () => now,
  };
}

/** An image as EC2 describes it. */
function describeImage(id: string, name: string, tags: Image['tags']): Image {
  const creationDate = '2026-01-01T00:00:00.000Z';
  const ownerId = '123456789012';
  return {
    id,
    name,
    region: 'us-east-1',
    state: 'available',
    stateReason: null,
    creationDate,
    ownerId,
    rootSnapshotIds: [],
    tags,
  };
}

/** The images that the builds of a plan leave behind. */
export function buildAll(items: readonly PlanItem[]): Image[] {
  return items.flatMap((item, index) => {
    if (item.decision === 'reuse') return [item.image];
    const id = `ami-${String(index).padStart(17, '0')}`;
    return [describeImage(id, item.amiName ?? id, { ...item.tags, [tagKeys.state]: 'available' })];
  });
}
