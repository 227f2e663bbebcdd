/** Builds by a stand-in for Packer: what they give, and how they are stopped. */
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startBuild } from '../../../src/packer/build.ts';
import { isRunning, type ProcessRef } from '../../../src/packer/detached-process.ts';
import { until } from '../../helpers/wait-for.ts';
import { createEnvironment, hasEnded, request } from './environment.ts';

test('a build gives ids and a readable log, and passes its variables in a private file', async () => {
  const { context, started, ended } = createEnvironment(
    'printf "%s\\n" "$@" >arguments; say "Creating AMI"; artifact us-east-1:ami-0a',
  );
  const outcome = await startBuild(request, context).outcome;
  expect(outcome).toMatchObject({
    result: 'built',
    ami: 'base',
    images: new Map([['us-east-1', 'ami-0a']]),
  });
  expect(readFileSync(outcome.log, 'utf8')).toBe('==> base.amazon-ebs.base: Creating AMI\n');
  const varFile = join(context.temporary, 'base.pkrvars.json');
  expect(JSON.parse(readFileSync(varFile, 'utf8'))).toEqual(request.variables);
  expect(statSync(varFile).mode & 0o777).toBe(0o600);
  const args = readFileSync(join(context.cwd, 'arguments'), 'utf8');
  expect(args.trim().split('\n')).toEqual([
    'build',
    '-machine-readable',
    '-color=false',
    '-only=base.amazon-ebs.base',
    `-var-file=${varFile}`,
    '.',
  ]);
  expect(args).not.toContain('hush');
  expect(started).toHaveLength(1);
  expect(ended).toEqual(started);
});

test('what Packer says that it makes is handed on at once, and once', async () => {
  const { context, cancel, made } = createEnvironment(
    'say "Instance ID: i-0a1"; say "Waiting"; say "Instance ID: i-0a1"; linger',
  );
  const { outcome } = startBuild(request, context);
  await until(() => made.length > 0);
  cancel.abort();
  expect(await outcome).toMatchObject({ result: 'cancelled' });
  expect(made).toEqual(['instance i-0a1']);
});

test('a cancelled build ends the programs that Packer has left running', async () => {
  const { context, cancel } = createEnvironment('sleep 300 & echo $! >child; say "Waiting"; linger');
  const { outcome } = startBuild(request, context);
  const file = join(context.cwd, 'child');
  await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '');
  const child = Number(readFileSync(file, 'utf8'));
  cancel.abort();
  await outcome;
  await until(() => hasEnded(child));
});

test('a failed build gives Packer’s reason and advice', async () => {
  const { context } = createEnvironment(
    'fail "Error launching source instance: VcpuLimitExceeded: limit of 0"',
  );
  expect(await startBuild(request, context).outcome).toMatchObject({
    result: 'failed',
    cause: expect.stringMatching(/^Error launching source instance: VcpuLimitExceeded.*Service Quotas/s),
  });
});

test('a build that makes no image in the region has failed', async () => {
  const { context } = createEnvironment('artifact eu-west-1:ami-0a');
  const outcome = await startBuild(request, context).outcome;
  expect(outcome).toMatchObject({
    result: 'failed',
    cause: expect.stringContaining('no AMI in us-east-1'),
  });
});

test('a Packer that finds another source image than planned is ended in order, before it goes on', async () => {
  const { context, ended } = createEnvironment('say "Found Image ID: ami-0new"; linger');
  expect(await startBuild(request, context).outcome).toMatchObject({
    result: 'failed',
    cause: expect.stringMatching(
      /found the source image ami-0new, but the plan is for ami-0123456789abcdef0/,
    ),
  });
  expect(existsSync(join(context.cwd, 'cleaned'))).toBe(true);
  expect(ended.map(isRunning)).toEqual([false]);
});

test('an image that was made of another source image is no result, however fast Packer was', async () => {
  const { context } = createEnvironment(
    'trap "" TERM; say "Found Image ID: ami-0new"; artifact us-east-1:ami-0a',
  );
  expect(await startBuild(request, context).outcome).toMatchObject({ result: 'failed' });
});

test('a build may start from the planned image or its parent’s, and from any where only Packer knows it', async () => {
  const script = 'say "Found Image ID: ami-0b"; say "Found Image ID: ami-0c"; artifact us-east-1:ami-0a';
  for (const sourceAmis of [['ami-0a', 'ami-0b'], []]) {
    const { context } = createEnvironment(script);
    expect(await startBuild({ ...request, sourceAmis }, context).outcome).toMatchObject({ result: 'built' });
  }
});

test('a scrubbed source image is another where the planned one cannot be it', async () => {
  const sourceAmis = ['ami-0a17b5'];
  for (const [printed, result] of [
    ['ami-0a<sensitive>b5', 'built'],
    ['<sensitive>-0a17b5', 'built'],
    ['ami-0c<sensitive>b5', 'failed'],
    ['ami-0a17b5<sensitive>', 'failed'],
  ]) {
    const { context } = createEnvironment(`say "Found Image ID: ${printed}"; artifact us-east-1:ami-0a`);
    expect(await startBuild({ ...request, sourceAmis }, context).outcome).toMatchObject({ result });
  }
});

test('an image whose id Packer has scrubbed is the one that EC2 knows of this build', async () => {
  const made = [
    { region: 'us-east-1', id: 'ami-0175' },
    { region: 'eu-west-1', id: 'ami-0b17' },
    { region: 'us-east-1', id: 'ami-0b2' },
  ];
  const script = 'artifact "us-east-1:ami-0<sensitive>5%!(PACKER_COMMA)<sensitive>-west-1:ami-0b17"';
  const found = createEnvironment(script, { findMade: async () => made });
  expect(await startBuild(request, found.context).outcome).toMatchObject({
    result: 'built',
    images: new Map([
      ['us-east-1', 'ami-0175'],
      ['eu-west-1', 'ami-0b17'],
    ]),
  });
  const several = [...made, { region: 'us-east-1', id: 'ami-0995' }];
  const findings = [async () => several, async () => [], () => Promise.reject(new Error('throttled'))];
  for (const findMade of findings) {
    const { context } = createEnvironment(script, { findMade });
    expect(await startBuild(request, context).outcome).toMatchObject({
      result: 'failed',
      cause: expect.stringMatching(/sensitive variable.* as us-east-1:ami-0<sensitive>5/),
    });
  }
});

test('a Packer that hangs on a full disk is killed, as it would ignore SIGTERM', async () => {
  let free = 1;
  const { context, ended } = createEnvironment('say "Waiting for SSH..."; trap "" TERM; linger', {
    freeBytes: async () => free,
  });
  const build = startBuild(request, context);
  await until(() => build.step().text === 'Waiting for SSH');
  free = 0;
  expect(await build.outcome).toMatchObject({
    result: 'failed',
    cause: expect.stringMatching(/the disk under .* is full.*at: Waiting for SSH/),
  });
  expect(ended.map(isRunning)).toEqual([false]);
});

test('a log that cannot be written does not fail the build', async () => {
  const { context } = createEnvironment('say "Creating AMI"; artifact us-east-1:ami-0a', {
    logs: '/nonexistent',
  });
  const { result, logFault } = await startBuild(request, context).outcome;
  expect([result, logFault]).toEqual(['built', expect.stringContaining('ENOENT')]);
});

test('a Packer whose output cannot be read is ended before the build rejects', async () => {
  const live = () => {
    throw new Error('unreadable');
  };
  const { context, ended } = createEnvironment('say "Waiting for SSH..."; linger', { live });
  await expect(startBuild(request, context).outcome).rejects.toThrow('unreadable');
  expect(ended.map(isRunning)).toEqual([false]);
  expect(existsSync(join(context.cwd, 'cleaned'))).toBe(true);
});

test('a Packer that could not be recorded is not left running', async () => {
  const refs: ProcessRef[] = [];
  const { context } = createEnvironment('linger');
  const onStart = (_: string, ref: ProcessRef) => {
    refs.push(ref);
    throw new Error('no space left');
  };
  expect(() => startBuild(request, { ...context, onStart })).toThrow('no space left');
  await until(() => refs.every((ref) => !isRunning(ref)));
  expect(refs).toHaveLength(1);
});

test('a build whose time is up is ended in order', async () => {
  const { context } = createEnvironment('say "Waiting for SSH..."; linger', { timeoutMs: 300 });
  const outcome = await startBuild(request, context).outcome;
  expect(outcome).toMatchObject({
    result: 'timed-out',
    cause: expect.stringContaining('the input timeout allows'),
  });
  expect(existsSync(join(context.cwd, 'cleaned'))).toBe(true);
});

test('a cancelled build is ended in order, and says where it was', async () => {
  const { context, cancel } = createEnvironment('say "Waiting for SSH..."; linger');
  const build = startBuild(request, context);
  await until(() => build.step().text === 'Waiting for SSH');
  cancel.abort();
  expect(await build.outcome).toMatchObject({ result: 'cancelled' });
  expect(existsSync(join(context.cwd, 'cleaned'))).toBe(true);
});

test('a Packer that ignores SIGTERM is killed with its whole group', async () => {
  const { context, cancel, started } = createEnvironment('trap "" TERM; say "Stuck"; linger', {
    graceMs: 50,
  });
  const build = startBuild(request, context);
  await until(() => build.step().text === 'Stuck');
  cancel.abort();
  expect(await build.outcome).toMatchObject({ result: 'cancelled' });
  for (const ref of started) expect(isRunning(ref)).toBe(false);
});

test('a build that was done before the signal came is done', async () => {
  const { context, cancel } = createEnvironment(
    'trap "" TERM; say "Working"; artifact us-east-1:ami-0a; until [ -e go ]; do sleep 0.01; done',
  );
  const build = startBuild(request, context);
  await until(() => build.step().text === 'Working');
  cancel.abort();
  mkdirSync(join(context.cwd, 'go'));
  expect(await build.outcome).toMatchObject({ result: 'built' });
});
