/** The plan's questions to the world, answered: publishers, AWS, the Go programs. */

import type { Aws, Image } from './aws/index.ts';
import type { Inputs, VariableValue } from './inputs.ts';
import { imageTags, type LeaseHolder, leaseTags } from './lease/index.ts';
import {
  artifactNames,
  artifactVariables,
  type Recipe,
  resolveArtifacts,
  type Templates,
} from './plan/index.ts';
import { createDownloader, type ToolDeps } from './tools/index.ts';

export interface PlannedBuild {
  readonly decision: 'build';
  readonly ami: string;
  readonly only: string;
  readonly why: readonly string[];
  readonly fingerprint: string;
  readonly amiName: string;
  readonly sourceAmi: string | null;
  readonly baseAmi: string | null;
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly versions: Readonly<Record<string, string>>;
}
export interface PlannedReuse {
  readonly decision: 'reuse';
  readonly ami: string;
  readonly why: readonly string[];
  readonly fingerprint: string;
  readonly image: Image;
  readonly versions: Readonly<Record<string, string>>;
}

export interface PlanningRequest {
  readonly inputs: Inputs;
  readonly templates: Templates;
  readonly recipes: readonly Recipe[];
  readonly holder: LeaseHolder;
  readonly account: string;
}

export async function planRun(
  { inputs, templates, recipes, holder }: PlanningRequest,
  _aws: Aws,
  deps: ToolDeps,
): Promise<(PlannedBuild | PlannedReuse)[]> {
  const text = (name: string) => String(templates.variables.value(name) ?? '');
  const versions = Object.fromEntries(
    [...new Set(Object.values(artifactVariables))].map((name) => [name, text(name)]),
  );
  const download = createDownloader({ log: deps.log, retry: deps.retry, mirror: inputs.mirror });
  const artifacts = templates.variables.has('artifacts')
    ? await resolveArtifacts({ artifacts: artifactNames, versions }, download)
    : {};
  return recipes.map((recipe) => {
    const own = Object.fromEntries(Object.entries(artifacts).map(([name, { version }]) => [name, version]));
    const all: Record<string, VariableValue> = {
      ...templates.given,
      mirror: inputs.mirror ?? '',
      artifacts: JSON.parse(JSON.stringify(artifacts)),
      run_tags: { ...leaseTags(holder, recipe.name) },
      ami_tags: { ...imageTags({ fingerprint: '', sourceAmi: null, versions: own }, 'building') },
    };
    return {
      decision: 'build',
      ami: recipe.name,
      only: recipe.only,
      why: [],
      fingerprint: '',
      amiName: '',
      sourceAmi: null,
      baseAmi: null,
      versions: own,
      variables: Object.fromEntries(Object.entries(all).filter(([name]) => templates.variables.has(name))),
    };
  });
}
