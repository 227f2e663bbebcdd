/** Asks EC2 whether it would allow what a build does, without doing it: DryRun checks permissions and parameters alone. */

import { messageOf } from '../errors.ts';
import type { Ec2Client } from './ec2-client.ts';
import { type DryRunOperation, dryRuns } from './ec2-model.ts';
import type { Launch, RehearsedCall, Tags } from './types.ts';

/** All calls at once: what Packer and the clean-up list, and what these machines' builds create. */
export function rehearse(
  { dryRun }: Pick<Ec2Client, 'dryRun'>,
  launches: readonly Launch[],
): Promise<RehearsedCall[]> {
  const looks = Object.keys(dryRuns)
    .filter(isLook)
    .map((name) => ask(name, () => dryRun(name, {})));
  const created = launches.flatMap((launch) => rehearseLaunch(dryRun, launch));
  return Promise.all([...looks, ...created]);
}

type Look = Extract<DryRunOperation, `Describe${string}`>;
const isLook = (name: string): name is Look => name.startsWith('Describe');

function rehearseLaunch(
  dryRun: Ec2Client['dryRun'],
  { imageId, instanceType, subnetId, tags, volumeTags, createsKeyPair, createsSecurityGroup }: Launch,
): Promise<RehearsedCall>[] {
  const group = { GroupName: 'ami-action-rehearsal', GroupDescription: 'Asks for permission only' };
  const calls = [
    ask('RunInstances', () =>
      dryRun('RunInstances', {
        ImageId: imageId,
        InstanceType: instanceType,
        MinCount: '1',
        MaxCount: '1',
        TagSpecification: [
          ...specify(tags, 'instance', 'network-interface'),
          ...specify(volumeTags, 'volume'),
        ],
        ...(subnetId === null ? {} : { SubnetId: subnetId }),
      }),
    ),
  ];
  if (createsKeyPair) {
    const key = { KeyName: 'packer_rehearsal', TagSpecification: specify(tags, 'key-pair') };
    calls.push(ask('CreateKeyPair', () => dryRun('CreateKeyPair', key)));
  }
  if (createsSecurityGroup) {
    const input = { ...group, TagSpecification: specify(tags, 'security-group') };
    calls.push(ask('CreateSecurityGroup', () => dryRun('CreateSecurityGroup', input)));
  }
  return calls;
}

async function ask(operation: string, call: () => Promise<void>): Promise<RehearsedCall> {
  try {
    await call();
    return { operation, answer: 'allowed', message: '' };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'DryRunOperation') return { operation, answer: 'allowed', message: '' };
    const answer = name === 'UnauthorizedOperation' ? 'refused' : 'failed';
    return { operation, answer, message: messageOf(error) };
  }
}

function specify(tags: Tags, ...types: readonly string[]) {
  const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return Tag.length === 0 ? [] : types.map((ResourceType) => ({ ResourceType, Tag }));
}
