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
import { tagKeys } from '../tags.ts';
import { readBuilderMachine } from '../templates/builder-machine.ts';
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
  // What the others fail for is that they are asked without what Packer makes first, such as a VPC.
  for (const { operation, answer, message } of calls)
    if (answer === 'failed' && operation === 'RunInstances')
      log.warning(`EC2 would not launch the builder: ${message}`);
  const allowed = calls.filter(({ answer }) => answer === 'allowed');
  log.info(
    `EC2 would allow ${allowed.length} calls that were rehearsed in ${formatDuration(now() - started)}. Not rehearsed, as what ` +
      `they change is not there yet: ${listUnrehearsed(allowed).join(', ')}.`,
  );
}

const isBuild = (item: PlanItem): item is PlannedBuild => item.decision === 'build';

/** The machine that a build launches; null where it is not known before Packer runs, and for spot, which goes another way. */
function findLaunch(
  { ami, sourceAmi, baseAmi, runVariables }: PlannedBuild,
  { inputs, recipes, templates, holder }: RehearsedRun,
  now: number,
): Launch | null {
  const imageId = baseAmi ?? sourceAmi;
  const recipe = recipes.find(({ name }) => name === ami);
  if (recipe === undefined || imageId === null) return null;
  const runTags = runVariables.includes('run_tags') ? leaseTags(holder, ami, now) : {};
  const machine = readBuilderMachine(recipe, templates, runTags);
  if (machine === null) return null;
  // There the plugin tags what it launched only later (IsRestricted in its builder/ebs/builder.go).
  const untagged = partitionOf(inputs.region) === 'aws-cn' ? { tags: {}, volumeTags: {} } : {};
  return { imageId, ...machine, ...untagged };
}

function describeRefusals(refused: readonly RehearsedCall[], region: string): string {
  const operations = [...new Set(refused.map(({ operation }) => operation))].sort();
  const sentences = refused.map(({ operation, message }) => `${operation}: ${message}`);
  const statements = statementsFor(operations, createPolicy('build', partitionOf(region)));
  const pasted = statements.map((item) => JSON.stringify(item, null, 2)).join(',\n');
  return (
    `EC2 would refuse ${operations.length} calls of this run, so nothing was started:\n${[...new Set(sentences)].join('\n')}\n` +
    'Add these statements to the policy of the role (docs/iam.md has all of it), or skip this check by the input ' +
    `rehearsal: false. A launch without the tag ${tagKeys.nonce} is refused, too: templates have to use run_tags.\n${pasted}`
  );
}

/** The statements of the policy without which these calls are refused, narrowed to them. */
function statementsFor(operations: readonly string[], { Statement }: PolicyDocument): StatementDocument[] {
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
