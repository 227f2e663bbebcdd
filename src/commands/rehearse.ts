/** Rehearses the builds of a run: what the role lacks is found in a second, not after the build that needs it. */

import {
  createPolicy,
  type Partition,
  type PolicyDocument,
  type StatementDocument,
} from '../aws/policies.ts';
import type { Aws, Launch, RehearsedCall } from '../aws/types.ts';
import { AwsAccessError } from '../errors.ts';
import { formatDuration } from '../github/duration.ts';
import type { Log } from '../github/log.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { leaseTags } from '../lease/tags.ts';
import type { PlanItem, PlannedBuild } from '../plan/plan-item.ts';
import { readSourceTexts } from '../templates/source-attributes.ts';
import type { PlannedRun } from './make-plan.ts';

type RehearsedRun = Pick<PlannedRun, 'templates' | 'recipes' | 'holder' | 'plan'> & {
  readonly inputs: Pick<Inputs, 'region' | 'rehearsal'>;
};

/** Throws an AwsAccessError with everything that the role is not allowed, and the statements that allow it. */
export async function rehearseBuilds(
  planned: RehearsedRun,
  aws: Pick<Aws, 'rehearse'>,
  log: Log,
  now: () => number,
): Promise<void> {
  const { inputs, plan } = planned;
  const builds = plan.items.filter(isBuild);
  if (!inputs.rehearsal || builds.length === 0) return;
  const started = now();
  const launches = builds.flatMap((item) => findLaunch(item, planned, started) ?? []);
  const calls = await aws.rehearse(inputs.region, launches);
  const refused = calls.filter(({ answer }) => answer === 'refused');
  if (refused.length > 0) throw new AwsAccessError(describeRefusals(refused, inputs.region));
  for (const { operation, message } of calls.filter(({ answer }) => answer === 'failed'))
    log.warning(`EC2 would not carry ${operation} out: ${message}`);
  const took = formatDuration(now() - started);
  log.info(
    `EC2 would allow ${calls.length} calls that were rehearsed in ${took}. Not rehearsed, as what they change is not there ` +
      `yet: ${listUnrehearsed(calls).join(', ')}.`,
  );
}

const isBuild = (item: PlanItem): item is PlannedBuild => item.decision === 'build';

/** The machine that a build launches; null where it is not known before Packer runs, and for spot, which goes another way. */
function findLaunch(
  { ami, sourceAmi, baseAmi, runVariables }: PlannedBuild,
  { recipes, templates, holder }: Pick<PlannedRun, 'recipes' | 'templates' | 'holder'>,
  now: number,
): Launch | null {
  const imageId = baseAmi ?? sourceAmi;
  const recipe = recipes.find(({ name }) => name === ami);
  if (recipe === undefined || imageId === null) return null;
  const texts = readSourceTexts(recipe, templates, [
    'instance_type',
    'subnet_id',
    'ssh_keypair_name',
    'security_group_id',
    'security_group_ids',
  ]);
  const instanceType = texts.instance_type ?? null;
  if (instanceType === null || texts.subnet_id === null) return null;
  return {
    imageId,
    instanceType,
    subnetId: texts.subnet_id ?? null,
    tags: runVariables.includes('run_tags') ? leaseTags(holder, ami, now) : {},
    createsKeyPair: texts.ssh_keypair_name === undefined,
    createsSecurityGroup: texts.security_group_id === undefined && texts.security_group_ids === undefined,
  };
}

function describeRefusals(refused: readonly RehearsedCall[], region: string): string {
  const operations = [...new Set(refused.map(({ operation }) => operation))].sort();
  const sentences = refused.map(({ operation, message }) => `${operation}: ${message}`);
  const statements = statementsFor(operations, createPolicy('build', partitionOf(region)));
  const pasted = statements.map((item) => JSON.stringify(item, null, 2)).join(',\n');
  return (
    `EC2 would refuse ${operations.length} calls of this run, so nothing was begun:\n${[...new Set(sentences)].join('\n')}\n` +
    'Add these statements to the policy of the role (docs/iam.md has all of it), or skip this check by the input ' +
    `rehearsal: false. A launch without the tag ami-action:nonce is refused, too: templates have to use run_tags.\n${pasted}`
  );
}

/** The statements of the policy without which these calls are refused, narrowed to them. */
export function statementsFor(
  operations: readonly string[],
  { Statement }: PolicyDocument,
): StatementDocument[] {
  const wanted = new Set(operations.map((name) => `ec2:${name}`));
  // What brings tags along is refused for them only after it is allowed itself.
  const tags = operations.some((name) => !name.startsWith('Describe'));
  return Statement.flatMap((statement) => {
    const actions = [statement.Action].flat();
    const own = actions.filter((action) => wanted.has(action));
    const tagging = tags && statement.Sid === 'TagWhatIsCreated' ? actions : [];
    const Action = [...new Set([...own, ...tagging])];
    return Action.length === 0 ? [] : [{ ...statement, Action }];
  });
}

function partitionOf(region: string): Partition {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

/** Calls of a build and its clean-up that DryRun cannot answer for. */
function listUnrehearsed(calls: readonly RehearsedCall[]): string[] {
  const rehearsed = new Set(calls.map(({ operation }) => `ec2:${operation}`));
  const all = createPolicy('build', 'aws').Statement.flatMap(({ Action }) => [Action].flat());
  return [...new Set(all)].filter((action) => action.startsWith('ec2:') && !rehearsed.has(action)).sort();
}
