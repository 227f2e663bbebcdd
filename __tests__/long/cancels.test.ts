/**
 * Nothing stays of a run, whenever it is cancelled and at whichever of its calls to AWS it is killed. `CANCELS=n` asks for n random moments
 * (20), `SEED=n` for the first seed, `CALLS=n` for the kill at one call alone.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { holdings, image, tags } from '../e2e/account.ts';
import { templates } from '../e2e/small.ts';
import { type Finished, Runner, sandboxEnv } from '../e2e/step.ts';
import { createPick, seedsOf } from '../helpers/seeds.ts';

jest.setTimeout(3_600_000);

/** How long each call to AWS takes, in milliseconds, while a run is killed at one: it dies before the answer, and what it asked for happens. */
const callMs = 60;
const cancels = seedsOf(20, { ...process.env, CASES: process.env['CANCELS'] ?? '20' });

let runner: Runner;
/** How long a whole run takes, in milliseconds, and how many calls it makes. */
let whole: { readonly milliseconds: number; readonly calls: number };

beforeAll(async () => {
  runner = await Runner.start(templates({ small: 'sleep 1' }));
  // What a runner's tool cache holds is fetched once.
  expect((await runner.run(inputsOf('first'))).exitCode).toBe(0);
  await sandbox('calls', { method: 'DELETE' });
  const started = performance.now();
  expect((await runner.run(inputsOf('whole'))).exitCode).toBe(0);
  whole = { milliseconds: Math.round(performance.now() - started), calls: await countCalls() };
});
afterAll(() => runner?.close());

/** A recipe of its own for each run, so that none finds the image of another. */
const inputsOf = (prefix: string) => ({ ami: 'small', templates: 'packer', 'ami-prefix': prefix });

async function sandbox(path: string, init: RequestInit): Promise<Record<string, number>> {
  const answer = await fetch(new URL(`/_sandbox/${path}`, sandboxEnv('AWS_ENDPOINT_URL')), init);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Record<string, number>;
}

/** How many calls to AWS there were since they were last forgotten. */
async function countCalls(): Promise<number> {
  return Object.values(await sandbox('calls', {})).reduce((sum, count) => sum + count, 0);
}

/** What is in the account and was not there before, without images that are finished and their snapshots. */
async function leftovers(before: readonly string[]): Promise<string[]> {
  const added = (await holdings()).filter((line) => !before.includes(line));
  const finished = new Set<string>();
  for (const line of added.filter((text) => text.startsWith('image '))) {
    const found = await image(line.slice('image '.length));
    if (found.State !== 'available' || tags(found)['ami-action:state'] !== 'available') continue;
    finished.add(line);
    for (const { Ebs } of found.BlockDeviceMappings ?? []) finished.add(`snapshot ${Ebs?.SnapshotId}`);
  }
  return added.filter((line) => !finished.has(line));
}

/** Runs post after a main that has ended, and says in a line what is wrong then; null where nothing is. */
async function faultAfter(main: Finished, before: readonly string[], when: string): Promise<string | null> {
  const post = await runner.post(main);
  const left = await leftovers(before);
  if (left.length === 0 && post.exitCode === 0) return null;
  console.log(`${when}\n${main.output}\n--- post\n${post.output}`);
  return `${when}: post ended with ${post.exitCode}, and there is still: ${left.join(', ') || 'nothing'}`;
}

test.each(cancels)('a run that is cancelled at the random moment of seed %i leaves nothing', async (seed) => {
  const before = await holdings();
  const moment = createPick(seed)(whole.milliseconds);
  const step = await runner.main(inputsOf(`cancel-${seed}`));
  await Promise.race([delay(moment), step.finished]);
  const main = await step.cancel();
  expect(await faultAfter(main, before, `cancelled after ${moment} of ${whole.milliseconds} ms`)).toBeNull();
});

/** Starts a run and kills it while its n-th call to AWS waits for its answer, or lets it end where it makes fewer. */
async function killAtCall(n: number): Promise<string | null> {
  const before = await holdings();
  await sandbox('calls', { method: 'DELETE' });
  const slow = { operation: '*', times: 100_000, delay: callMs };
  await sandbox('faults', { method: 'POST', body: JSON.stringify(slow) });
  const step = await runner.main(inputsOf(`call-${n}`));
  let hasEnded = false;
  void step.finished.then(() => {
    hasEnded = true;
  });
  try {
    while (!hasEnded && (await countCalls()) < n) await delay(5);
    step.child.kill('SIGKILL');
    const main = await step.finished;
    await sandbox('faults', { method: 'DELETE' });
    return await faultAfter(main, before, `killed at call ${n} of ${whole.calls}`);
  } finally {
    await sandbox('faults', { method: 'DELETE' });
  }
}

test('a run that is killed at any of its calls to AWS leaves nothing', async () => {
  const only = process.env['CALLS'];
  const calls =
    only === undefined ? Array.from({ length: whole.calls }, (_, index) => index + 1) : [Number(only)];
  console.log(`a whole run takes ${whole.milliseconds} ms and makes ${whole.calls} calls`);
  const faults: (string | null)[] = [];
  for (const n of calls) faults.push(await killAtCall(n));
  expect(faults.filter((fault) => fault !== null)).toEqual([]);
});
