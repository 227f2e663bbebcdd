/**
 * What README's "By hand" says to type, typed by a user who has Packer, Go and credentials, and what else a checkout can do. The GPU
 * worker, whose driver takes minutes to compile, is `base` here; the long tests type it as it stands. What stands in for the network, as
 * no test leaves this machine: the plugin is in place, so that `packer init` downloads none, and PKR_VAR_download_mirror names the mirror.
 */
import { EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run } from '../../sandbox/process.ts';
import { signIn } from '../../tools/iam/sign-in.ts';
import { image } from './account.ts';
import { type Checkout, createCheckout, idIn } from './checkout.ts';
import { sandboxEnv } from './step.ts';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await createCheckout();
});
afterAll(() => checkout?.close());

test('what README says to type by hand builds an AMI in another region', async () => {
  const lines = checkout.byHand;
  expect(lines.at(-1)).toMatch(/^packer build -only='gpu-worker\.\*' -var 'aws_region=us-west-2' \.$/);
  const output = await checkout.type(...lines.map((line) => line.replace('gpu-worker.*', 'base.*')));
  const west = new EC2Client({ region: 'us-west-2' });
  const built = await image(idIn(output, 'us-west-2'), west).finally(() => west.destroy());
  expect(built.State).toBe('available');
  expect(built.Name).toMatch(/^catalyst-base-\d{14}$/);
});

test('packer validate accepts the templates in their folder', async () => {
  expect(await checkout.type('cd packer', 'packer validate .')).toContain('The configuration is valid.');
});

test('make ami-base runs the same program as the workflow step, and finds its image again', async () => {
  const session = await signIn(sandboxEnv('AWS_ENDPOINT_URL'), 'build');
  const env = { ...checkout.env, ...session };
  const bake = () => run('make', ['ami-base'], { cwd: checkout.folder, env });
  const id = idIn(await bake(), 'ami-id');
  const built = await image(id);
  expect(built.State).toBe('available');
  expect(built.Name).toMatch(/^catalyst-base-[0-9a-f]{12}$/);
  expect(await bake()).toContain(`base: ${id} (reused`);
});
