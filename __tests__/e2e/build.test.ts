/** Builds by the action on the sandbox's EC2: what comes of one that succeeds, fails, is cancelled, killed or too long. */
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { run } from '../../sandbox/process.ts';
import { signIn } from '../../tools/iam/sign-in.ts';
import { holdings, image, tags } from './account.ts';
import { templates } from './small.ts';
import { Runner, sandboxEnv } from './step.ts';

let runner: Runner | undefined;
afterEach(() => runner?.close());

test('an AMI that is asked for is built, proven to be there, and handed over', async () => {
  runner = await Runner.start(templates({ web: 'echo hello from web' }));
  const before = await holdings();
  const step = await runner.run({ ami: 'web', templates: 'packer' });
  expect(step.output).toMatch(/hello from web/);
  expect(step.exitCode).toBe(0);

  const id = step.outputs['ami-id'] ?? '';
  expect(id).toMatch(/^ami-[0-9a-f]{17}$/);
  expect(JSON.parse(step.outputs['ami-ids'] ?? '')).toEqual({ web: id });
  expect(step.summary).toContain(id);

  const built = await image(id);
  expect(built.State).toBe('available');
  expect(built.Name).toMatch(/^catalyst-web-[0-9a-f]{12}$/);
  expect(tags(built)).toMatchObject({
    'ami-action:ami': 'web',
    'ami-action:state': 'available',
    'ami-action:run-id': '4711',
    'ami-action:run-attempt': '1',
    'ami-action:job': 'bake',
    'ami-action:repository': 'catalyst/fleet',
  });
  const post = await runner.post(step);
  expect(post.exitCode).toBe(0);
  const left = (await holdings()).filter((line) => !before.includes(line));
  expect(left.map((line) => line.replace(/snap-.*/, 'snap'))).toEqual([`image ${id}`, 'snapshot snap']);
});

test('a build that fails does not stop the other; the step fails, names the cause, and nothing of it stays', async () => {
  runner = await Runner.start(
    templates({
      good: 'echo fine',
      bad: 'echo "::set-output name=ami-id::forged"; echo broken here >&2; exit 7',
    }),
  );
  const before = await holdings();
  const step = await runner.run({ ami: 'all', templates: 'packer' });
  expect(step.exitCode).toBe(1);
  const ids = JSON.parse(step.outputs['ami-ids'] ?? '') as Record<string, string>;
  expect(Object.keys(ids)).toEqual(['good']);
  expect(step.outputs['ami-id'] ?? '').toBe('');
  expect(step.output).toMatch(/::error.*bad.*7/);

  await runner.post(step);
  const left = (await holdings()).filter((line) => !before.includes(line));
  expect(left.filter((line) => !line.startsWith('snapshot'))).toEqual([`image ${ids['good']}`]);
  expect(left).toHaveLength(2);
});

test('a cancelled run leaves nothing: Packer is ended in order, and post removes the rest', async () => {
  runner = await Runner.start(templates({ slow: 'echo it has begun; exec tail -f /dev/null' }));
  const before = await holdings();
  const step = await runner.main({ ami: 'slow', templates: 'packer' });
  await step.printed(/it has begun/);
  const finished = await step.cancel();
  expect(finished.exitCode).not.toBe(0);
  const post = await runner.post(finished);
  expect(post.exitCode).toBe(0);
  expect(await holdings()).toEqual(before);
});

test('a step that is killed outright leaves nothing after its post', async () => {
  runner = await Runner.start(templates({ slow: 'echo it has begun; exec tail -f /dev/null' }));
  const before = await holdings();
  const step = await runner.main({ ami: 'slow', templates: 'packer' });
  await step.printed(/it has begun/);
  step.child.kill('SIGKILL');
  const post = await runner.post(await step.finished);
  expect(post.exitCode).toBe(0);
  expect(await holdings()).toEqual(before);
});

test('a build that outlives its time limit is ended in order, and the error names the limit', async () => {
  runner = await Runner.start(templates({ slow: 'exec tail -f /dev/null' }));
  const before = await holdings();
  const step = await runner.run({ ami: 'slow', templates: 'packer', timeout: '12s' });
  expect(step.exitCode).toBe(1);
  expect(step.output).toMatch(/::error.*slow.*12\s?s/);
  await runner.post(step);
  expect(await holdings()).toEqual(before);
});

test('credentials that have expired are found before anything is fetched', async () => {
  runner = await Runner.start(templates({ web: 'echo hello' }));
  const step = await runner.run({ ami: 'web', templates: 'packer' }, { AWS_ACCESS_KEY_ID: 'EXPIRED' });
  expect(step.exitCode).toBe(1);
  expect(step.output).toMatch(/::error.*expired/i);
  expect(step.output).not.toMatch(/packer_1/);
});

test('a role that may not build is told all that it lacks at once, before anything is fetched or created', async () => {
  runner = await Runner.start(templates({ web: 'echo hello' }));
  const before = await holdings();
  const planner = await signIn(sandboxEnv('AWS_ENDPOINT_URL'), 'plan');
  const step = await runner.run({ ami: 'web', templates: 'packer' }, planner);
  expect(step.exitCode).toBe(1);
  expect(step.output).toMatch(
    /::error.*EC2 would refuse 15 calls of this run.*"Sid": "Launch".*"Sid": "Create"/,
  );
  expect(await readdir(join(runner.folder, 'tools'))).toEqual([]);
  expect((await runner.post(step)).exitCode).toBe(0);
  expect(await holdings()).toEqual(before);
});

test('a disk that fills up under the logs ends the build, is named as the cause, and nothing stays', async () => {
  runner = await Runner.start(
    templates({ talkative: 'yes "a line that is much too long" | head -c 20000000' }),
  );
  const temp = join(runner.folder, 'temp');
  const ofPackers = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('packer-'));
  const files = await ofPackers();
  await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', temp]);
  try {
    const before = await holdings();
    const step = await runner.run({ ami: 'talkative', templates: 'packer' });
    expect(step.exitCode).toBe(1);
    expect(step.output).toMatch(/::error.*disk/);
    const post = await runner.post(step);
    expect(post.exitCode).toBe(0);
    expect(await holdings()).toEqual(before);
    // This Packer was killed, so it could not remove them itself.
    expect(await ofPackers()).toEqual(files);
  } finally {
    await run('umount', [temp]);
  }
});
