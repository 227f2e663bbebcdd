/** The reusable workflow's sign-in: whom OIDC names, for how long, and what the action is told about it. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are GitHub's expressions
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { parseDuration } from '../../../src/inputs/values.ts';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: {
    readonly workflow_call: {
      readonly inputs: Readonly<Record<string, { readonly default: unknown }>>;
      readonly secrets: Readonly<Record<string, unknown>>;
    };
  };
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly environment?: string;
        readonly strategy?: Readonly<Record<string, unknown>>;
        readonly steps: readonly Step[];
      }
    >
  >;
}

const reserveSeconds = 3600;
let workflow: Workflow;
beforeAll(async () => {
  const path = join(import.meta.dirname, '../../../.github/workflows/build-amis.yml');
  workflow = parse(await readFile(path, 'utf8')) as Workflow;
});

const stepsOf = (job: string, action: string): readonly Step[] =>
  workflow.jobs[job]?.steps.filter(({ uses = '' }) => uses.startsWith(`${action}@`)) ?? [];

test('a session lasts for the longest build, its confirmation and its clean-up', () => {
  const { inputs } = workflow.on.workflow_call;
  const timeoutMs = parseDuration(String(inputs['timeout']?.default));
  expect(Number(inputs['role-duration-seconds']?.default)).toBeGreaterThanOrEqual(
    timeoutMs / 1000 + reserveSeconds,
  );
});

test.each(['plan', 'build', 'collect'])(
  'the job %s can be in an environment, and signs in to a region',
  (job) => {
    expect(workflow.jobs[job]?.environment).toBe('${{ inputs.environment }}');
    const [signIn] = stepsOf(job, 'aws-actions/configure-aws-credentials');
    expect(signIn?.with?.['aws-region']).toBe("${{ inputs.aws-region || 'us-east-1' }}");
    // A fork's pull request gets no OIDC token; a runner may have a role of its own.
    expect(signIn?.if).toMatch(/ != '' && github\.event\.pull_request\.head\.repo\.fork != true$/);
  },
);

test("a build is told when its session ends, by the sign-in's own output", () => {
  const [signIn] = stepsOf('build', 'aws-actions/configure-aws-credentials');
  const [action] = stepsOf('build', 'catalyst/ami-action');
  expect(signIn?.with?.['output-credentials']).toBe(true);
  expect(action?.env?.['AWS_CREDENTIAL_EXPIRATION']).toBe(
    `\${{ steps.${signIn?.id}.outputs.aws-expiration }}`,
  );
});

test('a plan that knew no AWS fails the workflow, but on a pull request of a fork', () => {
  const steps = workflow.jobs['plan']?.steps ?? [];
  const [plan] = stepsOf('plan', 'catalyst/ami-action');
  const check = steps.find(({ run = '' }) => run.includes('exit 1'));
  expect(check?.if).toBe(
    `steps.${plan?.id}.outputs.build == 'unknown' && github.event.pull_request.head.repo.fork != true`,
  );
  expect(steps.indexOf(check as Step)).toBeGreaterThan(steps.indexOf(plan as Step));
});

/** Inputs of the action that the workflow sets itself, or that its jobs have no use for; and the mode of each job is fixed. */
const ownInputs = ['mode', 'dry-run', 'github-token', 'max-parallel'];
/** Set by `variables`, as templates of a caller's own seldom have them. */
const byVariables = [
  'nebula-version',
  'k3s-version',
  'nvidia-driver-version',
  'ollama-version',
  'ami-prefix',
];
/** They only matter to a build. */
const buildInputs = ['timeout', 'rehearsal'];

test('a caller can set every input of the action, and each job passes on what matters to it', async () => {
  const action = parse(await readFile(join(import.meta.dirname, '../../../action.yml'), 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly default?: unknown }>>;
  };
  const passed = Object.keys(action.inputs).filter((name) => ![...ownInputs, ...byVariables].includes(name));
  const { inputs, secrets } = workflow.on.workflow_call;
  expect(passed.filter((name) => !(name in inputs) && !(name in secrets))).toEqual([]);
  for (const job of ['plan', 'build', 'collect']) {
    const [step] = stepsOf(job, 'catalyst/ami-action');
    const wanted = passed.filter((name) => job === 'build' || !buildInputs.includes(name));
    expect([job, wanted.filter((name) => !(name in (step?.with ?? {})))]).toEqual([job, []]);
  }
  const same = passed.filter((name) => name in inputs && !['ami'].includes(name));
  expect(same.map((name) => [name, String(inputs[name]?.default)])).toEqual(
    same.map((name) => [name, String(action.inputs[name]?.default)]),
  );
});
