/** What a run owns: the saved state and the tags. */
import { expect, test } from '@jest/globals';
import { Lease, parseLease } from '../../../src/lease/state.ts';
import { createLeaseHolder, createNonce, imageTags, leaseTags } from '../../../src/lease/tags.ts';

test('the lease is saved at once and at every change, and can be read back', () => {
  const saved: string[] = [];
  const lease = new Lease('aabbccdd', 'us-east-1', (text) => saved.push(text));
  lease.addFolder('/tmp/x');
  lease.markStarted(1000, { unleased: ['web'], copyRegions: ['eu-west-1'], unknownRegions: [] });
  lease.markStarted(2000, {
    unleased: ['web', 'db'],
    copyRegions: ['eu-west-1', 'eu-west-1'],
    unknownRegions: ['db'],
  });
  lease.addFinished(['ami-1']);
  lease.addMade('web', ['instance i-1']);
  lease.addImage('web', 'ami-1');
  lease.addPacker('base', { pid: 5, started: '10' });
  lease.addPacker('gpu-worker', { pid: 6, started: '11' });
  lease.removePacker({ pid: 5, started: '10' });
  expect(saved).toHaveLength(10);
  expect(parseLease(saved[0])).toMatchObject({ open: true, started: false, nonce: 'aabbccdd' });
  expect(parseLease(saved.at(-1))).toEqual({
    nonce: 'aabbccdd',
    region: 'us-east-1',
    copyRegions: ['eu-west-1'],
    unknownRegions: ['db'],
    open: true,
    started: true,
    since: 1000,
    unleased: ['web', 'db'],
    made: [{ ami: 'web', what: 'instance i-1' }],
    images: [{ ami: 'web', id: 'ami-1' }],
    finished: ['ami-1'],
    packers: [{ ami: 'gpu-worker', pid: 6, started: '11' }],
    folders: ['/tmp/x'],
  });
  lease.close();
  expect(parseLease(saved.at(-1))).toMatchObject({ open: false, packers: [], folders: [] });
});

test('the state stays small however much Packer says that it makes: it is one environment variable of post’s', () => {
  let saved = '';
  const lease = new Lease('aabbccdd', 'us-east-1', (text) => {
    saved = text;
  });
  for (let index = 0; index < 1000; index++) {
    lease.addMade('web', [`instance i-${index}`]);
    lease.addImage('web', `ami-${index}`);
  }
  expect(lease.state.made).toHaveLength(100);
  expect(lease.state.made.at(-1)).toEqual({ ami: 'web', what: 'instance i-999' });
  expect(lease.state.images).toHaveLength(1000);
  expect(saved.length).toBeLessThan(128 * 1024);
});

test('a process that could not be started is not recorded', () => {
  const lease = new Lease('aabbccdd', 'us-east-1', () => {});
  lease.addPacker('base', { pid: 0, started: '' });
  expect(lease.state.packers).toEqual([]);
});

test('no saved state is no lease, and one that the action did not write is refused', () => {
  expect(parseLease(undefined)).toBeNull();
  expect(parseLease('')).toBeNull();
  const foreign =
    '{"nonce":"*","region":"x","copyRegions":[],"unknownRegions":[],"open":true,"started":true,"since":0,"unleased":[],"made":[],"images":[],"finished":[],"packers":[],"folders":[]}';
  expect(() => parseLease(foreign)).toThrow('not written by this action');
  const own = foreign.replace('*', 'aabbccdd');
  expect(parseLease(own)).toMatchObject({ nonce: 'aabbccdd' });

  expect(() => parseLease(own.replace('"started":true,', ''))).toThrow('not written by this action');
  expect(() => parseLease('[]')).toThrow('not written by this action');
});

test('lease tags name the run that owns a resource, in characters that EC2 accepts', () => {
  const env = { GITHUB_RUN_ID: '12', GITHUB_RUN_ATTEMPT: '2', GITHUB_JOB: 'ami', GITHUB_REPOSITORY: 'o/r' };
  expect(leaseTags(createLeaseHolder(env, 'aabb'), 'gpu-worker', Date.UTC(2026, 0, 2, 3, 4, 5))).toEqual({
    'ami-action:run-id': '12',
    'ami-action:run-attempt': '2',
    'ami-action:job': 'ami',
    'ami-action:nonce': 'aabb',
    'ami-action:expires': '2026-01-02T03:04:05Z',
    'ami-action:repository': 'o/r',
    'ami-action:ami': 'gpu-worker',
  });
  expect(leaseTags(createLeaseHolder({ GITHUB_JOB: 'a*b{c}' }, 'aabb'), 'x', 0)['ami-action:job']).toBe(
    'a_b_c_',
  );
});

test('image tags name the recipe and the state, within EC2’s limits', () => {
  const tags = imageTags(
    { 'ami-action:versions': 'x=1 '.repeat(100), 'ami-action:fingerprint': 'f' },
    'available',
  );
  expect(tags['ami-action:versions']).toHaveLength(256);
  expect(tags).toMatchObject({ 'ami-action:fingerprint': 'f', 'ami-action:state': 'available' });
});

test('each nonce is a new one', () => {
  expect(createNonce()).toMatch(/^[0-9a-f]{16}$/);
  expect(createNonce()).not.toBe(createNonce());
});
