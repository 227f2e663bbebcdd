/** `mode: reap` under its own role: what it removes of a run whose machine was lost, in each region, and what it leaves. */
import { EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { patience, until } from '../helpers/wait-for.ts';
import { holdings, image, imageIds, tags } from './account.ts';
import { ami, templates, withSettings } from './small.ts';
import { Runner } from './step.ts';
import { loseMachine, setDelays } from './switches.ts';

const west = new EC2Client({ region: 'us-west-2' });
const runners: Runner[] = [];
afterEach(async () => {
  await setDelays({});
  for (const runner of runners.splice(0)) await runner.close();
});
afterAll(() => west.destroy());

async function start(files: Readonly<Record<string, string>>, settings: readonly string[] = []) {
  const runner = await Runner.start(files, settings);
  runners.push(runner);
  return runner;
}

const kinds = (lines: readonly string[]) => [...new Set(lines.map((line) => line.replace(/ \S+$/, '')))];

test('reap shows and then removes what a lost runner left, its copies too, and leaves a finished image and a run that lives', async () => {
  const files = templates({ good: 'echo good' });
  files['packer/lost.pkr.hcl'] = withSettings(ami('lost', 'echo lost'), 'ami_regions = ["us-west-2"]');
  const runner = await start(files, ['ami_regions']);
  const good = await runner.run({ ami: 'good', templates: 'packer' });
  if (good.exitCode !== 0) throw new Error(good.output);
  const [finished, finishedWest] = [await holdings(), await holdings(west)];

  await setDelays({ images: 1 });
  const step = await runner.main({ ami: 'lost', templates: 'packer' });
  await step.printed(/Waiting for AMI to become ready/);
  await setDelays({ images: 15 });
  await step.printed(/Waiting for all copies to complete/);
  const copies = async () => (await holdings(west)).filter((line) => !finishedWest.includes(line));
  await until(async () => (await copies()).length > 0, { seconds: patience });
  step.child.kill('SIGKILL');
  loseMachine(await step.finished);
  const [left, leftWest] = [(await holdings()).filter((line) => !finished.includes(line)), await copies()];
  expect(kinds(left)).toEqual(['image', 'instance', 'key pair', 'security group', 'snapshot', 'volume']);
  expect(kinds(leftWest)).toEqual(['image', 'snapshot']);
  const [copy = ''] = leftWest.map((line) => line.replace(/^image /, ''));
  await until(async () => (await image(copy, west)).State === 'available', { seconds: patience });

  await setDelays({ clock: 25 * 60 });
  const other = await start(templates({ live: 'echo it has begun; exec tail -f /dev/null' }));
  const live = await other.main({ ami: 'live', templates: 'packer' });
  await live.printed(/it has begun/);
  const all = await holdings();

  const reap = { ami: 'all', mode: 'reap' };
  const shown = await runner.run({ ...reap, 'dry-run': 'true' });
  expect(shown.exitCode).toBe(0);
  expect(await holdings()).toEqual(all);
  for (const line of left.filter((each) => /^(image|instance|snapshot|volume)/.test(each)))
    expect(shown.output).toContain(`left: ${line} of catalyst/fleet run 4711`);
  expect(shown.summary).toContain('nothing was removed');

  const reaped = await runner.run(reap);
  if (reaped.exitCode !== 0) throw new Error(reaped.output);
  expect(await holdings()).toEqual(all.filter((line) => !left.includes(line)));
  // A copy alone bears no renewed lease: its run may be building in the other region still.
  expect((await runner.run({ ...reap, 'aws-region': 'us-west-2' })).output).not.toContain('left:');
  expect(await copies()).toEqual(leftWest);

  expect((await other.post(await live.cancel())).exitCode).toBe(0);
  expect(await holdings()).toEqual(finished);
  const [kept = ''] = await imageIds('catalyst-good-*');
  expect([kept, tags(await image(kept))['ami-action:state']]).toEqual([good.outputs['ami-id'], 'available']);

  await setDelays({ clock: 25 * 3600 });
  const refused = await other.run({ ...reap, 'aws-region': 'us-west-2' });
  expect(refused.exitCode).toBe(1);
  expect(refused.output).toMatch(/its snapshot snap-\w+ could not be tagged/);
  expect(await copies()).toEqual(leftWest);
  const swept = await runner.run({ ...reap, 'aws-region': 'us-west-2' });
  if (swept.exitCode !== 0) throw new Error(swept.output);
  expect(await holdings(west)).toEqual(finishedWest);
}, 300_000);
