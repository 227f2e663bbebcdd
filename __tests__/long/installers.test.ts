/** Every installer of the three AMIs a second time, on an image that has been through it. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run } from '../../sandbox/process.ts';
import { image } from '../e2e/account.ts';
import { type Checkout, createCheckout, idIn } from '../e2e/checkout.ts';
import { findBakedAmis } from '../e2e/fleet/baked.ts';
import { sandboxEnv } from '../e2e/step.ts';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await createCheckout();
});
afterAll(() => checkout?.close());

test.each(['base', 'lighthouse', 'gpu-worker'] as const)(
  "%s's installers can run again on an image that has been through them",
  async (ami) => {
    const ids = await findBakedAmis();
    const start = ami === 'base' ? `source_ami=${ids.base}` : `base_ami=${ids[ami]}`;
    const mirror = `mirror=${sandboxEnv('MIRROR')}`;
    const variables = ['-var', start, '-var', 'ami_prefix=twice', '-var', mirror];
    const output = await run('packer', ['build', `-only=${ami}.*`, ...variables, '.'], {
      cwd: join(checkout.folder, 'packer'),
      env: checkout.env,
    });
    expect((await image(idIn(output, 'us-east-1'))).State).toBe('available');
  },
);
