/** The look at what a run that succeeded has left, in a fake account. */
import { expect, test } from '@jest/globals';
import { closeIfNothingLeft } from '../../../src/lease/leftovers.ts';
import { Lease } from '../../../src/lease/state.ts';
import { tagKeys } from '../../../src/tags.ts';
import { FakeAccount } from '../../helpers/account.ts';
import { memoryLog } from '../../helpers/log.ts';

const nonce = { [tagKeys.nonce]: 'aabbccdd' };

async function close(account: FakeAccount) {
  const lease = new Lease('aabbccdd', 'us-east-1', () => {});
  lease.markStarted(account.time, { unleased: [], copyRegions: [], unknownRegions: [] });
  const log = memoryLog();
  await closeIfNothingLeft(lease, account, log);
  return { open: lease.state.open, lines: log.lines };
}

test('a machine that Packer failed to end after a good build keeps the lease open, so that post removes it', async () => {
  const account = new FakeAccount();
  account.add('instance', 'i-1', nonce);
  account.add('key-pair', 'packer_1', nonce);
  expect(await close(account)).toEqual({
    open: true,
    lines: ['warning: Packer left instance i-1, key-pair packer_1 behind; it will be removed.'],
  });
});

test('images, what is ending and what is of other runs do not keep a lease open', async () => {
  const account = new FakeAccount();
  account.add('image', 'ami-1', nonce);
  account.add('snapshot', 'snap-1', nonce);
  account.add('instance', 'i-1', nonce, { state: 'shutting-down' });
  account.add('volume', 'vol-1', nonce, { state: 'deleting' });
  account.add('instance', 'i-other', { [tagKeys.nonce]: '11223344' });
  expect(await close(account)).toEqual({ open: false, lines: [] });
});

test('a kind that cannot be asked is named, and the others are looked at', async () => {
  const account = new FakeAccount();
  account.hide('spot-request', new Error('UnauthorizedOperation'));
  expect(await close(account)).toEqual({
    open: false,
    lines: [expect.stringMatching(/^info: [^:]* spot-request [^:]*: UnauthorizedOperation$/)],
  });
  account.add('security-group', 'sg-1', nonce);
  expect((await close(account)).open).toBe(true);
});
