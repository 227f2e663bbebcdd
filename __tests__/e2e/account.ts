/** The account as a person with the console would see it. */
import {
  CreateTagsCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  EC2Client,
  type Image,
} from '@aws-sdk/client-ec2';

export const ec2 = new EC2Client({ region: 'us-east-1' });

export async function image(id: string, client = ec2): Promise<Image> {
  const { Images } = await client.send(new DescribeImagesCommand({ ImageIds: [id] }));
  const found = Images?.[0];
  if (found === undefined) throw new Error(`there is no image ${id}`);
  return found;
}

/** Ids of the account's images whose names are of the pattern, whatever their state. */
export async function imageIds(name: string): Promise<string[]> {
  const { Images = [] } = await ec2.send(
    new DescribeImagesCommand({ Owners: ['self'], Filters: [{ Name: 'name', Values: [name] }] }),
  );
  return Images.map(({ ImageId = '' }) => ImageId);
}

export async function tag(id: string, tags: Readonly<Record<string, string>>): Promise<void> {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await ec2.send(new CreateTagsCommand({ Resources: [id], Tags }));
}

export function tags(of: { Tags?: { Key?: string | undefined; Value?: string | undefined }[] | undefined }) {
  return Object.fromEntries((of.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}

/** Everything of ours that costs money or opens a door, as lines; what is there before a build must be there after it. */
export async function holdings(client = ec2): Promise<string[]> {
  const instances = await client.send(
    new DescribeInstancesCommand({
      Filters: [{ Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] }],
    }),
  );
  const volumes = await client.send(new DescribeVolumesCommand({}));
  const keys = await client.send(new DescribeKeyPairsCommand({}));
  const groups = await client.send(new DescribeSecurityGroupsCommand({}));
  const images = await client.send(new DescribeImagesCommand({ Owners: ['self'] }));
  const snapshots = await client.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
  return [
    ...(instances.Reservations ?? []).flatMap((r) =>
      (r.Instances ?? []).map((i) => `instance ${i.InstanceId}`),
    ),
    ...(volumes.Volumes ?? []).map((v) => `volume ${v.VolumeId}`),
    ...(keys.KeyPairs ?? []).map((k) => `key pair ${k.KeyName}`),
    ...(groups.SecurityGroups ?? []).map((g) => `security group ${g.GroupId}`),
    ...(images.Images ?? []).map((i) => `image ${i.ImageId}`),
    ...(snapshots.Snapshots ?? []).map((s) => `snapshot ${s.SnapshotId}`),
  ].sort();
}
