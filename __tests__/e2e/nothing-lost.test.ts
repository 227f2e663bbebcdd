/** What stays in the account after the worst of ends, where EC2 shows tags and lists late and its clock is not the runner's. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { killGroup, type ProcessRef } from '../../src/packer/detached-process.ts';
import { patience, until } from '../helpers/wait-for.ts';
import { holdings, image, imageIds, tags } from './account.ts';
import { templates } from './small.ts';
import { type Finished, Runner, sandboxEnv } from './step.ts';

let runner: Runner | undefined;
afterEach(async () => {
  await setDelays({});
  await runner?.close();
});

async function ask(path: string, init: RequestInit): Promise<Record<string, number>> {
  const answer = await fetch(new URL(path, sandboxEnv('AWS_ENDPOINT_URL')), init);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Record<string, number>;
}

/** In seconds. */
const setDelays = (delays: Readonly<Record<string, number>>) =>
  ask('/_sandbox/delays', { method: 'POST', body: JSON.stringify(delays) });

/** How often each operation was called since they were last forgotten. */
const calls = () => ask('/_sandbox/calls', {});

/** Kills the Packers that main knew, as a machine does that is lost. */
function loseMachine({ state }: Finished): void {
  const { packers } = JSON.parse(state['lease'] ?? '') as { readonly packers: readonly ProcessRef[] };
  for (const packer of packers) killGroup(packer);
}

test('a step that is killed while its instance is launched leaves nothing, though EC2 lists it late', async () => {
  runner = await Runner.start(templates({ slow: 'exec tail -f /dev/null' }));
  const before = await holdings();
  // Not tags: those given at creation are there at once for the role's conditions.
  await setDelays({ lists: 3, terminations: 15, clock: 4 * 3600 });
  await ask('/_sandbox/calls', { method: 'DELETE' });
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
