/** AWS behind a proxy, by the built action. */
import { expect, test } from '@jest/globals';
import { errorsOf, runMain, runner, templates } from './action.ts';
import { createEnvironment } from './packer.ts';

/** A plan of one AMI, whose AWS has a name that only the proxy knows. */
async function planBehindProxy(more: (proxy: string) => NodeJS.ProcessEnv) {
  const { server, inputs, env } = await createEnvironment('');
  const { port } = new URL(server.url);
  const endpoint = { AWS_ENDPOINT_URL: `http://aws.invalid:${port}` };
  const plan = { ...inputs, ami: 'web', mode: 'plan' };
  const step = await runMain(await runner(templates('web')), plan, {
    ...env,
    ...endpoint,
    ...more(server.url),
  });
  return { step, tunnels: server.asked.filter((path) => path.startsWith('aws.invalid:')) };
}

test('calls to AWS go through the proxy that the environment names', async () => {
  const { step, tunnels } = await planBehindProxy((proxy) => ({ HTTP_PROXY: proxy }));
  expect(errorsOf(step)).toEqual([]);
  expect(step.outputs['build']).toBe('true');
  expect(tunnels.length).toBeGreaterThan(0);
});

test('calls to AWS go past the proxy for hosts in NO_PROXY', async () => {
  const { step, tunnels } = await planBehindProxy((proxy) => ({ HTTP_PROXY: proxy, NO_PROXY: '.invalid' }));
  expect(errorsOf(step)).toEqual([expect.stringMatching(/AWS cannot be reached .*aws\.invalid/)]);
  expect(tunnels).toEqual([]);
});
