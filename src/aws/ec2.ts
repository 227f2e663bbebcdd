/** EC2 behind the action's narrow interface. Removing what is already gone succeeds, as every caller may try a second time. */

import type { Ec2Client } from './ec2-client.ts';
import type { Output } from './ec2-model.ts';
import type { Ec2, Image, ImageQuery, ResourceKind, Tags } from './types.ts';

/** EC2's error codes for things that do not exist, or no longer. */
const goneCodes = /\.NotFound$|\.Unavailable$|NotFoundException$|^InvalidSpotInstanceRequestID/;

type Filters = readonly { readonly Name: string; readonly Value: readonly string[] }[];

export function createEc2(getClient: () => Promise<Ec2Client>): Ec2 {
  return {
    async describeImages({ owners, includeDeprecated, ...query }) {
      const { call } = await getClient();
      const images: Image[] = [];
      let NextToken: string | undefined;
      do {
        const page = await call('DescribeImages', {
          Filter: imageFilters(query),
          Owner: owners,
          IncludeDeprecated: includeDeprecated === true ? 'true' : undefined,
          NextToken,
        });
        images.push(...(page.imagesSet ?? []).map(toImage));
        NextToken = page.nextToken === '' ? undefined : page.nextToken;
      } while (NextToken !== undefined);
      return images;
    },

    async createTags(ids, tags) {
      const { call } = await getClient();
      const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await call('CreateTags', { ResourceId: ids, Tag });
    },

    async findTagged(kind, key, value) {
      const found = await findByFilter(await getClient(), kind, [{ Name: `tag:${key}`, Value: [value] }]);
      return found
        .filter(({ id }) => id !== undefined)
        .map(({ id = '', name = '', state = '', tags }) => ({ kind, id, name, state, tags: toTags(tags) }));
    },

    async remove(kind, id) {
      const { call } = await getClient();
      try {
        await removals[kind](call, id);
      } catch (error) {
        if (!(error instanceof Error && goneCodes.test(error.name))) throw error;
      }
    },
  };
}

function imageFilters({
  ids,
  names,
  tags,
  filters,
}: Omit<ImageQuery, 'owners' | 'includeDeprecated'>): Filters {
  const tagFilters = Object.entries(tags ?? {}).map(([key, values]) => [`tag:${key}`, values] as const);
  const all: (readonly [string, readonly string[] | undefined])[] = [
    // A filter rather than ImageId: an id that does not exist is no error then.
    ['image-id', ids],
    ['name', names],
    ...tagFilters,
    ...Object.entries(filters ?? {}),
  ];
  return all.flatMap(([Name, Value]) => (Value === undefined ? [] : [{ Name, Value }]));
}

type ImageItem = NonNullable<Output<'DescribeImages'>['imagesSet']>[number];

function toImage(image: ImageItem): Image {
  const snapshots = (image.blockDeviceMapping ?? []).map(({ ebs }) => ebs?.snapshotId);
  return {
    id: image.imageId ?? '',
    name: image.name ?? '',
    state: image.imageState ?? '',
    stateReason: image.stateReason?.message ?? null,
    creationDate: image.creationDate ?? '',
    ownerId: image.imageOwnerId ?? '',
    rootSnapshotIds: snapshots.filter((id) => id !== undefined),
    tags: toTags(image.tagSet),
  };
}

interface Found {
  readonly id: string | undefined;
  readonly name?: string | undefined;
  readonly state?: string | undefined;
  readonly tags: TagItems;
}

async function findByFilter({ call }: Ec2Client, kind: ResourceKind, Filter: Filters): Promise<Found[]> {
  switch (kind) {
    case 'spot-request': {
      const states = { Name: 'state', Value: ['open', 'active'] };
      const { spotInstanceRequestSet = [] } = await call('DescribeSpotInstanceRequests', {
        Filter: [...Filter, states],
      });
      return spotInstanceRequestSet.map((item) => ({
        id: item.spotInstanceRequestId,
        state: item.state,
        tags: item.tagSet,
      }));
    }
    case 'instance': {
      const aliveStates = ['pending', 'running', 'shutting-down', 'stopping', 'stopped'];
      const states = { Name: 'instance-state-name', Value: aliveStates };
      const { reservationSet = [] } = await call('DescribeInstances', { Filter: [...Filter, states] });
      const instances = reservationSet.flatMap(({ instancesSet = [] }) => instancesSet);
      return instances.map((item) => ({
        id: item.instanceId,
        state: item.instanceState?.name,
        tags: item.tagSet,
      }));
    }
    case 'image': {
      const { imagesSet = [] } = await call('DescribeImages', { Filter, Owner: ['self'] });
      return imagesSet.map((item) => ({
        id: item.imageId,
        name: item.name,
        state: item.imageState,
        tags: item.tagSet,
      }));
    }
    case 'snapshot': {
      const { snapshotSet = [] } = await call('DescribeSnapshots', { Filter, Owner: ['self'] });
      return snapshotSet.map((item) => ({ id: item.snapshotId, state: item.status, tags: item.tagSet }));
    }
    case 'volume': {
      const { volumeSet = [] } = await call('DescribeVolumes', { Filter });
      return volumeSet.map((item) => ({ id: item.volumeId, state: item.status, tags: item.tagSet }));
    }
    case 'launch-template': {
      const { launchTemplates = [] } = await call('DescribeLaunchTemplates', { Filter });
      return launchTemplates.map((item) => ({
        id: item.launchTemplateId,
        name: item.launchTemplateName,
        tags: item.tagSet,
      }));
    }
    case 'key-pair': {
      const { keySet = [] } = await call('DescribeKeyPairs', { Filter });
      // Key pairs have their name as id, which is unique in a region; DeleteKeyPair takes it.
      return keySet.map((item) => ({ id: item.keyName, tags: item.tagSet }));
    }
    case 'security-group': {
      const { securityGroupInfo = [] } = await call('DescribeSecurityGroups', { Filter });
      return securityGroupInfo.map((item) => ({ id: item.groupId, name: item.groupName, tags: item.tagSet }));
    }
  }
}

const removals: Readonly<Record<ResourceKind, (call: Ec2Client['call'], id: string) => Promise<unknown>>> = {
  'spot-request': (call, id) => call('CancelSpotInstanceRequests', { SpotInstanceRequestId: [id] }),
  instance: (call, id) => call('TerminateInstances', { InstanceId: [id] }),
  image: (call, id) => call('DeregisterImage', { ImageId: id }),
  snapshot: (call, id) => call('DeleteSnapshot', { SnapshotId: id }),
  volume: (call, id) => call('DeleteVolume', { VolumeId: id }),
  'launch-template': (call, id) => call('DeleteLaunchTemplate', { LaunchTemplateId: id }),
  'key-pair': (call, id) => call('DeleteKeyPair', { KeyName: id }),
  'security-group': (call, id) => call('DeleteSecurityGroup', { GroupId: id }),
};

type TagItems =
  | readonly { readonly key?: string | undefined; readonly value?: string | undefined }[]
  | undefined;

function toTags(tags: TagItems): Tags {
  return Object.fromEntries((tags ?? []).map(({ key = '', value = '' }) => [key, value]));
}
