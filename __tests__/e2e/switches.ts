/** What a test turns on the sandbox and on the runner: delays, counts of calls, a machine that is lost. */
import { killGroup, type ProcessRef } from '../../src/packer/detached-process.ts';
import { type Finished, sandboxEnv } from './step.ts';

async function ask(path: string, init: RequestInit): Promise<Record<string, number>> {
  const answer = await fetch(new URL(path, sandboxEnv('AWS_ENDPOINT_URL')), init);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Record<string, number>;
}

/** In seconds. */
export const setDelays = (delays: Readonly<Record<string, number>>) =>
  ask('/_sandbox/delays', { method: 'POST', body: JSON.stringify(delays) });

/** How often each operation was called since they were last forgotten. */
export const calls = () => ask('/_sandbox/calls', {});

export const forgetCalls = () => ask('/_sandbox/calls', { method: 'DELETE' });

/** Kills the Packers that main knew, as a machine does that is lost. */
export function loseMachine({ state }: Finished): void {
  const { packers } = JSON.parse(state['lease'] ?? '') as { readonly packers: readonly ProcessRef[] };
  for (const packer of packers) killGroup(packer);
}
