/** The instance metadata service (IMDS), versions 1 and 2; it knows an instance by its address. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { InstanceRecord, MotoClient } from './moto/account.ts';

const sandboxAccountId = '123456789012';
/** Longest life of a token, in seconds (EC2 User Guide, "Use IMDSv2"). */
const longestTokenSeconds = 21_600;

/** The tree below /latest/meta-data: a string is a leaf, an object a folder. */
export interface Tree {
  readonly [name: string]: string | Tree;
}

/** Returns what an instance can read about itself. */
function metadataTree(i: InstanceRecord): Tree {
  const mac = i.mac ?? '02:00:00:00:00:00';
  const groups = i.securityGroups.map(({ name }) => name).join('\n');
  const groupIds = i.securityGroups.map(({ id }) => id).join('\n');
  const publicNames: Tree = i.publicIp
    ? { 'public-ipv4': i.publicIp, 'public-hostname': i.publicDns ?? '' }
    : {};
  return {
    'ami-id': i.image,
    'ami-launch-index': '0',
    'ami-manifest-path': '(unknown)',
    'block-device-mapping': { ami: '/dev/sda1', root: '/dev/sda1' },
    hostname: i.privateDns,
    'instance-action': 'none',
    'instance-id': i.id,
    'instance-life-cycle': i.lifecycle,
    'instance-type': i.type,
    ...(i.profile ? { iam: iamTree(i.profile) } : {}),
    'local-hostname': i.privateDns,
    'local-ipv4': i.privateIp,
    mac,
    network: {
      interfaces: {
        macs: {
          [mac]: {
            'device-number': '0',
            'local-hostname': i.privateDns,
            'local-ipv4s': i.privateIp,
            mac,
            'owner-id': sandboxAccountId,
            'security-group-ids': groupIds,
            'security-groups': groups,
            'subnet-id': i.subnet ?? '',
            'subnet-ipv4-cidr-block': '172.31.0.0/16',
            'vpc-id': i.vpc ?? '',
            'vpc-ipv4-cidr-block': i.vpcBlocks[0] ?? '',
            'vpc-ipv4-cidr-blocks': i.vpcBlocks.join('\n'),
            ...(i.publicIp ? { 'public-ipv4s': i.publicIp } : {}),
          },
        },
      },
    },
    placement: { 'availability-zone': i.zone, region: i.region },
    profile: 'default-hvm',
    ...publicNames,
    ...(i.publicKey ? { 'public-keys': { '0': { 'openssh-key': i.publicKey } } } : {}),
    'reservation-id': `r-${i.id.slice(2)}`,
    'security-groups': groups,
    services: { domain: 'amazonaws.com', partition: 'aws' },
    ...(i.tagsInMetadata ? { tags: { instance: i.tags } } : {}),
  };
}

function iamTree({ arn, id, role }: NonNullable<InstanceRecord['profile']>): Tree {
  const credentials = {
    Code: 'Success',
    LastUpdated: new Date().toISOString(),
    Type: 'AWS-HMAC',
    AccessKeyId: 'ASIASANDBOXINSTANCE0',
    SecretAccessKey: 'sandbox',
    Token: 'sandbox',
    Expiration: new Date(Date.now() + 6 * 3_600_000).toISOString(),
  };
  return {
    info: JSON.stringify({ Code: 'Success', InstanceProfileArn: arn, InstanceProfileId: id }, null, 2),
    'security-credentials': role ? { [role]: JSON.stringify(credentials, null, 2) } : {},
  };
}

/** Returns the identity document, which EC2 would sign. */
function identityDocument(i: InstanceRecord): string {
  const document = {
    accountId: sandboxAccountId,
    architecture: 'x86_64',
    availabilityZone: i.zone,
    imageId: i.image,
    instanceId: i.id,
    instanceType: i.type,
    pendingTime: i.launchTime,
    privateIp: i.privateIp,
    region: i.region,
    version: '2017-09-30',
  };
  return JSON.stringify(document, null, 2);
}

/** Returns what IMDS answers at a path below /latest; null is its 404. */
export function lookUp(instance: InstanceRecord, path: string): string | null {
  const parts = path.split('/').filter(Boolean);
  if (parts[0] === 'user-data') {
    return instance.userData && Buffer.from(instance.userData, 'base64').toString('latin1');
  }
  let at: string | Tree = {
    dynamic: { 'instance-identity': { document: identityDocument(instance) } },
    'meta-data': metadataTree(instance),
  };
  for (const part of parts) {
    if (typeof at === 'string' || !Object.hasOwn(at, part)) return null;
    at = at[part] as string | Tree;
  }
  if (typeof at === 'string') return at;
  if (parts.at(-1) === 'public-keys') return `0=${instance.keyName}`; // listed as "0=name", read as "0"
  if (parts.length === 0) return [...Object.keys(at), ...(instance.userData ? ['user-data'] : [])].join('\n');
  return Object.entries(at)
    .map(([name, value]) => (typeof value === 'string' ? name : `${name}/`))
    .join('\n');
}

/** Serves IMDS at `host`:80. */
export async function serveImds(host: string, account: MotoClient): Promise<Server> {
  const tokens = new Map<string, { instance: string; until: number }>();
  const server = createServer((request, response) => {
    answerRequest(request, response, account, tokens).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(80, host, resolve);
  });
  return server;
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  account: MotoClient,
  tokens: Map<string, { instance: string; until: number }>,
): Promise<void> {
  const respond = (status: number, text: string, headers = {}): void => {
    const body = Buffer.from(text, 'latin1');
    response.writeHead(status, {
      'Content-Type': 'text/plain',
      'Content-Length': body.length,
      Server: 'EC2ws',
      ...headers,
    });
    response.end(body);
  };
  const address = request.socket.remoteAddress?.replace('::ffff:', '');
  const { instances } = await account.read();
  const instance = instances.find(({ privateIp, state }) => privateIp === address && state === 'running');
  if (!instance?.metadataEnabled) return respond(instance ? 403 : 404, '');
  const url = new URL(request.url ?? '/', 'http://imds');
  if (request.method === 'PUT' && url.pathname === '/latest/api/token') {
    const seconds = Number(request.headers['x-aws-ec2-metadata-token-ttl-seconds']);
    if (!(seconds >= 1 && seconds <= longestTokenSeconds)) return respond(400, '');
    const token = randomBytes(40).toString('base64');
    tokens.set(token, { instance: instance.id, until: Date.now() + seconds * 1000 });
    return respond(200, token, { 'X-Aws-Ec2-Metadata-Token-Ttl-Seconds': String(seconds) });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return respond(405, '');
  const token = request.headers['x-aws-ec2-metadata-token'];
  const known = typeof token === 'string' ? tokens.get(token) : undefined;
  const valid = known?.instance === instance.id && known.until > Date.now();
  if (token === undefined ? instance.tokensRequired : !valid) return respond(401, '');
  if (url.pathname === '/') return respond(200, '1.0\n2009-04-04\n2021-03-23\nlatest');
  // Every version has the same tree here.
  const path = url.pathname.replace(/^\/(latest|\d{4}-\d{2}-\d{2}|1\.0)(?=\/|$)/, '');
  if (path === url.pathname) return respond(404, '');
  const text = lookUp(instance, path);
  return text === null ? respond(404, '') : respond(200, text);
}
