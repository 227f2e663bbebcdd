/**
 * A client of EC2 built from internals of the SDK. @aws-sdk/client-ec2 costs 70 MB of memory and a quarter of a second, for it
 * describes 800 operations in one file of 2 MB. So credentials, retries, signing and the Query protocol come from the STS
 * client, which every run loads anyway, and the operations from ec2-model.ts.
 *
 * __tests__/unit/aws/ec2-client.test.ts compares requests, responses, errors and endpoints with those of client-ec2, so run it
 * after every update of the SDK. If it fails for more than a renamed internal, or as soon as client-ec2 loads in a few
 * megabytes, replace createEc2Client by the real client: only ec2.ts calls it.
 */

import type { STSClientConfig } from '@aws-sdk/client-sts';
import {
  type DryRunInput,
  type DryRunOperation,
  dryRuns,
  type Input,
  type Operation,
  type Output,
  operations,
  type Shape,
} from './ec2-model.ts';

export interface Ec2Client {
  /** Calls an operation. Rejects with an error whose name is EC2's code, such as `InvalidGroup.NotFound`. */
  call<O extends Operation>(operation: O, input: Input<O>): Promise<Output<O>>;
  /** How far EC2's clock is ahead of this machine's, in milliseconds, by the latest answer; 0 before the first. */
  clockOffset(): number;
  /** Asks whether an operation would be allowed. EC2 answers with an error in any case: `DryRunOperation` means yes. */
  dryRun<O extends DryRunOperation>(operation: O, input: DryRunInput<O>): Promise<void>;
  destroy(): void;
}

const namespace = 'com.amazonaws.ec2';
const version = '2016-11-15';

/** A client for one region. Takes the settings of the SDK's other clients. */
export async function createEc2Client(config: STSClientConfig): Promise<Ec2Client> {
  const [
    { STSClient },
    { AwsEc2QueryProtocol },
    { partition },
    { makeBuilder },
    endpoints,
    { TypeRegistry },
  ] = await Promise.all([
    import('@aws-sdk/client-sts'),
    import('@aws-sdk/core/protocols'),
    import('@aws-sdk/core/client'),
    import('@smithy/core/client'),
    import('@smithy/core/endpoints'),
    import('@smithy/core/schema'),
  ]);
  const endpointProvider = ({ Region, Endpoint, UseFIPS, UseDualStack }: EndpointParameters) => ({
    url: new URL(Endpoint ?? regionalEndpoint(partition(Region), { Region, UseFIPS, UseDualStack })),
    headers: {},
    properties: { authSchemes: [{ name: 'sigv4', signingName: 'ec2', signingRegion: Region }] },
  });
  const settings = {
    ...config,
    serviceId: 'EC2',
    protocol: AwsEc2QueryProtocol,
    protocolSettings: {
      defaultNamespace: namespace,
      errorTypeRegistries: [TypeRegistry.for(namespace)],
      xmlNamespace: `http://ec2.amazonaws.com/doc/${version}`,
      version,
      serviceTarget: 'AmazonEC2',
    },
    endpointProvider,
    httpAuthSchemeProvider: ({ region }: { region: string }) => [
      {
        schemeId: 'aws.auth#sigv4',
        signingProperties: { name: 'ec2', region },
        propertiesExtractor: (config: unknown, context: unknown) => ({
          signingProperties: { config, context },
        }),
      },
    ],
  };
  const client = new STSClient(settings as unknown as STSClientConfig);
  let clockOffset = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const served = Date.parse(dateOf(result.response));
      if (!Number.isNaN(served)) clockOffset = served - Date.now();
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'readClock' },
  );
  // The SDK's types allow generated commands only; these are built in the same way, from our model.
  const send = client.send.bind(client) as unknown as (command: unknown) => Promise<unknown>;
  const createCommandClass = makeBuilder(
    endpointParameters,
    'AmazonEC2',
    'EC2Client',
    endpoints.getEndpointPlugin,
  );
  return {
    async call(operation, input) {
      const { input: request, output } = operations[operation];
      const Command = createCommandClass(
        {},
        () => [],
        operation,
        schemaOf(operation, request, output) as never,
      );
      return (await send(new Command(input as never))) as Output<typeof operation>;
    },
    clockOffset: () => clockOffset,
    async dryRun(operation, input) {
      const members: Readonly<Record<string, Shape>> = dryRuns[operation];
      const request: Shape = { ...members, DryRun: 'text' };
      const Command = createCommandClass({}, () => [], operation, schemaOf(operation, request, {}) as never);
      await send(new Command({ ...input, DryRun: 'true' } as never));
    },
    destroy: () => client.destroy(),
  };
}

/** The header Date of an answer (RFC 9110: to the second); empty without one. */
function dateOf(response: unknown): string {
  const headers = (response as { readonly headers?: Readonly<Record<string, string>> } | undefined)?.headers;
  return headers?.['date'] ?? '';
}

interface EndpointParameters {
  readonly Region: string;
  /** From AWS_ENDPOINT_URL or AWS_ENDPOINT_URL_EC2. */
  readonly Endpoint?: string | undefined;
  readonly UseFIPS?: boolean | undefined;
  readonly UseDualStack?: boolean | undefined;
}

const endpointParameters = {
  UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
  Endpoint: { type: 'builtInParams', name: 'endpoint' },
  Region: { type: 'builtInParams', name: 'region' },
  UseDualStack: { type: 'builtInParams', name: 'useDualstackEndpoint' },
} as const;

interface Partition {
  readonly name: string;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
}

/** The endpoint by the SDK's rules for EC2; in GovCloud the plain endpoint is the FIPS one. */
function regionalEndpoint(
  { name, dnsSuffix, dualStackDnsSuffix }: Partition,
  { Region, UseFIPS = false, UseDualStack = false }: Omit<EndpointParameters, 'Endpoint'>,
): string {
  const host = UseFIPS && (UseDualStack || name !== 'aws-us-gov') ? 'ec2-fips' : 'ec2';
  return `https://${host}.${Region}.${UseDualStack ? dualStackDnsSuffix : dnsSuffix}`;
}

/** An SDK schema of the operation. In these 9 is an operation, 3 a structure, 1 a list, 0 a text, 4 a time (@smithy/types, schema/static-schemas). */
function schemaOf(operation: string, input: Shape, output: Shape): unknown {
  const structure = (shape: Shape, suffix: string) => toSchema(shape, `${operation}${suffix}`);
  return [9, namespace, operation, 0, () => structure(input, 'Request'), () => structure(output, 'Result')];
}

function toSchema(shape: Shape, name: string): unknown {
  if (shape === 'text') return 0;
  if (shape === 'time') return 4;
  if (isList(shape))
    return [1, namespace, name, 0, [() => toSchema(shape[0], `${name}Item`), { xmlName: 'item' }]];
  const members = Object.entries(shape);
  const schemas = members.map(([member, memberShape]) => [
    () => toSchema(memberShape, name + member),
    { xmlName: member },
  ]);
  return [3, namespace, name, 0, members.map(([member]) => member), schemas];
}

function isList(shape: Exclude<Shape, 'text' | 'time'>): shape is readonly [Shape] {
  return Array.isArray(shape);
}
