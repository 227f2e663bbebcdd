/** What a person types in a checkout: Packer itself, and make. */
import { join } from 'node:path';
import { EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run } from '../../sandbox/process.ts';
import { image } from './account.ts';
import { type Checkout, createCheckout, idIn } from './checkout.ts';
import { sandboxEnv } from './step.ts';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await createCheckout();
});
afterAll(() => checkout?.close());

test('packer init, validate and build work in the folder, in another region too', async () => {
  const options = { cwd: join(checkout.folder, 'packer'), env: checkout.env };
  await run('packer', ['init', '.'], options);
  await run('packer', ['validate', '.'], options);
  const variables = ['-var', 'aws_region=us-west-2', '-var', `mirror=${sandboxEnv('MIRROR')}`];
  const output = await run('packer', ['build', '-only=base.*', ...variables, '.'], options);
  const west = new EC2Client({ region: 'us-west-2' });
  const built = await image(idIn(output, 'us-west-2'), west).finally(() => west.destroy());
  expect(built.State).toBe('available');
  expect(built.Name).toMatch(/^catalyst-base-\d{14}$/);
});

test('make ami-base runs the same program as the workflow step, and finds its image again', async () => {
  const bake = () => run('make', ['ami-base'], { cwd: checkout.folder, env: checkout.env });
  const id = idIn(await bake(), 'ami-id');
  const built = await image(id);
  expect(built.State).toBe('available');
  expect(built.Name).toMatch(/^catalyst-base-[0-9a-f]{12}$/);
  expect(await bake()).toContain(`base: ${id} (reused`);
});
