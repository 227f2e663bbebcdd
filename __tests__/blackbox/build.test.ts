/** Builds by the built action, with stand-ins for AWS and Packer: results, cancelling, cleaning up. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { isRunning, type ProcessRef } from '../../src/packer/detached-process.ts';
import { errorsOf, reportOf, runMain, runner, runPost, startMain, templates } from './action.ts';
import { createEnvironment } from './packer.ts';

const builds = `
create image "ami-$AMI"
create snapshot "snap-$AMI"
say "Provisioning with shell script: /x/10-setup.sh"
say "::set-output name=ami-id::forged and ##[set-output name=ami-id;]forged"
artifact "us-east-1:ami-$AMI"
`;

test('a build is confirmed and reported, and leaves post nothing to do', async () => {
  const { aws, inputs, env } = await createEnvironment(builds);
  const folder = await runner(templates('web'));
  const step = await runMain(folder, { ...inputs, ami: 'web' }, env);
  expect(errorsOf(step)).toEqual([]);
  expect(step.exitCode).toBe(0);
  expect(step.outputs['ami-id']).toBe('ami-web');
  expect(JSON.parse(step.outputs['ami-ids'] ?? '')).toEqual({ web: 'ami-web' });
  expect(aws.tagsOf('ami-web')).toMatchObject({ 'ami-action:state': 'available', 'ami-action:ami': 'web' });
  expect(step.summary).toContain('| **web** | ✅ built | `ami-web` |');
  expect(await reportOf(step)).toMatchObject({
    schema: 1,
    account: '123456789012',
    amis: [{ ami: 'web', id: 'ami-web' }],
  });
  // The log is shown live; nothing in it is a command.
  expect(step.output).toMatch(/^::stop-commands::/m);
  expect(step.output).not.toContain('##[');
  expect(step.output).toContain('# #[set-output name=ami-id;]forged');
  // Only the report and the logs are left.
  expect(readdirSync(join(folder, 'temp'))).toEqual([expect.stringMatching(/^ami-action-[0-9a-f]{16}$/)]);
  expect(JSON.parse(step.state['lease'] ?? '')).toMatchObject({ open: false, packers: [] });
  const post = await runPost(folder, step.state, env);
  expect([post.exitCode, post.output]).toEqual([0, '']);
});

test('failed builds are named with their causes, the others are handed over, and post removes what the failed ones left', async () => {
  const { aws, inputs, env } = await createEnvironment(`
    if [ "$AMI" != web ]; then create instance "i-$AMI"; fail "Error launching: VcpuLimitExceeded for $AMI"; fi
    ${builds}`);
  const folder = await runner(templates('web', 'db', 'cache'));
  const step = await runMain(folder, { ...inputs, ami: 'all' }, env);
  expect(step.exitCode).toBe(1);
  expect(errorsOf(step).sort()).toEqual([
    expect.stringMatching(/^cache: Error launching: VcpuLimitExceeded for cache \(.*Service Quotas/),
    expect.stringMatching(/^db: /),
  ]);
  expect(JSON.parse(step.outputs['ami-ids'] ?? '')).toEqual({ web: 'ami-web' });
  for (const name of ['ami-id', 'build', 'matrix']) expect(step.outputs).not.toHaveProperty(name);
  expect(step.output).toMatch(/^::group::db: failed after/m);

  const post = await runPost(folder, step.state, env);
  expect(post.exitCode).toBe(0);
  expect(post.output).toContain('Removed instance i-db');
  expect(aws.ids()).toEqual(['ami-web', 'snap-web']);
  expect(readdirSync(join(folder, 'temp'))).toHaveLength(1);
});

test('an AMI whose source image is another than planned fails by name before a machine runs, and the others are built', async () => {
  const { aws, inputs, env } = await createEnvironment(`
    if [ "$AMI" = db ]; then say "Found Image ID: ami-0fedcba9876543210"; linger; fi
    say "Found Image ID: ami-0123456789abcdef0"
    ${builds}`);
  const folder = await runner(templates('web', 'db'));
  const step = await runMain(folder, { ...inputs, ami: 'all' }, env);
  expect(step.exitCode).toBe(1);
  expect(errorsOf(step)).toEqual([
    expect.stringMatching(
      /^db: Packer found the source image ami-0fedcba9876543210, but the plan is for ami-0123456789abcdef0/,
    ),
  ]);
  expect(JSON.parse(step.outputs['ami-ids'] ?? '')).toEqual({ web: 'ami-web' });
  expect(step.summary).toMatch(/\| \*\*db\*\* \| ❌ failed \|/);
  expect((await runPost(folder, step.state, env)).exitCode).toBe(0);
  expect(aws.ids()).toEqual(['ami-web', 'snap-web']);
});

/** Templates of the AMI `web`, which is copied to another region. */
function copiedTemplates(): Record<string, string> {
  const [[name = '', text = ''] = []] = Object.entries(templates('web'));
  return { [name]: text.replace('  ssh_username', '  ami_regions  = ["us-west-2"]\n  ssh_username') };
}

test('copies in other regions are confirmed, tagged and named, and found again by another run', async () => {
  const { aws, inputs, env } = await createEnvironment(`
    create image ami-web; create snapshot snap-web
    create image ami-west us-west-2; create snapshot snap-west us-west-2
    artifact "us-east-1:ami-web%!(PACKER_COMMA)us-west-2:ami-west"`);
  const folder = await runner(copiedTemplates());
  const first = await runMain(folder, { ...inputs, ami: 'web' }, env);
  expect(errorsOf(first)).toEqual([]);
  const regions = { 'us-east-1': 'ami-web', 'us-west-2': 'ami-west' };
  expect(JSON.parse(first.outputs['images'] ?? '')).toMatchObject({ web: { id: 'ami-web', regions } });
  for (const id of ['ami-web', 'ami-west', 'snap-west'])
    expect(aws.tagsOf(id)).toMatchObject({ 'ami-action:state': 'available' });

  const again = await runMain(await runner(copiedTemplates()), { ...inputs, ami: 'web', mode: 'plan' }, env);
  expect(JSON.parse(again.outputs['images'] ?? '')).toMatchObject({ web: { result: 'reused', regions } });
});

test('a copy that EC2 does not call available is no result, and post removes it with its snapshot', async () => {
  const { aws, inputs, env } = await createEnvironment(`
    create image ami-web; create snapshot snap-web
    create image ami-west us-west-2; create snapshot snap-west us-west-2
    fail "Error waiting for AMI (ami-web) in region (us-west-2)"`);
  const folder = await runner(copiedTemplates());
  const step = await runMain(folder, { ...inputs, ami: 'web' }, env);
  expect(step.exitCode).toBe(1);
  expect(JSON.parse(step.outputs['ami-ids'] ?? '')).toEqual({});
  const post = await runPost(folder, step.state, env);
  expect(post.output).toMatch(/Removed image ami-west \(.*\) in us-west-2/);
  expect([post.exitCode, aws.ids()]).toEqual([0, []]);
});

test('Packer gets no tokens, inputs or files of the runner', async () => {
  const { inputs, env } = await createEnvironment(
    `env | cut -d = -f 1 | sort >"${'$'}{variables%/*}/../names"; ${builds}`,
  );
  const folder = await runner(templates('web'));
  const secrets = { ACTIONS_RUNTIME_TOKEN: 'x', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x', GITHUB_TOKEN: 'x' };
  const step = await runMain(folder, { ...inputs, ami: 'web' }, { ...env, ...secrets });
  expect(step.exitCode).toBe(0);
  const names = readFileSync(join(folder, 'temp', 'names'), 'utf8')
    .trim()
    .split('\n');
  expect(names).toContain('AWS_ACCESS_KEY_ID');
  expect(names.filter((name) => /^INPUT_|TOKEN|^GITHUB_(OUTPUT|ENV|STATE|PATH)$/.test(name))).toEqual([]);
});

test.each([
  ['eu-west-1', {}],
  ['us-west-2', { 'aws-region': 'us-west-2' }],
])(
  'a template without a region is built in %s on a runner in eu-west-1 with the inputs %j',
  async (region, own) => {
    const { inputs, env } = await createEnvironment(
      'create image "ami-$AMI"; create snapshot "snap-$AMI"; artifact "$AWS_REGION:ami-$AMI"',
    );
    const { 'packer/all.pkr.hcl': text = '' } = templates('web');
    const plain = text.replace(/^variable "aws_region".*$/m, '').replace('= var.aws_region', '= ""');
    const folder = await runner({ 'packer/all.pkr.hcl': plain });
    const step = await runMain(
      folder,
      { ...inputs, ...own, ami: 'web' },
      { ...env, AWS_REGION: 'eu-west-1' },
    );
    expect(errorsOf(step)).toEqual([]);
    expect(JSON.parse(step.outputs['images'] ?? '')).toMatchObject({ web: { region } });
  },
);

test('Packer runs in the working folder, with the files of values before those of the action', async () => {
  const { inputs, env } = await createEnvironment(`
    printf '%s\\n' "$PWD" "$@" >"\${variables%/*}/../arguments"; ${builds}`);
  const folder = await runner({
    ...templates('web'),
    'v/one.pkrvars.hcl': 'password = "x"\n',
    'v/two.pkrvars.json': '{}',
  });
  const own = { 'working-directory': '.', 'var-files': 'v/one.pkrvars.hcl, v/two.pkrvars.json' };
  const step = await runMain(folder, { ...inputs, ...own, ami: 'web' }, env);
  expect(errorsOf(step)).toEqual([]);
  const workspace = join(folder, 'workspace');
  const [cwd, ...args] = readFileSync(join(folder, 'temp', 'arguments'), 'utf8')
    .trim()
    .split('\n');
  expect(cwd).toBe(workspace);
  expect(args.slice(4)).toEqual([
    `-var-file=${workspace}/v/one.pkrvars.hcl`,
    `-var-file=${workspace}/v/two.pkrvars.json`,
    expect.stringMatching(/\/web\.pkrvars\.json$/),
    'packer',
  ]);
});

test('an AMI whose name is no file name is built, and writes nothing beside its folders', async () => {
  const { inputs, env } = await createEnvironment(
    'create image ami-x; create snapshot snap-x; artifact us-east-1:ami-x',
  );
  const { 'packer/all.pkr.hcl': text = '' } = templates('web');
  const folder = await runner({
    'packer/all.pkr.hcl': text.replace('name    = "web"', 'name    = "../../a (b),c"'),
  });
  const step = await runMain(folder, { ...inputs, ami: '["../../a (b),c"]' }, env);
  expect(errorsOf(step)).toEqual([]);
  expect(JSON.parse(step.outputs['ami-ids'] ?? '')).toEqual({ '../../a (b),c': 'ami-x' });
  const own = readdirSync(folder).filter((name) => !name.startsWith('step-'));
  expect(own.sort()).toEqual(['temp', 'tools', 'workspace']);
  expect(readdirSync(join(folder, 'temp'))).toEqual([expect.stringMatching(/^ami-action-[0-9a-f]{16}$/)]);
});

const workUntilStopped = `
  create instance "i-$AMI"
  say "Waiting for SSH to become available..."
  echo ready-to-cancel
  linger`;

test('a cancelled run ends Packer in order within main, if that is quick', async () => {
  const { aws, inputs, env } = await createEnvironment(workUntilStopped);
  const folder = await runner(templates('web'));
  const step = await startMain(folder, { ...inputs, ami: 'web' }, env);
  await step.printed(/ready-to-cancel/);
  const main = await step.cancel();
  expect(main.exitCode).toBe(1);
  expect(main.outputs).not.toHaveProperty('ami-id');
  expect(existsSync(join(folder, 'workspace', 'packer', 'cleaned'))).toBe(true);
  expect(aws.ids()).toEqual(['i-web']);
  const post = await runPost(folder, main.state, env);
  expect(post.exitCode).toBe(0);
  expect(aws.ids()).toEqual([]);
});

test('post cleans up after a run that was killed at once', async () => {
  const { aws, inputs, env } = await createEnvironment(workUntilStopped);
  const folder = await runner(templates('web', 'db'));
  const step = await startMain(folder, { ...inputs, ami: 'all', 'max-parallel': '1' }, env);
  await step.printed(/ build started/);
  while (aws.ids().length === 0) await delay(10);
  step.child.kill('SIGKILL');
  const main = await step.finished;
  const lease = JSON.parse(main.state['lease'] ?? '') as { packers: ProcessRef[] };
  expect(lease.packers).toHaveLength(1);
  const post = await runPost(folder, main.state, env);
  expect(post.exitCode).toBe(0);
  expect(post.output).toMatch(/Waiting for Packer/);
  expect(existsSync(join(folder, 'workspace', 'packer', 'cleaned'))).toBe(true);
  expect(lease.packers.filter(isRunning)).toEqual([]);
  expect(aws.ids()).toEqual([]);
  expect(readdirSync(join(folder, 'temp'))).toHaveLength(1);
});

test('a cancelled run on a laptop cleans up by itself', async () => {
  const { aws, inputs, env } = await createEnvironment(workUntilStopped);
  const folder = await runner(templates('web'));
  const laptop = {
    ...env,
    GITHUB_ACTIONS: undefined,
    GITHUB_STATE: undefined,
    GITHUB_OUTPUT: undefined,
  } as never;
  const step = await startMain(folder, { ...inputs, ami: 'web' }, laptop);
  await step.printed(/ready-to-cancel/);
  step.child.kill('SIGINT');
  const main = await step.finished;
  expect(main.exitCode).toBe(1);
  expect(main.output).toContain('Removed instance i-web');
  expect(main.output).toContain('error: web: cancelled at: Waiting for SSH to become available');
  expect(main.output).not.toMatch(/^::(group|error|add-mask|stop)/m);
  expect(aws.ids()).toEqual([]);
});
