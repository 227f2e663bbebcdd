/** What stays in the account after the worst of ends, where EC2 shows tags and lists late and its clock is not the runner's. */
import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateSnapshotCommand,
  CreateVolumeCommand,
  DeleteVolumeCommand,
  DescribeSnapshotsCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, describe, expect, test } from '@jest/globals';
import { patience, until } from '../helpers/wait-for.ts';
import { ec2, holdings, image, imageIds, tags } from './account.ts';
import { ami, templates, withSettings } from './small.ts';
import { Runner } from './step.ts';
import { calls, forgetCalls, loseMachine, setDelays } from './switches.ts';

let runner: Runner | undefined;
afterEach(async () => {
  await setDelays({});
  await runner?.close();
});

test('a step that is killed while its instance is launched leaves nothing, though EC2 lists it late', async () => {
  runner = await Runner.start(templates({ slow: 'exec tail -f /dev/null' }));
  const before = await holdings();
  await setDelays({ tags: 3, lists: 3, terminations: 15, clock: 4 * 3600 });
  await forgetCalls();
  // Without a rehearsal, whose RunInstances would be the first.
  const step = await runner.main({ ami: 'slow', templates: 'packer', rehearsal: 'false' });
  let hasEnded = false;
  void step.finished.then(() => {
    hasEnded = true;
  });
  await until(async () => hasEnded || ((await calls())['ec2:RunInstances'] ?? 0) > 0, { seconds: patience });
  step.child.kill('SIGKILL');
  const main = await step.finished;
  loseMachine(main);
  const post = await runner.post(main);
  expect(post.output).toContain('Removed instance');
  expect(post.exitCode).toBe(0);
  await delay(4000);
  expect(await holdings()).toEqual(before);
});

test('a lost runner frees its recipe when its lease ends by EC2’s clock, and its image is removed', async () => {
  runner = await Runner.start(templates({ lost: 'echo lost' }));
  const before = await holdings();
  await setDelays({ images: 600 });
  const step = await runner.main({ ami: 'lost', templates: 'packer' });
  await step.printed(/Waiting for AMI to become ready/);
  step.child.kill('SIGKILL');
  const main = await step.finished;
  loseMachine(main);
  const [orphan = ''] = await imageIds('catalyst-lost-*');
  expect(tags(await image(orphan))).toMatchObject({ 'ami-action:state': 'building' });

  await setDelays({ clock: 5 * 60 });
  const plan = await runner.run({ ami: 'lost', templates: 'packer', mode: 'plan' });
  expect(plan.output).toContain(`another run is building ${orphan}`);
  await setDelays({ clock: 20 * 60 });
  const next = await runner.run({ ami: 'lost', templates: 'packer' });
  expect(next.exitCode).toBe(0);
  expect(next.output).toContain(`removed unfinished image ${orphan}`);
  expect(await imageIds('catalyst-lost-*')).toEqual([next.outputs['ami-id']]);

  expect((await runner.post(main)).exitCode).toBe(0);
  const left = (await holdings()).filter((line) => !before.includes(line));
  expect(left.map((line) => line.replace(/ .*/, ''))).toEqual(['image', 'snapshot']);
});

test('the next attempt of a job does not wait for what its former attempt left unfinished, but removes it and builds', async () => {
  runner = await Runner.start(templates({ again: 'echo again' }));
  const before = await holdings();
  await setDelays({ images: 600 });
  const step = await runner.main({ ami: 'again', templates: 'packer' });
  await step.printed(/Waiting for AMI to become ready/);
  step.child.kill('SIGKILL');
  const main = await step.finished;
  loseMachine(main);
  const [orphan = ''] = await imageIds('catalyst-again-*');
  await setDelays({});
  const next = await runner.run({ ami: 'again', templates: 'packer' }, { GITHUB_RUN_ATTEMPT: '2' });
  expect(next.exitCode).toBe(0);
  expect(next.output).toContain(`removed unfinished image ${orphan}`);
  expect(await imageIds('catalyst-again-*')).toEqual([next.outputs['ami-id']]);
  expect((await runner.post(main)).exitCode).toBe(0);
  const left = (await holdings()).filter((line) => !before.includes(line));
  expect(left.map((line) => line.replace(/ .*/, ''))).toEqual(['image', 'snapshot']);
});

test('a finished image whose tags EC2 shows late is kept where another build of the run is cancelled after it', async () => {
  runner = await Runner.start(
    templates({ quick: 'echo quick', slow: 'echo it has begun; exec tail -f /dev/null' }),
  );
  const before = await holdings();
  await setDelays({ tags: 600 });
  const step = await runner.main({ ami: 'all', templates: 'packer' });
  await until(async () => /"finished":\["ami-\w+","snap-/.test((await step.state())['lease'] ?? ''), {
    seconds: patience,
  });
  const main = await step.cancel();
  const [quick = ''] = await imageIds('catalyst-quick-*');
  expect(tags(await image(quick))['ami-action:state']).toBe('building');
  expect((await runner.post(main)).exitCode).toBe(0);

  const { BlockDeviceMappings: [root] = [] } = await image(quick);
  const left = (await holdings()).filter((line) => !before.includes(line));
  expect(left).toEqual([`image ${quick}`, `snapshot ${root?.Ebs?.SnapshotId}`]);
  await setDelays({});
  expect(tags(await image(quick))['ami-action:state']).toBe('available');
});

describe('a snapshot of the user’s that the image maps', () => {
  const start = async (inline: string, settings: readonly string[]) => {
    const { VolumeId } = await ec2.send(new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 1 }));
    const { SnapshotId = '' } = await ec2.send(new CreateSnapshotCommand({ VolumeId }));
    await ec2.send(new DeleteVolumeCommand({ VolumeId }));
    const mapping = `ami_block_device_mappings {
    device_name = "/dev/sdf"
    snapshot_id = "${SnapshotId}"
  }`;
    const files = { ...templates({}), 'packer/data.pkr.hcl': withSettings(ami('data', inline), mapping) };
    runner = await Runner.start(files, settings);
    return { on: runner, snapshot: SnapshotId, before: await holdings() };
  };
  const tagsOf = async (id: string) => {
    const { Snapshots } = await ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: [id] }));
    return tags(Snapshots?.[0] ?? {});
  };

  test('a snapshot of the user’s stays as it was where the build fails after its image was made: the role refuses its tags to Packer', async () => {
    const { on, snapshot, before } = await start('echo data', []);
    const step = await on.run({ ami: 'data', templates: 'packer' });
    expect(step.exitCode).toBe(1);
    expect(step.output).toMatch(
      /Tagging snapshot: snap-.*\n[\s\S]*not authorized to perform: ec2:CreateTags/,
    );
    expect((await on.post(step)).exitCode).toBe(0);
    expect(await holdings()).toEqual(before);
    expect(await tagsOf(snapshot)).toEqual({});
  });

  test('a snapshot of the user’s stays as it was where post removes the image, though the role could tag and remove it', async () => {
    const { on, snapshot, before } = await start('echo data', ['skip_ami_run_tags']);
    await setDelays({ images: 3 });
    const step = await on.main({ ami: 'data', templates: 'packer' });
    await step.printed(/Waiting for AMI to become ready/);
    step.child.kill('SIGKILL');
    const main = await step.finished;
    loseMachine(main);
    const [made = ''] = await imageIds('catalyst-data-*');
    await until(async () => (await image(made)).State === 'available', { seconds: patience });
    const mapped = (await image(made)).BlockDeviceMappings?.map(({ Ebs }) => Ebs?.SnapshotId);
    expect(mapped).toContain(snapshot);
    const post = await on.post(main);
    expect(post.exitCode).toBe(0);
    expect(post.output).toContain(`Removed image ${made}`);
    expect(await holdings()).toEqual(before);
    expect(await tagsOf(snapshot)).toEqual({});
  });
});
