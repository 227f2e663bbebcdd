/** EC2 at the action's narrow interface. Removing what is gone already is success, as every caller may come a second time. */

import type { Ec2Client } from './ec2-client.ts';
import type { Output } from './ec2-model.ts';
import type { Ec2, Image, ImageQuery, ResourceKind, Tags } from './types.ts';

/** EC2's codes for things that do not exist (any more). */
const gone = /\.NotFound$|\.Unavailable$|NotFoundException$|^InvalidSpotInstanceRequestID/;

type Filters = readonly { readonly Name: string; readonly Value: readonly string[] }[];

export function ec2Adapter(client: () => Promise<Ec2Client>): Ec2 {
  return {
    async describeImages({ owners, ...query }) {
      const { call } = await client();
      const images: Image[] = [];
      let NextToken: string | undefined;
      do {
        const page = await call('DescribeImages', { Filter: imageFilters(query), Owner: owners, NextToken });
        images.push(...(page.imagesSet ?? []).map(toImage));
        NextToken = page.nextToken === '' ? undefined : page.nextToken;
      } while (NextToken !== undefined);
      return images;
    },

    async createTags(ids, tags) {
      const { call } = await client();
      const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await call('CreateTags', { ResourceId: ids, Tag });
    },

    async findTagged(kind, key, value) {
      const found = await find(await client(), kind, [{ Name: `tag:${key}`, Value: [value] }]);
      return found
        .filter(({ id }) => id !== undefined)
        .map(({ id = '', name = '', state = '', tags }) => ({ kind, id, name, state, tags: toTags(tags) }));
    },

    async remove(kind, id) {
      const { call } = await client();
      try {
        await removals[kind](call, id);
      } catch (error) {
        if (!(error instanceof Error && gone.test(error.name))) throw error;
      }
    },
  };
}

function imageFilters({ ids, names, tags, filters }: Omit<ImageQuery, 'owners'>): Filters {
  const tagFilters = Object.entries(tags ?? {}).map(([key, values]) => [`tag:${key}`, values] as const);
  const all: (readonly [string, readonly string[] | undefined])[] = [
    // As a filter, an id that does not exist is no error.
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

async function find({ call }: Ec2Client, kind: ResourceKind, Filter: Filters): Promise<Found[]> {
  switch (kind) {
    case 'spot-request': {
      const states = { Name: 'state', Value: ['open', 'active'] };
      const { spotInstanceRequestSet = [] } = await call('DescribeSpotInstanceRequests', {
        Filter: [...Filter, states],
      });
      return spotInstanceRequestSet.map((it) => ({
        id: it.spotInstanceRequestId,
        state: it.state,
        tags: it.tagSet,
      }));
    }
    case 'instance': {
      const alive = ['pending', 'running', 'shutting-down', 'stopping', 'stopped'];
      const states = { Name: 'instance-state-name', Value: alive };
      const { reservationSet = [] } = await call('DescribeInstances', { Filter: [...Filter, states] });
      const instances = reservationSet.flatMap(({ instancesSet = [] }) => instancesSet);
      return instances.map((it) => ({ id: it.instanceId, state: it.instanceState?.name, tags: it.tagSet }));
    }
    case 'image': {
      const { imagesSet = [] } = await call('DescribeImages', { Filter, Owner: ['self'] });
      return imagesSet.map((it) => ({
        id: it.imageId,
        name: it.name,
        state: it.imageState,
        tags: it.tagSet,
      }));
    }
    case 'snapshot': {
      const { snapshotSet = [] } = await call('DescribeSnapshots', { Filter, Owner: ['self'] });
      return snapshotSet.map((it) => ({ id: it.snapshotId, state: it.status, tags: it.tagSet }));
    }
    case 'volume': {
      const { volumeSet = [] } = await call('DescribeVolumes', { Filter });
      return volumeSet.map((it) => ({ id: it.volumeId, state: it.status, tags: it.tagSet }));
    }
    case 'launch-template': {
      const { launchTemplates = [] } = await call('DescribeLaunchTemplates', { Filter });
      return launchTemplates.map((it) => ({
        id: it.launchTemplateId,
        name: it.launchTemplateName,
        tags: it.tagSet,
      }));
    }
    case 'key-pair': {
      const { keySet = [] } = await call('DescribeKeyPairs', { Filter });
      // By name, which is unique in a region: both AWS and its stand-ins delete by that.
      return keySet.map((it) => ({ id: it.keyName, tags: it.tagSet }));
    }
    case 'security-group': {
      const { securityGroupInfo = [] } = await call('DescribeSecurityGroups', { Filter });
      return securityGroupInfo.map((it) => ({ id: it.groupId, name: it.groupName, tags: it.tagSet }));
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
