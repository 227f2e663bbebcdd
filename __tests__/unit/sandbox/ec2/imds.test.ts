/** The instance metadata service that the sandbox's instances see. */
import { describe, expect, test } from '@jest/globals';
import { lookUp } from '../../../../sandbox/ec2/imds.ts';
import type { InstanceRecord } from '../../../../sandbox/ec2/moto/account.ts';

function instance(more: Partial<InstanceRecord> = {}): InstanceRecord {
  return {
    id: 'i-0123456789abcdef0',
    region: 'us-west-2',
    zone: 'us-west-2b',
    state: 'running',
    image: 'ami-1',
    type: 't3.small',
    launchTime: '2026-11-23T08:00:00Z',
    rootVolume: 'vol-1',
    rootSnapshot: 'snap-1',
    privateIp: '172.31.0.4',
    publicIp: '54.214.1.2',
    privateDns: 'ip-172-31-0-4.us-west-2.compute.internal',
    publicDns: 'ec2-54-214-1-2.us-west-2.compute.amazonaws.com',
    mac: '02:00:00:00:00:01',
    subnet: 'subnet-1',
    vpc: 'vpc-1',
    vpcBlocks: ['172.31.0.0/16', '100.64.0.0/16'],
    securityGroups: [{ id: 'sg-1', name: 'default' }],
    userData: null,
    keyName: null,
    publicKey: null,
    tokensRequired: true,
    metadataEnabled: true,
    tagsInMetadata: false,
    shutdownBehavior: 'stop',
    lifecycle: 'on-demand',
    profile: null,
    tags: { role: 'tester' },
    ...more,
  };
}

describe('the metadata service', () => {
  test.each([
    ['/meta-data/instance-id', 'i-0123456789abcdef0'],
    ['/meta-data/placement/region', 'us-west-2'],
    ['/meta-data/placement/', 'availability-zone\nregion'],
    ['/meta-data/public-ipv4', '54.214.1.2'],
    ['/meta-data/network/interfaces/macs/', '02:00:00:00:00:01/'],
    [
      '/meta-data/network/interfaces/macs/02:00:00:00:00:01/vpc-ipv4-cidr-blocks',
      '172.31.0.0/16\n100.64.0.0/16',
    ],
    ['/dynamic/instance-identity/', 'document'],
    ['/', 'dynamic\nmeta-data'],
  ])('metadata at %s is %j', (path, text) => {
    expect(lookUp(instance(), path)).toBe(text);
  });

  test.each([
    '/meta-data/spot/instance-action',
    '/meta-data/iam/',
    '/meta-data/tags/',
    '/meta-data/instance-id/x',
    '/user-data',
    '/meta-data/constructor',
    '/what',
  ])('metadata has nothing at %s', (path) => {
    expect(lookUp(instance(), path)).toBeNull();
  });

  test('an instance without a public address has no public names', () => {
    expect(lookUp(instance({ publicIp: null }), '/meta-data/')).not.toContain('public');
  });

  test('an instance reads its tags where its options allow it', () => {
    expect(lookUp(instance({ tagsInMetadata: true }), '/meta-data/tags/instance/role')).toBe('tester');
  });

  test('a key is listed by number and name, and read by number', () => {
    const withKey = instance({ keyName: 'mine', publicKey: 'ssh-ed25519 AAAA' });
    expect(lookUp(withKey, '/meta-data/public-keys/')).toBe('0=mine');
    expect(lookUp(withKey, '/meta-data/public-keys/0/openssh-key')).toBe('ssh-ed25519 AAAA');
  });

  test("an instance has the credentials of its profile's role", () => {
    const profile = { arn: 'arn:aws:iam::123456789012:instance-profile/fleet', id: 'AIPA1', role: 'worker' };
    expect(lookUp(instance({ profile }), '/meta-data/iam/security-credentials/')).toBe('worker');
    expect(
      JSON.parse(lookUp(instance({ profile }), '/meta-data/iam/security-credentials/worker') ?? ''),
    ).toMatchObject({ Code: 'Success' });
    expect(lookUp(instance({ profile }), '/meta-data/iam/info')).toContain(profile.arn);
    expect(
      lookUp(instance({ profile: { ...profile, role: null } }), '/meta-data/iam/security-credentials/'),
    ).toBe('');
  });

  test('user data arrives byte for byte', () => {
    const bytes = Buffer.from([0x1f, 0x8b, 0, 255]);
    const read = lookUp(instance({ userData: bytes.toString('base64') }), '/user-data');
    expect(Buffer.from(read ?? '', 'latin1')).toEqual(bytes);
  });
});
