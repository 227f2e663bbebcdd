/** EC2 behind the action's narrow interface. Removing what is already gone succeeds, as every caller may try a second time. */

import type { Ec2Client } from './ec2-client.ts';
import type { Output } from './ec2-model.ts';
import { findByFilter } from './find-by-filter.ts';
import { describeImages, toImage } from './images.ts';
import { allPages, toTags } from './pages.ts';
import type { Ec2, ResourceKind, Snapshot } from './types.ts';

/** EC2's error codes for things that do not exist, or no longer. */
const goneCodes = /\.NotFound$|NotFoundException$|^InvalidSpotInstanceRequestID/;
/** An image that was deregistered, or whose state does not allow the call (EC2 API Reference, "Error codes"). */
const goneOrBusyCode = 'InvalidAMIID.Unavailable';
/** EC2 takes so many values per filter, and so many ids per CreateTags (EC2 API Reference). */
const maxFilterValues = 200;
const maxTaggedIds = 1000;

export function createEc2(region: string, getClient: () => Promise<Ec2Client>): Ec2 {
  let client: Ec2Client | null = null;
  const connect = async () => {
    client = await getClient();
    return client;
  };
  return {
    now: () => Date.now() + (client?.clockOffset() ?? 0),

    async describeImages({ ids, ...query }) {
      const connected = await connect();
      const queries =
        ids === undefined ? [query] : split(ids, maxFilterValues).map((part) => ({ ...query, ids: part }));
      const found = queries.map((each) => describeImages(connected, each));
      return (await Promise.all(found)).flat().map((image) => toImage(image, region));
    },

    describeSnapshots: async (ids) => await describeSnapshots(await connect(), 'snapshot-id', ids),

    describeSnapshotsLike: async (descriptions) =>
      await describeSnapshots(await connect(), 'description', descriptions),

    async createTags(ids, tags) {
      const { call } = await connect();
      const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      for (const ResourceId of split(ids, maxTaggedIds)) await call('CreateTags', { ResourceId, Tag });
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
      const connected = await connect();
      try {
        await removals[kind](connected.call, id);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (error.name === goneOrBusyCode) {
          if ((await describeImages(connected, { ids: [id] })).length > 0) throw error;
        } else if (!goneCodes.test(error.name)) throw error;
      }
    },
  };
}

/** Lists of at most so many. */
function split(ids: readonly string[], most: number): readonly string[][] {
  const count = Math.ceil(ids.length / most);
  return Array.from({ length: count }, (_, index) => ids.slice(index * most, (index + 1) * most));
}

async function describeSnapshots(
  { call }: Ec2Client,
  Name: 'snapshot-id' | 'description',
  values: readonly string[],
): Promise<Snapshot[]> {
  const found = split(values, maxFilterValues).map((Value) =>
    allPages(async (NextToken) => {
      const Filter = [{ Name, Value }];
      const answer = await call('DescribeSnapshots', { Filter, Owner: ['self'], NextToken });
      return { items: answer.snapshotSet ?? [], nextToken: answer.nextToken };
    }),
  );
  return (await Promise.all(found)).flat().map(toSnapshot);
}

type SnapshotItem = NonNullable<Output<'DescribeSnapshots'>['snapshotSet']>[number];

function toSnapshot({ snapshotId = '', description = '', startTime, tagSet }: SnapshotItem): Snapshot {
  return { id: snapshotId, description, startedAt: startTime?.getTime() ?? 0, tags: toTags(tagSet) };
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
