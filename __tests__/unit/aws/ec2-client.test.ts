/**
 * Pins what our EC2 client sends and reads to the SDK's own: for every operation of ec2-model.ts, with every member of its
 * request and response. No network: both clients get a request handler that records requests and answers from memory.
 */
import { Readable } from 'node:stream';
import * as sdk from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { createEc2Client, type Ec2Client } from '../../../src/aws/ec2-client.ts';
import { type DryRunOperation, type Operation, operations, type Shape } from '../../../src/aws/ec2-model.ts';
import { rehearse } from '../../../src/aws/rehearsal.ts';

const commands: Readonly<Record<Operation, new (input: never) => { readonly schema?: unknown }>> = {
  DescribeImages: sdk.DescribeImagesCommand,
  DescribeSpotInstanceRequests: sdk.DescribeSpotInstanceRequestsCommand,
  DescribeInstances: sdk.DescribeInstancesCommand,
  DescribeSnapshots: sdk.DescribeSnapshotsCommand,
  DescribeVolumes: sdk.DescribeVolumesCommand,
  DescribeLaunchTemplates: sdk.DescribeLaunchTemplatesCommand,
  DescribeNetworkInterfaces: sdk.DescribeNetworkInterfacesCommand,
  DescribeKeyPairs: sdk.DescribeKeyPairsCommand,
  DescribeSecurityGroups: sdk.DescribeSecurityGroupsCommand,
  CreateTags: sdk.CreateTagsCommand,
  CancelSpotInstanceRequests: sdk.CancelSpotInstanceRequestsCommand,
  TerminateInstances: sdk.TerminateInstancesCommand,
  DeregisterImage: sdk.DeregisterImageCommand,
  DeleteSnapshot: sdk.DeleteSnapshotCommand,
  DeleteVolume: sdk.DeleteVolumeCommand,
  DeleteLaunchTemplate: sdk.DeleteLaunchTemplateCommand,
  DeleteKeyPair: sdk.DeleteKeyPairCommand,
  DeleteNetworkInterface: sdk.DeleteNetworkInterfaceCommand,
  DeleteSecurityGroup: sdk.DeleteSecurityGroupCommand,
};

/** One request and its response, by both clients. */
class Exchange {
  readonly #status: number;
  readonly #xml: string;
  readonly #overrides: object;
  readonly #requests: HttpRequest[] = [];

  constructor(xml: string, status = 200, settings: object = {}) {
    this.#xml = xml;
    this.#status = status;
    this.#overrides = settings;
  }

  client(): Promise<Ec2Client> {
    return createEc2Client(this.#settings());
  }

  async ours(operation: Operation, input: unknown): Promise<unknown> {
    const client = await this.client();
    return withoutMetadata(await client.call(operation, input as never));
  }

  async theirs(command: object): Promise<unknown> {
    const client = new sdk.EC2Client(this.#settings());
    return withoutMetadata(await client.send(command as sdk.DescribeImagesCommand));
  }

  /** What was sent, without what differs from call to call: the parameters, each as its bytes, and what they were signed for. */
  sent(): readonly object[] {
    return this.#requests.map(({ method, protocol, hostname, path, headers, body }) => ({
      method,
      url: `${protocol}//${hostname}${path}`,
      contentType: headers['content-type'],
      scope: /\/([^/]+\/[^/]+\/aws4_request),/.exec(headers['authorization'] ?? '')?.[1],
      parameters: String(body).split('&').sort(),
    }));
  }

  #settings() {
    return {
      region: 'eu-west-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      requestHandler: {
        handle: async (request: HttpRequest) => {
          this.#requests.push(request);
          const body = Readable.from([Buffer.from(this.#xml)]);
          return { response: new HttpResponse({ statusCode: this.#status, headers: {}, body }) };
        },
      },
      ...this.#overrides,
    };
  }
}

/** A result without what the SDK adds about the call itself. */
function withoutMetadata(result: object): object {
  return Object.fromEntries(Object.entries(result).filter(([name]) => name !== '$metadata'));
}

/** A value that has every member of the shape, two items in each list, and characters that need escapes. */
function sampleOf(shape: Shape, path: string): unknown {
  if (shape === 'time') return new Date('2026-11-24T12:00:00Z');
  if (shape === 'text') return `${path} a+b/c~d=é <&>"'`;
  if (Array.isArray(shape)) return [1, 2].map((index) => sampleOf(shape[0], `${path}.${index}`));
  return Object.fromEntries(
    Object.entries(shape).map(([name, member]) => [name, sampleOf(member, `${path}.${name}`)]),
  );
}

type Direction = 'request' | 'response';

/** The same value under the SDK's names of its members; throws for a member that EC2 does not have. */
function toSdkNames(value: unknown, schema: NormalizedSchema, direction: Direction): unknown {
  if (Array.isArray(value)) {
    expect(schema.isListSchema()).toBe(true);
    return value.map((item) => toSdkNames(item, schema.getValueSchema(), direction));
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const members = new Map(
    [...schema.structIterator()].map(([name, member]) => [
      wireName(name, member, direction),
      { name, member },
    ]),
  );
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const found = members.get(key);
      if (found === undefined) throw new Error(`${schema.getName(true)} has no member ${key}`);
      return [found.name, toSdkNames(item, found.member, direction)];
    }),
  );
}

/** By Smithy's rules for the EC2 Query protocol (smithy.io, "AWS EC2 query protocol"). */
function wireName(name: string, member: NormalizedSchema, direction: Direction): string {
  const { xmlName, ec2QueryName } = member.getMergedTraits();
  const inXml = typeof xmlName === 'string' ? xmlName : name;
  if (direction === 'response') return inXml;
  return typeof ec2QueryName === 'string' ? ec2QueryName : inXml.slice(0, 1).toUpperCase() + inXml.slice(1);
}

function toXml(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => `<item>${toXml(item)}</item>`).join('');
  if (typeof value !== 'object' || value === null)
    return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return Object.entries(value)
    .map(([name, item]) => `<${name}>${toXml(item)}</${name}>`)
    .join('');
}

/** The SDK's description of an operation's request and response. */
function schemasOf(operation: Operation): readonly [NormalizedSchema, NormalizedSchema] {
  const { schema } = new commands[operation]({} as never);
  if (!Array.isArray(schema)) throw new Error(`the SDK describes ${operation} in another way`);
  return [NormalizedSchema.of(schema[4]), NormalizedSchema.of(schema[5])];
}

test.each(Object.keys(operations) as Operation[])(
  'our EC2 client sends and reads %s as the SDK does',
  async (operation) => {
    const [requestSchema, responseSchema] = schemasOf(operation);
    const request = sampleOf(operations[operation].input, operation);
    const response = sampleOf(operations[operation].output, operation);
    const exchange = new Exchange(
      `<?xml version="1.0" encoding="UTF-8"?>\n<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">` +
        `<requestId>1</requestId>${toXml(response)}</${operation}Response>`,
    );
    const input = toSdkNames(request, requestSchema, 'request');
    const theirs = await exchange.theirs(new commands[operation](input as never));
    const ours = await exchange.ours(operation, request);
    expect(theirs).toEqual(toSdkNames(response, responseSchema, 'response'));
    expect(ours).toEqual(response);
    const [sentByTheirs, sentByOurs] = exchange.sent();
    expect(sentByOurs).toEqual(sentByTheirs);
  },
);

test('our EC2 client knows how far EC2’s clock is ahead, by the Date of its answers', async () => {
  const requestHandler = {
    handle: async () => ({
      response: new HttpResponse({
        statusCode: 200,
        headers: { date: new Date(Date.now() + 4 * 3_600_000).toUTCString() },
        body: Readable.from([Buffer.from('<DeleteVolumeResponse/>')]),
      }),
    }),
  };
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = await createEc2Client({ region: 'us-east-1', credentials, requestHandler });
  expect(client.clockOffset()).toBe(0);
  await client.call('DeleteVolume', { VolumeId: 'vol-1' });
  expect(Math.abs(client.clockOffset() - 4 * 3_600_000)).toBeLessThan(2_000);
});

const noText = { DryRun: true };
const tagged = (...types: sdk.ResourceType[]): sdk.TagSpecification[] =>
  types.map((ResourceType) => ({ ResourceType, Tags: [{ Key: 'a', Value: 'b c' }] }));
const dryRunCommands: Readonly<Record<DryRunOperation, object>> = {
  DescribeInstanceTypeOfferings: new sdk.DescribeInstanceTypeOfferingsCommand(noText),
  DescribeInstances: new sdk.DescribeInstancesCommand(noText),
  DescribeKeyPairs: new sdk.DescribeKeyPairsCommand(noText),
  DescribeLaunchTemplates: new sdk.DescribeLaunchTemplatesCommand(noText),
  DescribeNetworkInterfaces: new sdk.DescribeNetworkInterfacesCommand(noText),
  DescribeRegions: new sdk.DescribeRegionsCommand(noText),
  DescribeSecurityGroups: new sdk.DescribeSecurityGroupsCommand(noText),
  DescribeSnapshots: new sdk.DescribeSnapshotsCommand(noText),
  DescribeSpotInstanceRequests: new sdk.DescribeSpotInstanceRequestsCommand(noText),
  DescribeSubnets: new sdk.DescribeSubnetsCommand(noText),
  DescribeVolumes: new sdk.DescribeVolumesCommand(noText),
  DescribeVpcs: new sdk.DescribeVpcsCommand(noText),
  CreateKeyPair: new sdk.CreateKeyPairCommand({
    ...noText,
    KeyName: 'packer_rehearsal',
    TagSpecifications: tagged('key-pair'),
  }),
  CreateSecurityGroup: new sdk.CreateSecurityGroupCommand({
    ...noText,
    GroupName: 'ami-action-rehearsal',
    Description: 'Asks for permission only',
    TagSpecifications: tagged('security-group'),
  }),
  RunInstances: new sdk.RunInstancesCommand({
    ...noText,
    ImageId: 'ami-1',
    InstanceType: 't3.small',
    SubnetId: 'subnet-1',
    MinCount: 1,
    MaxCount: 1,
    TagSpecifications: tagged('instance', 'network-interface', 'volume'),
  }),
};

test('a rehearsal sends every call as the SDK sends it with DryRun, and nothing without it', async () => {
  const exchange = new Exchange('<Response><Errors/></Response>', 200);
  const client = await exchange.client();
  const launch = {
    imageId: 'ami-1',
    instanceType: 't3.small',
    subnetId: 'subnet-1',
    tags: { a: 'b c' },
    volumeTags: { a: 'b c' },
  };
  const calls = await rehearse(client, [{ ...launch, createsKeyPair: true, createsSecurityGroup: true }]);
  const ours = exchange
    .sent()
    .map((item) => JSON.stringify(item))
    .sort();
  for (const command of Object.values(dryRunCommands)) await exchange.theirs(command);
  const theirs = exchange
    .sent()
    .slice(calls.length)
    .map((item) => {
      // The SDK makes a token up for a call that could be sent twice.
      const text = JSON.stringify(item);
      return text.replace(/"ClientToken=[^"]*",/, '');
    });
  expect(ours).toEqual(theirs.sort());
  expect(ours.every((text) => text.includes('"DryRun=true"'))).toBe(true);
});

test('our EC2 client gives errors the names and messages that the SDK gives them', async () => {
  const exchange = new Exchange(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>InvalidGroup.NotFound</Code>' +
      "<Message>The security group 'sg-1' does not exist</Message></Error></Errors><RequestID>1</RequestID></Response>",
    400,
  );
  const error = { name: 'InvalidGroup.NotFound', message: "The security group 'sg-1' does not exist" };
  const command = new sdk.DeleteSecurityGroupCommand({ GroupId: 'sg-1' });
  await expect(exchange.theirs(command)).rejects.toMatchObject(error);
  await expect(exchange.ours('DeleteSecurityGroup', { GroupId: 'sg-1' })).rejects.toMatchObject(error);
});

const endpoints = ['us-east-1', 'us-gov-west-1', 'cn-north-1', 'eusc-de-east-1', 'us-iso-east-1'].flatMap(
  (region) =>
    [false, true].flatMap((useFipsEndpoint) =>
      [false, true].map((useDualstackEndpoint) => ({ region, useFipsEndpoint, useDualstackEndpoint })),
    ),
);

test.each(endpoints)('our EC2 client calls the endpoint that the SDK calls with %j', async (settings) => {
  const exchange = new Exchange('<DeleteVolumeResponse/>', 200, settings);
  await exchange.theirs(new sdk.DeleteVolumeCommand({ VolumeId: 'vol-1' }));
  await exchange.ours('DeleteVolume', { VolumeId: 'vol-1' });
  const [sentByTheirs, sentByOurs] = exchange.sent();
  expect(sentByOurs).toEqual(sentByTheirs);
});
