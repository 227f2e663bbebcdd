/** What stays in the account when EC2 is late or refuses, or the run ends badly: by the built action, with stand-ins. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { errorsOf, reportOf, runMain, runner, runPost, startMain, templates } from './action.ts';
import { createEnvironment } from './packer.ts';

const build = `
create image "ami-$AMI"
create snapshot "snap-$AMI"
artifact "us-east-1:ami-$AMI"
`;
const workUntilStopped = `
create instance "i-$AMI"
create key-pair "key-$AMI"
create security-group "sg-$AMI"
linger`;

/** A run whose main is killed while Packer works. */
async function killedRun(script = workUntilStopped, created = 3) {
  const { aws, inputs, env } = await createEnvironment(script);
  const folder = await runner(templates('web'));
  const step = await startMain(folder, { ...inputs, ami: 'web' }, env);
  while (aws.ids().length < created) await delay(10);
  step.child.kill('SIGKILL');
  const { state } = await step.finished;
  return { aws, post: () => runPost(folder, state, env) };
}

test('post removes every kind that it may, and names those that it may not look for or remove', async () => {
  const { aws, post } = await killedRun();
  for (const action of ['DescribeSpotInstanceRequests', 'DescribeLaunchTemplates']) aws.refuse(action);
  aws.refuse('DeleteSecurityGroup');
  const { exitCode, output } = await post();
  expect(exitCode).toBe(1);
  expect(aws.ids()).toEqual(['sg-web']);
  expect(output).toContain('Removed instance i-web');
  expect(output).toContain('Removed key-pair key-web');
  expect(output).toMatch(
    /::warning::May be left behind in us-east-1, with the tag ami-action:nonce=[0-9a-f]{16}:/,
  );
  expect(output).toMatch(/every spot-request: .*ec2:DescribeSpotInstanceRequests/);
  expect(output).toMatch(/security-group sg-web: .*ec2:DeleteSecurityGroup/);
  expect(output).not.toContain('lists nothing');
});

test('post ends instances before it looks for anything else', async () => {
  const { aws, post } = await killedRun();
  expect((await post()).exitCode).toBe(0);
  expect(aws.changes[0]).toBe('TerminateInstances i-web');
  expect(aws.ids()).toEqual([]);
});

test('post finds what EC2 lists seconds after it was made', async () => {
  const { aws, post } = await killedRun('create key-pair "key-$AMI"\nlinger', 1);
  aws.late({ lists: 4_000 });
  aws.add('instance', 'i-late', aws.tagsOf('key-web'));
  expect((await post()).exitCode).toBe(0);
  expect(aws.ids()).toEqual([]);
});

test('post reads every page', async () => {
  const { aws, post } = await killedRun();
  aws.pageSize = 1;
  for (const id of ['i-2', 'i-3']) aws.add('instance', id, aws.tagsOf('i-web'));
  expect((await post()).exitCode).toBe(0);
  expect(aws.ids()).toEqual([]);
});

test('an image that Packer made without tags bears its run’s as soon as Packer names it, and post removes it', async () => {
  const script = `
printf '{}' >none.json
variables=none.json create image ami-web
say "Creating AMI test-web from instance i-web"
say "AMI: ami-web"
linger`;
  const { aws, inputs, env } = await createEnvironment(script);
  const folder = await runner(templates('web'));
  const step = await startMain(folder, { ...inputs, ami: 'web' }, env);
  while (aws.tagsOf('ami-web')?.['ami-action:nonce'] === undefined) await delay(10);
  expect(aws.tagsOf('ami-web')).toMatchObject({
    'ami-action:state': 'building',
    'ami-action:fingerprint': expect.any(String),
  });
  step.child.kill('SIGKILL');
  const { state } = await step.finished;
  const post = await runPost(folder, state, env);
  expect([post.exitCode, aws.ids()]).toEqual([0, []]);
  expect(post.output).toContain('Removed image ami-web');
});

test('post says what it cannot know of templates without run tags', async () => {
  const { inputs, env } = await createEnvironment('create instance "i-$AMI"; fail "no"');
  const files = templates('web');
  const untagged = (files['packer/all.pkr.hcl'] ?? '').replace(/variable "run_tags" \{.*?\n\}\n/s, '');
  const plain = untagged.replace('merge(var.run_tags, var.ami_tags)', 'var.ami_tags');
  const folder = await runner({ 'packer/all.pkr.hcl': plain.replace(/ +run_tags += var.run_tags\n/, '') });
  const main = await runMain(folder, { ...inputs, ami: 'web' }, env);
  const post = await runPost(folder, main.state, env);
  expect(post.output).not.toContain('lists nothing');
  expect(post.output).toMatch(/What Packer made for web has no tag .* cannot be known/);
});

test('a finished image whose tags EC2 shows late is kept, although another build of its run failed', async () => {
  const { aws, inputs, env } = await createEnvironment(`[ "$AMI" = web ] || fail "no"\n${build}`);
  aws.late({ tags: 60_000 });
  const folder = await runner(templates('web', 'db'));
  const main = await runMain(folder, { ...inputs, ami: 'all' }, env);
  expect(JSON.parse(main.outputs['ami-ids'] ?? '')).toEqual({ web: 'ami-web' });
  const post = await runPost(folder, main.state, env);
  expect(post.output).not.toContain('Removed');
  expect(aws.ids()).toEqual(['ami-web', 'snap-web']);
});

test('an image that is complete is kept although its run is killed while another AMI is being built', async () => {
  const { aws, inputs, env } = await createEnvironment(
    `if [ "$AMI" != web ]; then create instance "i-$AMI"; linger; fi\n${build}`,
  );
  const folder = await runner(templates('web', 'db'));
  const step = await startMain(folder, { ...inputs, ami: 'all', 'max-parallel': '1' }, env);
  await step.printed(/db: build started/);
  while (!aws.ids().includes('i-db')) await delay(10);
  step.child.kill('SIGKILL');
  const { state } = await step.finished;
  expect((await runPost(folder, state, env)).exitCode).toBe(0);
  expect(aws.ids()).toEqual(['ami-web', 'snap-web']);
  expect(aws.tagsOf('ami-web')).toMatchObject({ 'ami-action:state': 'available' });
});

test('an image that cannot be tagged as finished is one failed row, and stays; all else is written', async () => {
  const { aws, inputs, env } = await createEnvironment(build);
  aws.refuse('CreateTags', 'ami-db');
  const folder = await runner(templates('web', 'db'));
  const main = await runMain(folder, { ...inputs, ami: 'all' }, env);
  expect(main.exitCode).toBe(1);
  expect(errorsOf(main)).toEqual([
    expect.stringMatching(/^db: ami-db is built, but could not be tagged .*ec2:CreateTags/),
  ]);
  expect(JSON.parse(main.outputs['ami-ids'] ?? '')).toEqual({ web: 'ami-web' });
  expect(main.summary).toContain('`ami-web`');
  expect(await reportOf(main)).toMatchObject({ amis: [{ ami: 'web' }, { ami: 'db', id: null }] });
  expect((await runPost(folder, main.state, env)).output).not.toContain('Removed');
  expect(aws.ids()).toEqual(['ami-db', 'ami-web', 'snap-db', 'snap-web']);
});

/** Tags of an unfinished image of the AMI web, as an earlier run of this test's templates left it. */
async function deadRun(): Promise<Readonly<Record<string, string>>> {
  const { aws, inputs, env } = await createEnvironment(build);
  await runMain(await runner(templates('web')), { ...inputs, ami: 'web' }, env);
  return {
    ...aws.tagsOf('ami-web'),
    'ami-action:state': 'building',
    'ami-action:nonce': '0123456789abcdef',
    'ami-action:run-id': '1',
  };
}

const minute = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * minute).toISOString();

test('snapshots of the user in a mapping are neither tagged nor removed', async () => {
  const tags = { ...(await deadRun()), 'ami-action:expires': inMinutes(-1) };
  const { aws, inputs, env } = await createEnvironment(build);
  aws.add('image', 'ami-dead', tags, { snapshots: ['snap-dead', 'snap-userdata'] });
  aws.add('snapshot', 'snap-dead', tags);
  // Packer tags all that a mapping names.
  aws.add('snapshot', 'snap-userdata', tags, { description: 'weights' });
  const main = await runMain(await runner(templates('web')), { ...inputs, ami: 'web' }, env);
  expect(main.exitCode).toBe(0);
  expect(aws.ids()).toEqual(['ami-web', 'snap-userdata', 'snap-web']);
});

test('an unfinished image is a dead run’s only when the latest lease of its run has ended, by EC2’s clock', async () => {
  const tags = { ...(await deadRun()), 'ami-action:expires': inMinutes(-1) };
  const { aws, inputs, env } = await createEnvironment(build);
  aws.add('image', 'ami-other', tags);
  aws.add('instance', 'i-other', { ...tags, 'ami-action:expires': inMinutes(5) });
  const folder = await runner(templates('web'));
  const plan = { ...inputs, ami: 'web', mode: 'plan' };
  const decisionOf = async () => (await runMain(folder, plan, env)).outputs['matrix'] ?? '';
  expect(await decisionOf()).toContain('another run is building ami-other');
  aws.clockOffset = 10 * minute;
  expect(await decisionOf()).toContain('was left unfinished');
  aws.clockOffset = -10 * minute;
  expect(await decisionOf()).toContain('another run is building ami-other');
});

test('a role that may only look at images plans a recipe whose image was left unfinished', async () => {
  const tags = { ...(await deadRun()), 'ami-action:expires': inMinutes(-1) };
  const { aws, inputs, env } = await createEnvironment(build);
  aws.add('image', 'ami-dead', tags);
  for (const kind of ['Instances', 'Volumes', 'Snapshots', 'SecurityGroups', 'KeyPairs'])
    aws.refuse(`Describe${kind}`);
  const folder = await runner(templates('web'));
  const plan = await runMain(folder, { ...inputs, ami: 'web', mode: 'plan' }, env);
  expect(errorsOf(plan)).toEqual([]);
  expect(plan.outputs['build']).toBe('true');
  // A build that may not look either leaves the image alone.
  const main = await runMain(folder, { ...inputs, ami: 'web', rehearsal: 'false' }, env);
  expect(main.output).toMatch(/could not remove unfinished image ami-dead .*ec2:DescribeInstances/);
  expect(aws.ids()).toContain('ami-dead');
});

test('the next attempt of a job does not wait for the one before', async () => {
  const tags = await deadRun();
  const { aws, inputs, env } = await createEnvironment(build);
  aws.add('image', 'ami-dead', {
    ...tags,
    'ami-action:expires': inMinutes(10),
    'ami-action:run-attempt': '1',
  });
  const identity = {
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_JOB: tags['ami-action:job'],
    GITHUB_REPOSITORY: tags['ami-action:repository'],
  } as NodeJS.ProcessEnv;
  const main = await runMain(
    await runner(templates('web')),
    { ...inputs, ami: 'web', timeout: '1m' },
    { ...env, ...identity },
  );
  expect(errorsOf(main)).toEqual([]);
  expect(aws.changes[0]).toBe('DeregisterImage ami-dead');
});

test('an image that its run finishes after the plan is not removed', async () => {
  const tags = { ...(await deadRun()), 'ami-action:expires': inMinutes(-1) };
  const { aws, server, inputs, env } = await createEnvironment(build);
  aws.add('image', 'ami-slow', tags);
  const step = await startMain(await runner(templates('web')), { ...inputs, ami: 'web' }, env);
  while (!server.asked.some((path) => path.includes('packer'))) await delay(1);
  aws.add('image', 'ami-slow', { ...tags, 'ami-action:state': 'available' });
  const { exitCode } = await step.finished;
  expect(exitCode).toBe(0);
  expect(aws.changes).not.toContain('DeregisterImage ami-slow');
});

test('two tags do not make an image a result: its name has to hold the fingerprint’s digits', async () => {
  const tags = await deadRun();
  const { aws, inputs, env } = await createEnvironment(build);
  const forged = {
    'ami-action:fingerprint': tags['ami-action:fingerprint'] ?? '',
    'ami-action:state': 'available',
  };
  aws.add('image', 'ami-2010', forged);
  const folder = await runner(templates('web'));
  const plan = await runMain(folder, { ...inputs, ami: 'web', mode: 'plan' }, env);
  expect(plan.outputs['build']).toBe('true');
});

test('post deletes no folder but the private ones of the runner', async () => {
  const { inputs, env } = await createEnvironment('fail "no"');
  const folder = await runner({ ...templates('web'), 'precious/file': 'mine' });
  const main = await runMain(folder, { ...inputs, ami: 'web' }, env);
  const lease = JSON.parse(main.state['lease'] ?? '') as object;
  const precious = join(folder, 'workspace', 'precious');
  const forged = JSON.stringify({ ...lease, folders: [precious] });
  await runPost(folder, { lease: forged }, env);
  expect(readFileSync(join(precious, 'file'), 'utf8')).toBe('mine');
});

test('a run without a lease saves that, so that post takes no other step’s word for one', async () => {
  const { aws, inputs, env } = await createEnvironment('');
  const folder = await runner(templates('web'));
  const plan = await runMain(folder, { ...inputs, ami: 'web', mode: 'plan' }, env);
  expect(plan.state).toEqual({ lease: '' });
  const post = await runPost(folder, plan.state, env);
  expect([post.exitCode, post.output, aws.changes]).toEqual([0, '', []]);
});

test('mode reap removes what dead runs left, and nothing of a live run, finished, or without a lease', async () => {
  const { aws, env } = await createEnvironment('');
  const lease = (nonce: string, minutes: number) => ({
    'ami-action:nonce': nonce,
    'ami-action:expires': inMinutes(minutes),
    'ami-action:repository': 'o/r',
    'ami-action:run-id': '7',
  });
  const dead = lease('0123456789abcdef', -1);
  aws.add('instance', 'i-dead', dead);
  aws.add('key-pair', 'key-dead', dead);
  aws.add('image', 'ami-dead', { ...dead, 'ami-action:state': 'building' });
  aws.add('snapshot', 'snap-dead', dead);
  aws.add('snapshot', 'snap-userdata', dead, { description: 'weights' });
  aws.add('image', 'ami-done', { ...dead, 'ami-action:state': 'available' });
  aws.add('snapshot', 'snap-done', dead);
  aws.add('instance', 'i-live', lease('fedcba9876543210', -1));
  aws.add('image', 'ami-live', { ...lease('fedcba9876543210', 5), 'ami-action:state': 'building' });
  aws.add('instance', 'i-foreign', { Name: 'mine' });
  aws.add('instance', 'i-without', { 'ami-action:nonce': '1111111111111111' });
  const before = aws.ids();
  const folder = await runner();
  const shown = await runMain(folder, { ami: 'all', mode: 'reap', 'dry-run': 'true' }, env);
  expect(errorsOf(shown)).toEqual([]);
  expect(shown.summary).toMatch(/^- instance i-dead of o\/r run 7, whose lease ended /m);
  expect(aws.ids()).toEqual(before);
  const done = await runMain(folder, { ami: 'all', mode: 'reap' }, env);
  expect([errorsOf(done), done.exitCode]).toEqual([[], 0]);
  const removed = ['i-dead', 'key-dead', 'ami-dead', 'snap-dead'];
  expect(aws.ids()).toEqual(before.filter((id) => !removed.includes(id)));
}, 120_000);

test('mode reap removes nothing where it cannot look for every lease', async () => {
  const { aws, env } = await createEnvironment('');
  const tags = { 'ami-action:nonce': '0123456789abcdef', 'ami-action:expires': inMinutes(-1) };
  aws.add('instance', 'i-dead', tags);
  aws.refuse('DescribeImages');
  const step = await runMain(await runner(), { ami: 'all', mode: 'reap' }, env);
  expect(errorsOf(step)).toEqual([expect.stringContaining('ec2:DescribeImages')]);
  expect(aws.changes).toEqual([]);
});
