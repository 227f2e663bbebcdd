/** Our EC2 client against moto, which implements EC2's Query API. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { part } from '../../../sandbox/parts/index.ts';
import { createAwsClients } from '../../../src/aws/clients.ts';
import type { Aws, Ec2, ResourceKind } from '../../../src/aws/types.ts';

const region = 'eu-west-1';
const tags = [{ Key: 'ami-action:nonce', Value: 'aabbccdd' }];
let moto: ChildProcess;
let aws: Aws;
let ec2: Ec2;
let maker: sdk.EC2Client;

beforeAll(async () => {
  const folder = await part('moto', { info: () => {} });
  moto = spawn(join(folder, 'bin', 'python'), ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const port = await new Promise<string>((resolve, reject) => {
    let output = '';
    moto.once('error', reject);
    moto.once('exit', (code) => reject(new Error(`moto ended with ${code}: ${output}`)));
    moto.stderr?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const found = /Running on http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${port}`;
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  aws = createAwsClients();
  ec2 = aws.ec2(region);
  maker = new sdk.EC2Client({ region });
}, 600_000);

afterAll(async () => {
  aws?.close();
  maker?.destroy();
  const ended = new Promise((resolve) => moto?.once('exit', resolve));
  moto?.kill();
  await ended;
});

/** Creates a tagged resource of each kind and returns its id. */
const makers: Record<Exclude<ResourceKind, 'snapshot'>, () => Promise<string | undefined>> = {
  async 'spot-request'() {
    const launch = { ImageId: await someImage(), InstanceType: 't3.small' } as const;
    const request = new sdk.RequestSpotInstancesCommand({ LaunchSpecification: launch, SpotPrice: '1' });
    const id = (await maker.send(request)).SpotInstanceRequests?.[0]?.SpotInstanceRequestId;
    await maker.send(new sdk.CreateTagsCommand({ Resources: [id ?? ''], Tags: tags }));
    return id;
  },
  async instance() {
    const { Instances } = await maker.send(
      new sdk.RunInstancesCommand({
        ImageId: await someImage(),
        MinCount: 1,
        MaxCount: 1,
        ...tagged('instance'),
      }),
    );
    return Instances?.[0]?.InstanceId;
  },
  async image() {
    const { Instances } = await maker.send(
      new sdk.RunInstancesCommand({ ImageId: await someImage(), MinCount: 1, MaxCount: 1 }),
    );
    const InstanceId = Instances?.[0]?.InstanceId ?? '';
    const image = { InstanceId, Name: 'made', ...tagged('image') };
    return (await maker.send(new sdk.CreateImageCommand(image))).ImageId;
  },
  async volume() {
    const volume = { AvailabilityZone: `${region}a`, Size: 1, ...tagged('volume') };
    return (await maker.send(new sdk.CreateVolumeCommand(volume))).VolumeId;
  },
  async 'network-interface'() {
    const { Subnets } = await maker.send(new sdk.DescribeSubnetsCommand({}));
    const nic = { SubnetId: Subnets?.[0]?.SubnetId, ...tagged('network-interface') };
    return (await maker.send(new sdk.CreateNetworkInterfaceCommand(nic))).NetworkInterface
      ?.NetworkInterfaceId;
  },
  async 'launch-template'() {
    const template = {
      LaunchTemplateName: 'made',
      LaunchTemplateData: { InstanceType: 't3.small' },
      ...tagged('launch-template'),
    } as const;
    return (await maker.send(new sdk.CreateLaunchTemplateCommand(template))).LaunchTemplate?.LaunchTemplateId;
  },
  async 'key-pair'() {
    return (await maker.send(new sdk.CreateKeyPairCommand({ KeyName: 'made', ...tagged('key-pair') })))
      .KeyName;
  },
  async 'security-group'() {
    const group = { GroupName: 'made', Description: 'made', ...tagged('security-group') };
    return (await maker.send(new sdk.CreateSecurityGroupCommand(group))).GroupId;
  },
};

function tagged(ResourceType: sdk.ResourceType) {
  return { TagSpecifications: [{ ResourceType, Tags: tags }] };
}

async function someImage(): Promise<string> {
  const { Images } = await maker.send(new sdk.DescribeImagesCommand({ Owners: ['amazon'] }));
  return Images?.[0]?.ImageId ?? '';
}

describe('our client of EC2', () => {
  test.each(Object.entries(makers))(
    'our EC2 client finds a %s by its tag, and removes it',
    async (name, make) => {
      const kind = name as ResourceKind;
      const id = (await make()) ?? '';
      const found = await ec2.findTagged(kind, 'ami-action:nonce', 'aabbccdd');
      expect(found.map(({ id: foundId }) => foundId)).toEqual([id]);
      expect(found[0]).toMatchObject({ kind, tags: { 'ami-action:nonce': 'aabbccdd' } });
      expect(await ec2.findTagged(kind, 'ami-action:nonce', 'another')).toEqual([]);
      expect(await ec2.findTagged(kind, 'ami-action:nonce', null)).toEqual(found);
      await ec2.remove(kind, id);
      expect(await ec2.findTagged(kind, 'ami-action:nonce', 'aabbccdd')).toEqual([]);
      // Unlike EC2, moto forgets a cancelled spot request.
      if (kind !== 'spot-request') await ec2.remove(kind, id);
    },
  );

  test('our EC2 client describes and tags images with their snapshots, and leaves out ids that do not exist', async () => {
    const id = (await makers.image()) ?? '';
    const [image, ...others] = await ec2.describeImages({
      ids: [id, 'ami-00000000000000000'],
      owners: ['self'],
    });
    expect(others).toEqual([]);
    expect(image).toMatchObject({
      id,
      name: 'made',
      state: 'available',
      ownerId: expect.stringMatching(/^\d{12}$/),
    });
    expect(Date.parse(image?.creationDate ?? '')).not.toBeNaN();
    const [snapshot = ''] = image?.rootSnapshotIds ?? [];
    expect(snapshot).toMatch(/^snap-/);

    const [described, ...more] = await ec2.describeSnapshots([snapshot, 'snap-00000000000000000']);
    expect(more).toEqual([]);
    // CreateImage names the image in the description: lease/snapshots.ts rests on that.
    expect(described).toMatchObject({
      id: snapshot,
      description: expect.stringMatching(`^Created by CreateImage\\(i-[0-9a-f]+\\) for ${id}`),
    });
    expect(Math.abs((described?.startedAt ?? 0) - ec2.now())).toBeLessThan(60_000);

    await ec2.createTags([id, snapshot], { state: 'done & dusted <1>', ümlaut: 'é=+' });
    const query = {
      names: ['ma*'],
      tags: { state: ['done & dusted <1>'] },
      filters: { 'image-type': ['machine'] },
    };
    const [again] = await ec2.describeImages(query);
    expect(again?.tags).toMatchObject({ state: 'done & dusted <1>', ümlaut: 'é=+' });
    const snapshots = await ec2.findTagged('snapshot', 'state', 'done & dusted <1>');
    expect(snapshots.map(({ id: foundId }) => foundId)).toEqual([snapshot]);
    await ec2.remove('image', id);
    await ec2.remove('snapshot', snapshot);
    await ec2.remove('snapshot', snapshot);
  });

  test("our EC2 client's errors have EC2's codes as names", async () => {
    await expect(ec2.createTags(['ami-00000000000000000'], { a: 'b' })).rejects.toMatchObject({
      name: expect.stringMatching(/^Invalid.*NotFound$/),
    });
  });

  test('the clients of STS and SSM return the account and a missing parameter', async () => {
    expect(await aws.sts(region).callerIdentity()).toMatchObject({ account: '123456789012' });
    expect(await aws.ssm(region).getParameter('/not/there')).toBeNull();
  });
});
