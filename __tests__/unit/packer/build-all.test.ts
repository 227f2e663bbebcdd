/** Several builds side by side, by a stand-in for Packer. */
import { expect, test } from '@jest/globals';
import type { BuildRequest } from '../../../src/packer/build.ts';
import { type BuildResult, buildAll } from '../../../src/packer/build-all.ts';
import { memoryWorkflow } from '../../helpers/log.ts';
import { until } from '../../helpers/wait-for.ts';
import { createEnvironment, request } from './environment.ts';

/** Jobs whose results are given as they are. */
function asJobs(requests: readonly BuildRequest[]) {
  return requests.map((each) => ({ request: each, settle: async (result: BuildResult) => result }));
}

test('a failed build stops no other, and each log has its group', async () => {
  const { context } = createEnvironment(
    'case "$4" in *bad*) fail "it broke" ;; esac; say "fine ##[x]"; artifact us-east-1:ami-0a',
  );
  const workflow = memoryWorkflow();
  const requests = ['bad', 'good'].map((ami) => ({
    ami,
    only: `${ami}.amazon-ebs.x`,
    variables: {},
    sourceAmis: [],
  }));
  const results = await buildAll(asJobs(requests), {
    context,
    maxParallel: 2,
    workflow,
    progressMs: 60_000,
  });
  expect(results.map(({ ami, result }) => [ami, result])).toEqual([
    ['bad', 'failed'],
    ['good', 'built'],
  ]);
  expect(workflow.text()).toMatch(/::group::bad: failed after/);
  expect(workflow.text()).toMatch(/::group::good: built after/);
  expect(workflow.text()).toContain('fine # #[x]');
});

test('a Packer that cannot be started is a failed build with its reason', async () => {
  const { context } = createEnvironment('', { packer: '/nowhere/packer' });
  const options = { context, maxParallel: 1, workflow: memoryWorkflow(), progressMs: 60_000 };
  const [result] = await buildAll(asJobs([request]), options);
  expect(result).toMatchObject({
    result: 'failed',
    cause: expect.stringMatching(/could not be run.*ENOENT/),
  });
});

test('no build is started after a cancel', async () => {
  const { context, cancel, started } = createEnvironment('linger');
  cancel.abort();
  const options = { context, maxParallel: 1, workflow: memoryWorkflow(), progressMs: 60_000 };
  const results = await buildAll(asJobs([request, { ...request, ami: 'other' }]), options);
  expect(results.map(({ result }) => result)).toEqual(['cancelled', 'cancelled']);
  expect(started).toEqual([]);
});

test('progress lines say what each build is doing', async () => {
  const { context, cancel } = createEnvironment(
    'say "Provisioning with shell script: /x/20-nvidia.sh"; linger',
  );
  const workflow = memoryWorkflow();
  const building = buildAll(asJobs([request]), { context, maxParallel: 1, workflow, progressMs: 10 });
  await until(() => /base: provisioning 20-nvidia\.sh, \d+s \(\d+s in total\)\n/.test(workflow.text()));
  cancel.abort();
  await building;
});

test('the result of a build is settled when its Packer ends, while others still build', async () => {
  const { context, cancel, ended } = createEnvironment(
    'case "$4" in *slow*) linger ;; esac; artifact us-east-1:ami-0a',
  );
  const settled: string[] = [];
  const jobs = ['quick', 'slow'].map((ami) => ({
    request: { ...request, ami, only: `${ami}.amazon-ebs.x` },
    settle: async ({ result }: BuildResult) => {
      settled.push(`${ami} ${result}, ${ended.length} ended`);
      return ami;
    },
  }));
  const options = { context, maxParallel: 1, workflow: memoryWorkflow(), progressMs: 60_000 };
  const building = buildAll(jobs, options);
  await until(() => settled.length > 0);
  expect(settled).toEqual(['quick built, 1 ended']);
  cancel.abort();
  expect(await building).toEqual(['quick', 'slow']);
  expect(settled.slice(1)).toEqual([expect.stringMatching(/^slow cancelled/)]);
});
