/**
 * A client of EC2 made of the SDK's parts: credentials, endpoints, signing, retries and the Query protocol are the SDK's,
 * taken over from its STS client, which every run loads anyhow; the operations are those of ec2-model.ts.
 */

import type { STSClientConfig } from '@aws-sdk/client-sts';
import { type Input, type Operation, type Output, operations, type Shape } from './ec2-model.ts';

export interface Ec2Client {
  /** Calls an operation. Rejects with an error whose name is EC2's code, such as `InvalidGroup.NotFound`. */
  call<O extends Operation>(operation: O, input: Input<O>): Promise<Output<O>>;
  destroy(): void;
}

const namespace = 'com.amazonaws.ec2';
const version = '2016-11-15';

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
  // The SDK's types know of commands that its generator made; these are made the same way, from our own model.
  const send = client.send.bind(client) as unknown as (command: unknown) => Promise<unknown>;
  const command = makeBuilder(parameters, 'AmazonEC2', 'EC2Client', endpoints.getEndpointPlugin);
  return {
    async call(operation, input) {
      const Command = command({}, () => [], operation, schemaOf(operation) as never);
      return (await send(new Command(input as never))) as Output<typeof operation>;
    },
    destroy: () => client.destroy(),
  };
}

interface EndpointParameters {
  readonly Region: string;
  /** AWS_ENDPOINT_URL and its kin. */
  readonly Endpoint?: string | undefined;
  readonly UseFIPS?: boolean | undefined;
  readonly UseDualStack?: boolean | undefined;
}

const parameters = {
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

/** As EC2's endpoint rules in the SDK have it; in GovCloud the plain endpoint is the FIPS one. */
export function regionalEndpoint(
  { name, dnsSuffix, dualStackDnsSuffix }: Partition,
  { Region, UseFIPS = false, UseDualStack = false }: Omit<EndpointParameters, 'Endpoint'>,
): string {
  const host = UseFIPS && (UseDualStack || name !== 'aws-us-gov') ? 'ec2-fips' : 'ec2';
  return `https://${host}.${Region}.${UseDualStack ? dualStackDnsSuffix : dnsSuffix}`;
}

/** The SDK's static schemas: 9 an operation, 3 a structure, 1 a list, 0 a text (@smithy/types, schema/static-schemas). */
function schemaOf(operation: Operation): unknown {
  const { input, output } = operations[operation];
  const structure = (shape: Shape, suffix: string) => toSchema(shape, `${operation}${suffix}`);
  return [9, namespace, operation, 0, () => structure(input, 'Request'), () => structure(output, 'Result')];
}

function toSchema(shape: Shape, name: string): unknown {
  if (shape === 'text') return 0;
  if (isList(shape))
    return [1, namespace, name, 0, [() => toSchema(shape[0], `${name}Item`), { xmlName: 'item' }]];
  const members = Object.entries(shape);
  const schemas = members.map(([member, of]) => [() => toSchema(of, name + member), { xmlName: member }]);
  return [3, namespace, name, 0, members.map(([member]) => member), schemas];
}

function isList(shape: Exclude<Shape, 'text'>): shape is readonly [Shape] {
  return Array.isArray(shape);
}
