/** The sandbox against what EC2 promises: the rest of the tests here lean on it. */
import {
  CopyImageCommand,
  CreateImageCommand,
  DeleteSnapshotCommand,
  DeregisterImageCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeSnapshotsCommand,
  EC2Client,
  GetConsoleOutputCommand,
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { waitFor } from '../helpers/wait-for.ts';
import { Machines } from './machines.ts';

/** Machines boot slowly on a busy box. */
jest.setTimeout(300_000);

let machines: Machines;
beforeEach(async () => {
  machines = await Machines.open();
});
afterEach(() => machines.close());

const bootId = 'cat /proc/sys/kernel/random/boot_id; systemctl show --property=UserspaceTimestampMonotonic';

describe("Canonical's image", () => {
  test.each(['us-east-1', 'us-west-2', 'eu-central-1'])(
    "Canonical's image is named by a parameter, and found by a filter, in %s",
    async (region) => {
      const there = await Machines.open(region);
      try {
        const id = await there.ubuntu();
        const { Images } = await there.ec2.send(
          new DescribeImagesCommand({
            Owners: ['099720109477'],
            Filters: [
              { Name: 'name', Values: ['ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*'] },
              { Name: 'root-device-type', Values: ['ebs'] },
              { Name: 'virtualization-type', Values: ['hvm'] },
              { Name: 'architecture', Values: ['x86_64'] },
            ],
          }),
        );
        expect(Images?.map((image) => image.ImageId)).toEqual([id]);
        expect(Images?.[0]).toMatchObject({
          RootDeviceName: '/dev/sda1',
          RootDeviceType: 'ebs',
          OwnerId: '099720109477',
        });
      } finally {
        await there.close();
      }
    },
  );
});

describe('an instance', () => {
  test('an instance boots, runs its user data, knows itself, and has what the image has', async () => {
    const userData = '#!/bin/sh\nset -eu\necho "from user data" >/root/said\n';
    const instance = await machines.launch(await machines.ubuntu(), {
      UserData: Buffer.from(userData).toString('base64'),
      MetadataOptions: { HttpTokens: 'required', InstanceMetadataTags: 'enabled' },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'role', Value: 'tester' }] }],
    });
    expect(await machines.ssh(instance, 'cloud-init status --wait; sudo cat /root/said')).toMatch(
      /done\n*from user data$/,
    );
    const ask = (path: string): string =>
      `T=$(curl -sfX PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" http://169.254.169.254/latest/api/token); curl -sf -H "X-aws-ec2-metadata-token: $T" http://169.254.169.254/latest/${path}`;
    expect(await machines.ssh(instance, ask('meta-data/instance-id'))).toBe(instance.InstanceId);
    expect(await machines.ssh(instance, ask('meta-data/placement/region'))).toBe('us-east-1');
    expect(await machines.ssh(instance, ask('meta-data/tags/instance/role'))).toBe('tester');
    expect(await machines.ssh(instance, ask('user-data'))).toBe(userData.trim());
    expect(await machines.ssh(instance, ask('dynamic/instance-identity/document'))).toContain(
      `"instanceId": "${instance.InstanceId}"`,
    );
    const status = 'curl -so /dev/null -w %{http_code} http://169.254.169.254/latest/meta-data/';
    expect(await machines.ssh(instance, status)).toBe('401');
    expect(await machines.ssh(instance, 'hostname')).toBe(instance.PrivateDnsName?.split('.')[0]);
    expect(await machines.ssh(instance, 'systemctl is-system-running --wait || systemctl --failed')).toBe(
      'running',
    );

    const { Output } = await machines.ec2.send(
      new GetConsoleOutputCommand({ InstanceId: instance.InstanceId }),
    );
    expect(Buffer.from(Output ?? '', 'base64').toString()).toContain('Cloud-init');
  });

  test('an instance keeps its disk and changes its public address when it is stopped and started', async () => {
    const instance = await machines.launch(await machines.ubuntu());
    const ids = { InstanceIds: [instance.InstanceId ?? ''] };
    await machines.sshWhenUp(instance, 'echo kept | sudo tee /kept; sync');
    await machines.ec2.send(new StopInstancesCommand(ids));
    await machines.reach(ids.InstanceIds[0] ?? '', 'stopped');
    await expect(machines.ssh(instance, 'true')).rejects.toThrow();
    await machines.ec2.send(new StartInstancesCommand(ids));
    const again = await machines.reach(ids.InstanceIds[0] ?? '', 'running');
    expect(again.PublicIpAddress).not.toBe(instance.PublicIpAddress);
    expect(again.PrivateIpAddress).toBe(instance.PrivateIpAddress);
    expect(await machines.sshWhenUp(again, 'cat /kept')).toBe('kept');
  });

  test('an instance reboots, asked from outside or from within', async () => {
    const instance = await machines.launch(await machines.ubuntu());
    const boots = (): Promise<string> => machines.sshWhenUp(instance, `${bootId}`);
    const first = await boots();
    await machines.ec2.send(new RebootInstancesCommand({ InstanceIds: [instance.InstanceId ?? ''] }));
    const second = await boots();
    expect(second).not.toBe(first);
    await machines.ssh(instance, 'sudo systemd-run --on-active=0 systemctl reboot');
    await waitFor('the second reboot', async () => ((await boots()) === second ? null : true));
    expect((await machines.describe(instance.InstanceId ?? '')).State?.Name).toBe('running');
  });

  test.each([
    ['stop', 'stopped'],
    ['terminate', 'terminated'],
  ] as const)(
    'an instance that powers itself off, with the shutdown behavior %s, is %s',
    async (behavior, state) => {
      const instance = await machines.launch(await machines.ubuntu(), {
        InstanceInitiatedShutdownBehavior: behavior,
      });
      await machines.sshWhenUp(instance, 'sudo systemd-run --on-active=0 systemctl poweroff');
      const ended = await machines.reach(instance.InstanceId ?? '', state);
      expect(ended.StateReason?.Code).toBe('Client.InstanceInitiatedShutdown');
    },
  );
});

describe('an image', () => {
  test('an image of a running instance has its disk, boots with an identity of its own, and goes with its snapshot', async () => {
    const instance = await machines.launch(await machines.ubuntu());
    const identity = 'cat /etc/machine-id; sudo ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub';
    await machines.sshWhenUp(instance, 'echo baked | sudo tee /baked; sudo truncate -s0 /etc/machine-id');
    const name = `of-running-${instance.InstanceId}`;
    const create = new CreateImageCommand({
      InstanceId: instance.InstanceId,
      Name: name,
      TagSpecifications: [
        { ResourceType: 'image', Tags: [{ Key: 'what', Value: 'image' }] },
        { ResourceType: 'snapshot', Tags: [{ Key: 'what', Value: 'snapshot' }] },
      ],
    });
    const { ImageId = '' } = await machines.ec2.send(create);
    await expect(machines.ec2.send(create)).rejects.toThrow(/InvalidAMIName.Duplicate|already in use/);
    const { Images } = await machines.ec2.send(new DescribeImagesCommand({ ImageIds: [ImageId] }));
    expect(Images?.[0]).toMatchObject({ State: 'available', Tags: [{ Key: 'what', Value: 'image' }] });
    const SnapshotId = Images?.[0]?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? '';
    const { Snapshots } = await machines.ec2.send(
      new DescribeSnapshotsCommand({ SnapshotIds: [SnapshotId] }),
    );
    expect(Snapshots?.[0]?.Tags).toEqual([{ Key: 'what', Value: 'snapshot' }]);

    const child = await machines.launch(ImageId);
    expect(await machines.sshWhenUp(child, 'cat /baked')).toBe('baked');
    expect(await machines.ssh(child, identity)).not.toBe(await machines.sshWhenUp(instance, identity));

    await expect(machines.ec2.send(new DeleteSnapshotCommand({ SnapshotId }))).rejects.toThrow(/in use/);
    await machines.ec2.send(new DeregisterImageCommand({ ImageId }));
    await machines.ec2.send(new DeleteSnapshotCommand({ SnapshotId }));
    await expect(machines.launch(ImageId)).rejects.toThrow(/InvalidAMIID|does not exist/);
    await expect(machines.ec2.send(new DescribeImagesCommand({ ImageIds: [ImageId] }))).rejects.toThrow(
      /does not exist/,
    );
  });

  test('an image is copied to another region, and boots there beside an instance of the first', async () => {
    const instance = await machines.launch(await machines.ubuntu());
    await machines.sshWhenUp(instance, 'echo travelled | sudo tee /etc/travelled; sync');
    const { ImageId: source } = await machines.ec2.send(
      new CreateImageCommand({
        InstanceId: instance.InstanceId,
        Name: `travels-${instance.InstanceId}`,
        NoReboot: true,
      }),
    );
    const west = await Machines.open('us-west-2');
    try {
      const { ImageId = '' } = await west.ec2.send(
        new CopyImageCommand({
          SourceImageId: source,
          SourceRegion: 'us-east-1',
          Name: `travelled-${instance.InstanceId}`,
        }),
      );
      const there = await west.launch(ImageId);
      expect(there.PrivateIpAddress).not.toBe(instance.PrivateIpAddress);
      expect(await west.sshWhenUp(there, 'cat /etc/travelled')).toBe('travelled');
      expect(await machines.ssh(instance, 'cat /etc/travelled')).toBe('travelled');
    } finally {
      await west.close();
    }
  });
});

describe('the endpoint', () => {
  const failure = async (call: Promise<unknown>): Promise<string> => {
    const error: unknown = await call.then(
      () => new Error('no error'),
      (thrown: unknown) => thrown,
    );
    return (error as Error).name;
  };

  test('the endpoint knows an expired session and an unknown image', async () => {
    const credentials = { accessKeyId: 'EXPIRED', secretAccessKey: 'x', sessionToken: 'y' };
    const sts = new STSClient({ region: 'us-east-1', credentials });
    expect(await failure(sts.send(new GetCallerIdentityCommand({})))).toMatch(/^ExpiredToken/);
    const ec2 = new EC2Client({ region: 'us-east-1', credentials, maxAttempts: 1 });
    expect(await failure(ec2.send(new DescribeInstancesCommand({})))).toBe('RequestExpired');
    expect(await failure(machines.launch('ami-00000000000000000'))).toBe('InvalidAMIID.NotFound');
    const unsigned = await fetch(process.env['AWS_ENDPOINT_URL'] ?? '', {
      method: 'POST',
      body: new URLSearchParams({ Action: 'DescribeInstances', Version: '2016-11-15' }),
    });
    expect(unsigned.status).toBe(401);
    expect(await unsigned.text()).toContain('<Code>AuthFailure</Code>');
  });

  test('the endpoint fails on demand, and counts its calls', async () => {
    const control = (path: string, init?: RequestInit): Promise<Response> =>
      fetch(`${process.env['AWS_ENDPOINT_URL']}/_sandbox/${path}`, init);
    const fault = { operation: 'RunInstances', code: 'InsufficientInstanceCapacity', times: 1 };
    expect((await control('faults', { method: 'POST', body: JSON.stringify(fault) })).status).toBe(200);
    const once = new EC2Client({ region: 'us-east-1', maxAttempts: 1 });
    const before = (await (await control('calls')).json()) as Record<string, number>;
    const image = await machines.ubuntu();
    const patient = machines.ec2;
    Object.assign(machines, { ec2: once });
    expect(await failure(machines.launch(image))).toBe('InsufficientInstanceCapacity');
    Object.assign(machines, { ec2: patient });
    const after = (await (await control('calls')).json()) as Record<string, number>;
    expect(after['ec2:RunInstances']).toBe((before['ec2:RunInstances'] ?? 0) + 1);
  });
});
