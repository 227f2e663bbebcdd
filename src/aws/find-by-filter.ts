/** Finds resources of each kind by a filter, all pages of them. */

import type { Ec2Client } from './ec2-client.ts';
import { type ImageItem, isListed } from './images.ts';
import { allPages, type Filters, type Page, type TagItems } from './pages.ts';
import type { ResourceKind } from './types.ts';

interface Found {
  readonly id: string | undefined;
  readonly name?: string | undefined;
  readonly state?: string | undefined;
  readonly tags: TagItems;
}

/** Asks for all pages. */
export async function findByFilter(client: Ec2Client, kind: ResourceKind, Filter: Filters): Promise<Found[]> {
  return allPages((NextToken) => findPage(client, kind, { Filter, NextToken }));
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
      const answer = await call('DescribeImages', { ...page, Owner: ['self'], IncludeDisabled: 'true' });
      const read = (item: ImageItem) => ({ id: item.imageId, name: item.name, state: item.imageState });
      return toPage(answer, answer.imagesSet?.filter(isListed), read);
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
