import { describe, expect, test } from '@jest/globals';
import { Lease, parseLease } from '../../../src/lease/state.ts';
import { imageTags, leaseHolder, leaseTags, newNonce } from '../../../src/lease/tags.ts';

describe('the lease', () => {
  test('is saved at once and at every change, and read back', () => {
    const saved: string[] = [];
    const lease = new Lease('aabbccdd', 'us-east-1', (text) => saved.push(text));
    lease.addFolder('/tmp/x');
    lease.markStarted(['base', 'gpu-worker']);
    lease.packerStarted('base', { pid: 5, started: '10' });
    lease.packerStarted('gpu-worker', { pid: 6, started: '11' });
    lease.packerEnded({ pid: 5, started: '10' });
    expect(saved).toHaveLength(6);
    expect(parseLease(saved[0])).toMatchObject({ open: true, started: false, nonce: 'aabbccdd' });
    expect(parseLease(saved.at(-1))).toEqual({
      nonce: 'aabbccdd',
      region: 'us-east-1',
      open: true,
      started: true,
      amis: ['base', 'gpu-worker'],
      packers: [{ ami: 'gpu-worker', pid: 6, started: '11' }],
      folders: ['/tmp/x'],
    });
    lease.close();
    expect(parseLease(saved.at(-1))).toMatchObject({ open: false, packers: [], folders: [] });
  });

  test('does not note a process that could not be started', () => {
    const lease = new Lease('aabbccdd', 'us-east-1', () => {});
    lease.packerStarted('base', { pid: 0, started: '' });
    expect(lease.state.packers).toEqual([]);
  });

  test('none is none, and another’s is refused', () => {
    expect(parseLease(undefined)).toBeNull();
    expect(parseLease('')).toBeNull();
    expect(() => parseLease('{"nonce":"*","region":"x","open":true,"packers":[],"folders":[]}')).toThrow(
      'not one of',
    );
    expect(() => parseLease('[]')).toThrow('not one of');
  });
});

describe('tags', () => {
  test('say whose a thing is, as EC2 takes them', () => {
    const env = { GITHUB_RUN_ID: '12', GITHUB_RUN_ATTEMPT: '2', GITHUB_JOB: 'ami', GITHUB_REPOSITORY: 'o/r' };
    expect(leaseTags(leaseHolder(env, 'aabb', Date.UTC(2026, 0, 2, 3, 4, 5)), 'gpu-worker')).toEqual({
      'ami-action:run-id': '12',
      'ami-action:run-attempt': '2',
      'ami-action:job': 'ami',
      'ami-action:nonce': 'aabb',
      'ami-action:expires': '2026-01-02T03:04:05Z',
      'ami-action:repository': 'o/r',
      'ami-action:ami': 'gpu-worker',
    });
    expect(leaseTags(leaseHolder({ GITHUB_JOB: 'a*b{c}' }, 'aabb', 0), 'x')['ami-action:job']).toBe('a_b_c_');
  });

  test('tell an image’s recipe and state, within EC2’s limits', () => {
    const tags = imageTags(
      { 'ami-action:versions': 'x=1 '.repeat(100), 'ami-action:fingerprint': 'f' },
      'available',
    );
    expect(tags['ami-action:versions']).toHaveLength(256);
    expect(tags).toMatchObject({ 'ami-action:fingerprint': 'f', 'ami-action:state': 'available' });
  });

  test('a nonce is not the one before', () => {
    expect(newNonce()).toMatch(/^[0-9a-f]{16}$/);
    expect(newNonce()).not.toBe(newNonce());
  });
});
