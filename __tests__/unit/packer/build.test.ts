import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type BuildContext, startBuild } from '../../../src/packer/build.ts';
import { buildAll } from '../../../src/packer/build-all.ts';
import {
  isRunning,
  killGroup,
  type ProcessRef,
  startDetached,
  terminate,
} from '../../../src/packer/detached-process.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { memoryWorkflow } from '../../helpers/log.ts';
import { standInPacker } from '../../helpers/packer.ts';
import { until } from '../../helpers/until.ts';

interface PreparedBuild {
  readonly context: BuildContext;
  readonly cancel: AbortController;
  readonly started: ProcessRef[];
  readonly ended: ProcessRef[];
}

function prepareBuild(script: string, more: Partial<BuildContext> = {}): PreparedBuild {
  const folder = temporaryFolder();
  for (const name of ['templates', 'logs', 'temporary']) mkdirSync(join(folder, name));
  const cancel = new AbortController();
  const started: ProcessRef[] = [];
  const ended: ProcessRef[] = [];
  const context: BuildContext = {
    packer: standInPacker(folder, script),
    folder: join(folder, 'templates'),
    region: 'us-east-1',
    env: { PATH: process.env['PATH'] ?? '' },
    logs: join(folder, 'logs'),
    temporary: join(folder, 'temporary'),
    timeoutMs: 60_000,
    graceMs: 30_000,
    pollMs: 5,
    fullDiskMs: 50,
    freeBytes: async () => 1,
    cancelled: cancel.signal,
    now: Date.now,
    onStart: (_ami, ref) => started.push(ref),
    onEnd: (_ami, ref) => ended.push(ref),
    live: null,
    ...more,
  };
  return { context, cancel, started, ended };
}

const request = { ami: 'base', only: 'base.amazon-ebs.base', variables: { secret: 'hush', list: ['a'] } };

describe('a build', () => {
  test('gives ids, a readable log, and its variables in a private file', async () => {
    const { context, started, ended } = prepareBuild(
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
    const args = readFileSync(join(context.folder, 'arguments'), 'utf8');
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

  test('fails with Packer’s reason', async () => {
    const { context } = prepareBuild('fail "Error launching source instance: VcpuLimitExceeded: limit of 0"');
    expect(await startBuild(request, context).outcome).toMatchObject({
      result: 'failed',
      cause: expect.stringMatching(/^Error launching source instance: VcpuLimitExceeded.*Service Quotas/s),
    });
  });

  test('that makes no image in the region has failed', async () => {
    const { context } = prepareBuild('artifact eu-west-1:ami-0a');
    const outcome = await startBuild(request, context).outcome;
    expect(outcome).toMatchObject({
      result: 'failed',
      cause: expect.stringContaining('no AMI in us-east-1'),
    });
  });

  test('that hangs on a full disk is killed, as it would not hear a word', async () => {
    let free = 1;
    const { context, ended } = prepareBuild('say "Waiting for SSH..."; trap "" TERM; linger', {
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

  test('costs no image where only its log cannot be written', async () => {
    const { context } = prepareBuild('say "Creating AMI"; artifact us-east-1:ami-0a', {
      logs: '/nonexistent',
    });
    const { result, logFault } = await startBuild(request, context).outcome;
    expect([result, logFault]).toEqual(['built', expect.stringContaining('ENOENT')]);
  });

  test('whose output nobody can take is ended before it counts as ended', async () => {
    const live = () => {
      throw new Error('no ears');
    };
    const { context, ended } = prepareBuild('say "Waiting for SSH..."; linger', { live });
    await expect(startBuild(request, context).outcome).rejects.toThrow('no ears');
    expect(ended.map(isRunning)).toEqual([false]);
    expect(existsSync(join(context.folder, 'cleaned'))).toBe(true);
  });

  test('that nobody can take note of is not left running', async () => {
    const refs: ProcessRef[] = [];
    const { context } = prepareBuild('linger');
    const onStart = (_: string, ref: ProcessRef) => {
      refs.push(ref);
      throw new Error('no space left');
    };
    expect(() => startBuild(request, { ...context, onStart })).toThrow('no space left');
    await until(() => refs.every((ref) => !isRunning(ref)));
    expect(refs).toHaveLength(1);
  });

  test('is ended in order when its time is up', async () => {
    const { context } = prepareBuild('say "Waiting for SSH..."; linger', { timeoutMs: 300 });
    const outcome = await startBuild(request, context).outcome;
    expect(outcome).toMatchObject({
      result: 'timed-out',
      cause: expect.stringContaining('the input timeout allows'),
    });
    expect(existsSync(join(context.folder, 'cleaned'))).toBe(true);
  });

  test('is ended in order on cancel, and says where it was', async () => {
    const { context, cancel } = prepareBuild('say "Waiting for SSH..."; linger');
    const build = startBuild(request, context);
    await until(() => build.step().text === 'Waiting for SSH');
    cancel.abort();
    expect(await build.outcome).toMatchObject({ result: 'cancelled' });
    expect(existsSync(join(context.folder, 'cleaned'))).toBe(true);
  });

  test('is killed, with its whole group, if it does not end', async () => {
    const { context, cancel, started } = prepareBuild('trap "" TERM; say "Stuck"; linger', { graceMs: 50 });
    const build = startBuild(request, context);
    await until(() => build.step().text === 'Stuck');
    cancel.abort();
    expect(await build.outcome).toMatchObject({ result: 'cancelled' });
    for (const ref of started) expect(isRunning(ref)).toBe(false);
  });

  test('that was done before the signal came is done', async () => {
    const { context, cancel } = prepareBuild(
      'trap "" TERM; say "Working"; artifact us-east-1:ami-0a; until [ -e go ]; do sleep 0.01; done',
    );
    const build = startBuild(request, context);
    await until(() => build.step().text === 'Working');
    cancel.abort();
    mkdirSync(join(context.folder, 'go'));
    expect(await build.outcome).toMatchObject({ result: 'built' });
  });
});

describe('all builds', () => {
  test('one failure stops no other, and each log has its group', async () => {
    const { context } = prepareBuild(
      'case "$4" in *bad*) fail "it broke" ;; esac; say "fine ##[x]"; artifact us-east-1:ami-0a',
    );
    const workflow = memoryWorkflow();
    const requests = ['bad', 'good'].map((ami) => ({ ami, only: `${ami}.amazon-ebs.x`, variables: {} }));
    const results = await buildAll(requests, { context, maxParallel: 2, workflow, progressMs: 60_000 });
    expect(results.map(({ ami, result }) => [ami, result])).toEqual([
      ['bad', 'failed'],
      ['good', 'built'],
    ]);
    expect(workflow.text()).toMatch(/::group::bad: failed after/);
    expect(workflow.text()).toMatch(/::group::good: built after/);
    expect(workflow.text()).toContain('fine # #[x]');
  });

  test('a Packer that cannot be started is a failure with its reason', async () => {
    const { context } = prepareBuild('', { packer: '/nowhere/packer' });
    const options = { context, maxParallel: 1, workflow: memoryWorkflow(), progressMs: 60_000 };
    const [result] = await buildAll([request], options);
    expect(result).toMatchObject({
      result: 'failed',
      cause: expect.stringMatching(/could not be run.*ENOENT/),
    });
  });

  test('after a cancel nothing new is begun', async () => {
    const { context, cancel, started } = prepareBuild('linger');
    cancel.abort();
    const options = { context, maxParallel: 1, workflow: memoryWorkflow(), progressMs: 60_000 };
    const results = await buildAll([request, { ...request, ami: 'other' }], options);
    expect(results.map(({ result }) => result)).toEqual(['cancelled', 'cancelled']);
    expect(started).toEqual([]);
  });

  test('says now and then what each is doing', async () => {
    const { context, cancel } = prepareBuild('say "Provisioning with shell script: /x/20-nvidia.sh"; linger');
    const workflow = memoryWorkflow();
    const building = buildAll([request], { context, maxParallel: 1, workflow, progressMs: 10 });
    await until(() => /base: provisioning 20-nvidia\.sh, \d+s \(\d+s in all\)\n/.test(workflow.text()));
    cancel.abort();
    await building;
  });
});

describe('a process', () => {
  test('is told from another with its pid, and is not signalled then', async () => {
    const folder = temporaryFolder();
    const file = standInPacker(folder, 'linger');
    const env = { PATH: process.env['PATH'] ?? '' };
    const running = startDetached({ file, args: [], cwd: folder, env, output: join(folder, 'out') });
    expect(isRunning(running)).toBe(true);
    expect(terminate({ pid: running.pid, started: 'another' })).toBe(false);
    expect(killGroup({ pid: running.pid, started: '' })).toBe(false);
    expect(isRunning(running)).toBe(true);
    expect(killGroup(running)).toBe(true);
    expect(await running.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(isRunning(running)).toBe(false);
    expect(terminate(running)).toBe(false);
  });
});
