/** README's "By hand" as it stands, and every installer of the three AMIs a second time, on an image that has been through it. */
import { EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { image } from '../e2e/account.ts';
import { type Checkout, createCheckout, idIn } from '../e2e/checkout.ts';
import { findBakedAmis } from '../e2e/fleet/baked.ts';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await createCheckout();
});
afterAll(() => checkout?.close());

test('what README says to type by hand builds the gpu-worker AMI in another region', async () => {
  const output = await checkout.type(...checkout.byHand);
  const west = new EC2Client({ region: 'us-west-2' });
  const built = await image(idIn(output, 'us-west-2'), west).finally(() => west.destroy());
  expect(built.State).toBe('available');
  expect(built.Name).toMatch(/^catalyst-gpu-worker-\d{14}$/);
});

test.each(['base', 'lighthouse', 'gpu-worker'] as const)(
  "%s's installers can run again on an image that has been through them",
  async (ami) => {
    const ids = await findBakedAmis();
    const start = ami === 'base' ? `source_ami=${ids.base}` : `base_ami=${ids[ami]}`;
    const build = `packer build -only='${ami}.*' -var '${start}' -var 'ami_prefix=twice' .`;
    // README's first line builds the Go programs, which are there from the first test on.
    const output = await checkout.type(...checkout.byHand.slice(0, 1), 'cd packer', build);
    expect((await image(idIn(output, 'us-east-1'))).State).toBe('available');
  },
);
