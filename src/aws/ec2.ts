/** EC2 through the SDK. Removing what is gone already is success, as every caller may come a second time. */

import type * as sdk from '@aws-sdk/client-ec2';
import type { Ec2, Image, ImageQuery, Resource, ResourceKind, Tags } from './types.ts';

/** EC2's codes for things that do not exist (any more). */
const gone = /\.NotFound$|\.Unavailable$|NotFoundException$|^InvalidSpotInstanceRequestID/;

type Send = sdk.EC2Client['send'];
type Load = typeof sdk;

export function ec2Adapter(client: () => Promise<sdk.EC2Client>): Ec2 {
  const load = async (): Promise<{ sdk: Load; send: Send }> => {
    const [module, made] = await Promise.all([import('@aws-sdk/client-ec2'), client()]);
    return { sdk: module, send: made.send.bind(made) as Send };
  };

  return {
    async describeImages(query) {
      const { sdk, send } = await load();
      const images: Image[] = [];
      let token: string | undefined;
      do {
        const page = await send(new sdk.DescribeImagesCommand({ ...imageFilters(query), NextToken: token }));
        images.push(...(page.Images ?? []).map(toImage));
        token = page.NextToken;
      } while (token !== undefined && token !== '');
      return images;
    },

    async createTags(ids, tags) {
      const { sdk, send } = await load();
      await send(new sdk.CreateTagsCommand({ Resources: [...ids], Tags: fromTags(tags) }));
    },

    async findTagged(kind, key, value) {
      const { sdk, send } = await load();
      return find(sdk, send, kind, [{ Name: `tag:${key}`, Values: [value] }]);
    },

    async remove(kind, id) {
      const { sdk, send } = await load();
      try {
        await removeOne(sdk, send, kind, id);
      } catch (error) {
        if (!(error instanceof Error && gone.test(error.name))) throw error;
      }
    },
  };
}

function imageFilters({ ids, names, owners, tags, filters: others }: ImageQuery): sdk.DescribeImagesCommandInput {
  const filters = [
    // As a filter, an id that does not exist is no error.
    ...(ids === undefined ? [] : [{ Name: 'image-id', Values: [...ids] }]),
    ...(names === undefined ? [] : [{ Name: 'name', Values: [...names] }]),
    ...Object.entries(tags ?? {}).map(([key, values]) => ({ Name: `tag:${key}`, Values: [...values] })),
    ...Object.entries(others ?? {}).map(([Name, values]) => ({ Name, Values: [...values] })),
  ];
  return { Filters: filters, ...(owners === undefined ? {} : { Owners: [...owners] }) };
}

function toImage(image: sdk.Image): Image {
  const snapshots = (image.BlockDeviceMappings ?? []).map((mapping) => mapping.Ebs?.SnapshotId);
  return {
    id: image.ImageId ?? '',
    name: image.Name ?? '',
    state: image.State ?? '',
    stateReason: image.StateReason?.Message ?? null,
    creationDate: image.CreationDate ?? '',
    ownerId: image.OwnerId ?? '',
    rootSnapshotIds: snapshots.filter((id) => id !== undefined),
    tags: toTags(image.Tags),
  };
}

async function find(sdk: Load, send: Send, kind: ResourceKind, filters: sdk.Filter[]): Promise<Resource[]> {
  const query = { Filters: filters };
  const found: Resource[] = [];
  const add = (id: string | undefined, state: string | undefined, tags: sdk.Tag[] | undefined, name = '') => {
    if (id !== undefined) found.push({ kind, id, name, state: state ?? '', tags: toTags(tags) });
  };
  switch (kind) {
    case 'spot-request': {
      const states = { Name: 'state', Values: ['open', 'active'] };
      const answer = await send(
        new sdk.DescribeSpotInstanceRequestsCommand({ Filters: [...filters, states] }),
      );
      for (const it of answer.SpotInstanceRequests ?? []) add(it.SpotInstanceRequestId, it.State, it.Tags);
      break;
    }
    case 'instance': {
      const alive = ['pending', 'running', 'shutting-down', 'stopping', 'stopped'];
      const states = { Name: 'instance-state-name', Values: alive };
      const answer = await send(new sdk.DescribeInstancesCommand({ Filters: [...filters, states] }));
      const instances = (answer.Reservations ?? []).flatMap(({ Instances }) => Instances ?? []);
      for (const it of instances) add(it.InstanceId, it.State?.Name, it.Tags);
      break;
    }
    case 'image': {
      const answer = await send(new sdk.DescribeImagesCommand({ ...query, Owners: ['self'] }));
      for (const it of answer.Images ?? []) add(it.ImageId, it.State, it.Tags, it.Name);
      break;
    }
    case 'snapshot': {
      const answer = await send(new sdk.DescribeSnapshotsCommand({ ...query, OwnerIds: ['self'] }));
      for (const it of answer.Snapshots ?? []) add(it.SnapshotId, it.State, it.Tags);
      break;
    }
    case 'volume': {
      const answer = await send(new sdk.DescribeVolumesCommand(query));
      for (const it of answer.Volumes ?? []) add(it.VolumeId, it.State, it.Tags);
      break;
    }
    case 'launch-template': {
      const answer = await send(new sdk.DescribeLaunchTemplatesCommand(query));
      for (const it of answer.LaunchTemplates ?? [])
        add(it.LaunchTemplateId, '', it.Tags, it.LaunchTemplateName);
      break;
    }
    case 'key-pair': {
      const answer = await send(new sdk.DescribeKeyPairsCommand(query));
      for (const it of answer.KeyPairs ?? []) add(it.KeyPairId, '', it.Tags, it.KeyName);
      break;
    }
    case 'security-group': {
      const answer = await send(new sdk.DescribeSecurityGroupsCommand(query));
      for (const it of answer.SecurityGroups ?? []) add(it.GroupId, '', it.Tags, it.GroupName);
      break;
    }
  }
  return found;
}

async function removeOne(sdk: Load, send: Send, kind: ResourceKind, id: string): Promise<void> {
  switch (kind) {
    case 'spot-request':
      await send(new sdk.CancelSpotInstanceRequestsCommand({ SpotInstanceRequestIds: [id] }));
      break;
    case 'instance':
      await send(new sdk.TerminateInstancesCommand({ InstanceIds: [id] }));
      break;
    case 'image':
      await send(new sdk.DeregisterImageCommand({ ImageId: id }));
      break;
    case 'snapshot':
      await send(new sdk.DeleteSnapshotCommand({ SnapshotId: id }));
      break;
    case 'volume':
      await send(new sdk.DeleteVolumeCommand({ VolumeId: id }));
      break;
    case 'launch-template':
      await send(new sdk.DeleteLaunchTemplateCommand({ LaunchTemplateId: id }));
      break;
    case 'key-pair':
      await send(new sdk.DeleteKeyPairCommand({ KeyPairId: id }));
      break;
    case 'security-group':
      await send(new sdk.DeleteSecurityGroupCommand({ GroupId: id }));
      break;
  }
}

function toTags(tags: sdk.Tag[] | undefined): Tags {
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}

function fromTags(tags: Tags): sdk.Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
