/** EC2 behind the action's narrow interface. Removing what is already gone succeeds, as every caller may try a second time. */

import type { Ec2Client } from './ec2-client.ts';
import type { Output } from './ec2-model.ts';
import type { Ec2, Image, ImageQuery, ResourceKind, Snapshot, Tags } from './types.ts';

/** EC2's error codes for things that do not exist, or no longer. */
const goneCodes = /\.NotFound$|\.Unavailable$|NotFoundException$|^InvalidSpotInstanceRequestID/;

type Filters = readonly { readonly Name: string; readonly Value: readonly string[] }[];

export function createEc2(region: string, getClient: () => Promise<Ec2Client>): Ec2 {
  let client: Ec2Client | null = null;
  const connect = async () => {
    client = await getClient();
    return client;
  };
  return {
    now: () => Date.now() + (client?.clockOffset() ?? 0),

    async describeImages({ owners, includeDeprecated, ...query }) {
      const { call } = await connect();
      const Filter = imageFilters(query);
      return allPages(async (NextToken) => {
        const { imagesSet = [], nextToken } = await call('DescribeImages', {
          Filter,
          Owner: owners,
          IncludeDeprecated: includeDeprecated === true ? 'true' : undefined,
          NextToken,
        });
        return { items: imagesSet.map((image) => toImage(image, region)), nextToken };
      });
    },

    async describeSnapshots(ids) {
      if (ids.length === 0) return [];
      const { call } = await connect();
      const Filter = [{ Name: 'snapshot-id', Value: ids }];
      return allPages(async (NextToken) => {
        const answer = await call('DescribeSnapshots', { Filter, Owner: ['self'], NextToken });
        return { items: (answer.snapshotSet ?? []).map(toSnapshot), nextToken: answer.nextToken };
      });
    },

    async createTags(ids, tags) {
      const { call } = await connect();
      const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await call('CreateTags', { ResourceId: ids, Tag });
    },

    async findTagged(kind, key, value) {
      const Filter = [{ Name: `tag:${key}`, Value: [value ?? '*'] }];
      const found = await findByFilter(await connect(), kind, Filter);
      return (
        found
          .filter(({ id }) => id !== undefined)
          .map(({ id = '', name = '', state = '', tags }) => ({ kind, id, name, state, tags: toTags(tags) }))
          // EC2 takes `*` and `?` in a filter's value for patterns (EC2 User Guide, "List and filter your resources").
          .filter(({ tags }) => value === null || tags[key] === value)
      );
    },

    async remove(kind, id) {
      const { call } = await connect();
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

function toImage(image: ImageItem, region: string): Image {
  const snapshots = (image.blockDeviceMapping ?? []).map(({ ebs }) => ebs?.snapshotId);
  return {
    id: image.imageId ?? '',
    region,
    name: image.name ?? '',
    state: image.imageState ?? '',
    stateReason: image.stateReason?.message ?? null,
    creationDate: image.creationDate ?? '',
    ownerId: image.imageOwnerId ?? '',
    rootSnapshotIds: snapshots.filter((id) => id !== undefined),
    tags: toTags(image.tagSet),
  };
}

type SnapshotItem = NonNullable<Output<'DescribeSnapshots'>['snapshotSet']>[number];

function toSnapshot({ snapshotId = '', description = '', startTime, tagSet }: SnapshotItem): Snapshot {
  return { id: snapshotId, description, startedAt: startTime?.getTime() ?? 0, tags: toTags(tagSet) };
}

interface Found {
  readonly id: string | undefined;
  readonly name?: string | undefined;
  readonly state?: string | undefined;
  readonly tags: TagItems;
}

/** Asks for all pages. */
async function findByFilter(client: Ec2Client, kind: ResourceKind, Filter: Filters): Promise<Found[]> {
  return allPages((NextToken) => findPage(client, kind, { Filter, NextToken }));
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string | undefined;
}

async function allPages<T>(ask: (token: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items, nextToken } = await ask(token);
    all.push(...items);
    token = nextToken === '' ? undefined : nextToken;
  } while (token !== undefined);
  return all;
}

interface PageRequest {
  readonly Filter: Filters;
  readonly NextToken: string | undefined;
}

async function findPage({ call }: Ec2Client, kind: ResourceKind, page: PageRequest): Promise<Page<Found>> {
  const withStates = (Name: string, Value: readonly string[]) => ({
    ...page,
    Filter: [...page.Filter, { Name, Value }],
  });
  switch (kind) {
    case 'instance': {
      const alive = ['pending', 'running', 'shutting-down', 'stopping', 'stopped'];
      const answer = await call('DescribeInstances', withStates('instance-state-name', alive));
      const instances = (answer.reservationSet ?? []).flatMap(({ instancesSet = [] }) => instancesSet);
      return toPage(answer, instances, (item) => ({ id: item.instanceId, state: item.instanceState?.name }));
    }
    case 'spot-request': {
      const answer = await call('DescribeSpotInstanceRequests', withStates('state', ['open', 'active']));
      return toPage(answer, answer.spotInstanceRequestSet, (item) => ({
        id: item.spotInstanceRequestId,
        state: item.state,
      }));
    }
    case 'image': {
      const answer = await call('DescribeImages', { ...page, Owner: ['self'] });
      const read = (item: ImageItem) => ({ id: item.imageId, name: item.name, state: item.imageState });
      return toPage(answer, answer.imagesSet, read);
    }
    case 'snapshot': {
      const answer = await call('DescribeSnapshots', { ...page, Owner: ['self'] });
      return toPage(answer, answer.snapshotSet, (item) => ({ id: item.snapshotId, state: item.status }));
    }
    case 'volume': {
      const answer = await call('DescribeVolumes', page);
      return toPage(answer, answer.volumeSet, (item) => ({ id: item.volumeId, state: item.status }));
    }
    case 'network-interface': {
      const answer = await call('DescribeNetworkInterfaces', page);
      return toPage(answer, answer.networkInterfaceSet, (item) => ({
        id: item.networkInterfaceId,
        state: item.status,
      }));
    }
    case 'launch-template': {
      const answer = await call('DescribeLaunchTemplates', page);
      return toPage(answer, answer.launchTemplates, (item) => ({
        id: item.launchTemplateId,
        name: item.launchTemplateName,
      }));
    }
    case 'key-pair': {
      const { keySet } = await call('DescribeKeyPairs', { Filter: page.Filter });
      // Key pairs have their name as id, which is unique in a region; DeleteKeyPair takes it.
      return toPage({}, keySet, (item) => ({ id: item.keyName }));
    }
    case 'security-group': {
      const answer = await call('DescribeSecurityGroups', page);
      return toPage(answer, answer.securityGroupInfo, (item) => ({ id: item.groupId, name: item.groupName }));
    }
  }
}

function toPage<T extends { readonly tagSet?: TagItems }>(
  { nextToken }: { readonly nextToken?: string | undefined },
  items: readonly T[] | undefined,
  read: (item: T) => Omit<Found, 'tags'>,
): Page<Found> {
  return { items: (items ?? []).map((item) => ({ ...read(item), tags: item.tagSet })), nextToken };
}

const removals: Readonly<Record<ResourceKind, (call: Ec2Client['call'], id: string) => Promise<unknown>>> = {
  'spot-request': (call, id) => call('CancelSpotInstanceRequests', { SpotInstanceRequestId: [id] }),
  instance: (call, id) => call('TerminateInstances', { InstanceId: [id] }),
  image: (call, id) => call('DeregisterImage', { ImageId: id }),
  snapshot: (call, id) => call('DeleteSnapshot', { SnapshotId: id }),
  volume: (call, id) => call('DeleteVolume', { VolumeId: id }),
  'launch-template': (call, id) => call('DeleteLaunchTemplate', { LaunchTemplateId: id }),
  'key-pair': (call, id) => call('DeleteKeyPair', { KeyName: id }),
  'network-interface': (call, id) => call('DeleteNetworkInterface', { NetworkInterfaceId: id }),
  'security-group': (call, id) => call('DeleteSecurityGroup', { GroupId: id }),
};

type TagItems =
  | readonly { readonly key?: string | undefined; readonly value?: string | undefined }[]
  | undefined;

function toTags(tags: TagItems): Tags {
  return Object.fromEntries((tags ?? []).map(({ key = '', value = '' }) => [key, value]));
}
