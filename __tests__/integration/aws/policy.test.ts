/** The documented roles at the sandbox's endpoint, over the wire: what a run's clean-up may do, and what it is refused. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-ec2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type MachineController, serveEndpoint } from '../../../sandbox/ec2/endpoint.ts';
import { createMotoClient } from '../../../sandbox/ec2/moto/account.ts';
import { part } from '../../../sandbox/parts/index.ts';
import { createAwsClients } from '../../../src/aws/clients.ts';
import { rehearseBuilds } from '../../../src/commands/rehearse.ts';
import { cleanUpRun } from '../../../src/lease/clean-up.ts';
import { readPolicy } from '../../../tools/iam/document.ts';
import { openLease } from '../../helpers/lease.ts';
import { memoryLog } from '../../helpers/log.ts';
import { plannedRun, printedStatements } from '../../helpers/rehearsal.ts';

const root = join(import.meta.dirname, '../../..');
const region = 'us-east-1';
const nonce = 'aabbccdd';
const ownTags = [{ Key: 'ami-action:nonce', Value: nonce }];
const buildKey = 'ASIABUILD';
const parameter = '/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id';

let moto: ChildProcess;
let endpoint: Server;
let url: string;
let administrator: sdk.EC2Client;
let builder: sdk.EC2Client;
let source: string;

beforeAll(async () => {
  const motoPort = await freePort();
  moto = await startMoto(motoPort);
  const account = createMotoClient(`http://127.0.0.1:${motoPort}`);
  const machines: MachineController = {
    reconcile: async () => null,
    settle: async () => {},
    whileDown: (_id, action) => action(),
    reboot: () => {},
    consoleOutput: async () => null,
    save: async () => {},
  };
  const port = await freePort();
  const log = { info: () => {} };
  endpoint = await serveEndpoint({
    host: '127.0.0.1',
    port,
    moto: motoPort,
    machines,
    resources: () => account.listResources(),
    log,
  });
  url = `http://127.0.0.1:${port}`;
  process.env['AWS_ENDPOINT_URL'] = url;
  process.env['AWS_ACCESS_KEY_ID'] = buildKey;
  process.env['AWS_SECRET_ACCESS_KEY'] = 'x';
  const client = (accessKeyId: string) =>
    new sdk.EC2Client({ region, credentials: { accessKeyId, secretAccessKey: 'x' }, maxAttempts: 1 });
  [administrator, builder] = [client('AKIAADMIN'), client(buildKey)];
  source =
    (await administrator.send(new sdk.DescribeImagesCommand({ Owners: ['099720109477'] }))).Images?.[0]
      ?.ImageId ?? '';
  const markdown = await readFile(join(root, 'docs/iam.md'), 'utf8');
  for (const [name, accessKey] of [
    ['build', buildKey],
    ['plan', 'ASIAPLAN'],
  ] as const)
    await putRole(`ami-${name}`, accessKey, readPolicy(markdown, name));
}, 600_000);

afterAll(async () => {
  administrator?.destroy();
  builder?.destroy();
  endpoint?.closeAllConnections();
  endpoint?.close();
  const ended = new Promise((resolve) => moto?.once('exit', resolve));
  moto?.kill();
  await ended;
});

async function putRole(name: string, accessKey: string, policy: unknown): Promise<void> {
  const body = JSON.stringify({ name, accessKey, policies: [policy] });
  const { status } = await fetch(`${url}/_sandbox/roles`, { method: 'POST', body });
  expect(status).toBe(200);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function startMoto(port: number): Promise<ChildProcess> {
  const python = join(await part('moto', { info: () => {} }), 'bin', 'python');
  const child = spawn(python, ['-B', join(root, 'sandbox/ec2/moto/server.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ port, regions: [region], content: 'x', account: null }));
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`moto ended with ${code}`)));
    child.stdout.once('data', () => resolve());
  });
  return child;
}

const specify = (...types: readonly sdk.ResourceType[]): sdk.TagSpecification[] =>
  types.map((ResourceType) => ({ ResourceType, Tags: ownTags }));

async function launch(client: sdk.EC2Client, specifications?: sdk.TagSpecification[]): Promise<string> {
  const { Instances } = await client.send(
    new sdk.RunInstancesCommand({
      ImageId: source,
      InstanceType: 't3.small',
      MinCount: 1,
      MaxCount: 1,
      ...(specifications === undefined ? {} : { TagSpecifications: specifications }),
    }),
  );
  return Instances?.[0]?.InstanceId ?? '';
}

const failureOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no error',
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  );

test('the clean-up of a cancelled run removes what Packer made under the role for builds, and nothing else', async () => {
  const foreign = await launch(administrator);
  const instance = await launch(builder, specify('instance', 'volume'));
  await builder.send(
    new sdk.CreateKeyPairCommand({ KeyName: 'packer_1', TagSpecifications: specify('key-pair') }),
  );
  const { GroupId: group } = await builder.send(
    new sdk.CreateSecurityGroupCommand({
      GroupName: 'packer_1',
      Description: 'Temporary group for Packer',
      VpcId: (await builder.send(new sdk.DescribeVpcsCommand({}))).Vpcs?.[0]?.VpcId,
      TagSpecifications: specify('security-group'),
    }),
  );
  const permission = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  await builder.send(
    new sdk.AuthorizeSecurityGroupIngressCommand({ GroupId: group, IpPermissions: [permission] }),
  );
  const { ImageId: image } = await builder.send(
    new sdk.CreateImageCommand({
      InstanceId: instance,
      Name: 'unfinished',
      TagSpecifications: specify('image', 'snapshot'),
    }),
  );

  const aws = createAwsClients();
  const log = memoryLog();
  try {
    const done = await cleanUpRun(openLease({ nonce, region }), {
      env: {},
      processes: { isRunning: () => false, terminate: () => true, killGroup: () => true },
      ec2: (where) => aws.ec2(where),
      log,
      now: () => Date.now(),
      wait: async () => {},
      budgetMs: 60_000,
    });
    expect(done).toBe(true);
  } finally {
    aws.close();
  }
  const removed = log.lines.filter((line) => line.includes('Removed'));
  for (const id of [instance, image, group, 'packer_1'])
    expect(removed.some((line) => line.includes(id ?? ''))).toBe(true);
  const { Reservations } = await administrator.send(
    new sdk.DescribeInstancesCommand({
      Filters: [{ Name: 'instance-state-name', Values: ['pending', 'running'] }],
    }),
  );
  expect(Reservations?.flatMap(({ Instances = [] }) => Instances.map((item) => item.InstanceId))).toEqual([
    foreign,
  ]);
});

test("the role for builds cannot end a machine that is not the action's, nor call it the action's first", async () => {
  const foreign = await launch(administrator);
  const end = () => builder.send(new sdk.TerminateInstancesCommand({ InstanceIds: [foreign] }));
  const refusal = (action: string) =>
    'UnauthorizedOperation: You are not authorized to perform this operation. User: ' +
    `arn:aws:sts::123456789012:assumed-role/ami-build/GitHubActions is not authorized to perform: ${action} on ` +
    `resource: arn:aws:ec2:us-east-1:123456789012:instance/${foreign} because no identity-based policy allows the ` +
    `${action} action`;
  expect(await failureOf(end())).toBe(refusal('ec2:TerminateInstances'));
  const tag = new sdk.CreateTagsCommand({ Resources: [foreign], Tags: ownTags });
  expect(await failureOf(builder.send(tag))).toBe(refusal('ec2:CreateTags'));
  expect(await failureOf(end())).toBe(refusal('ec2:TerminateInstances'));
});

test('what would be refused is refused under DryRun too, and what would not is not done', async () => {
  const run = (more: object) =>
    builder.send(
      new sdk.RunInstancesCommand({
        ImageId: source,
        InstanceType: 't3.small',
        MinCount: 1,
        MaxCount: 1,
        DryRun: true,
        ...more,
      }),
    );
  expect(await failureOf(run({}))).toMatch(/^UnauthorizedOperation: .*ec2:RunInstances on resource/);
  expect(await failureOf(run({ TagSpecifications: specify('instance') }))).toMatch(/^DryRunOperation: /);
});

test('the role for plans asks for images, for public parameters and who it is, and is refused all else', async () => {
  const credentials = { accessKeyId: 'ASIAPLAN', secretAccessKey: 'x' };
  const [ec2, ssm, sts] = [
    new sdk.EC2Client({ region, credentials, maxAttempts: 1 }),
    new SSMClient({ region, credentials, maxAttempts: 1 }),
    new STSClient({ region, credentials, maxAttempts: 1 }),
  ];
  expect((await ec2.send(new sdk.DescribeImagesCommand({ Owners: ['self'] }))).Images).toBeDefined();
  expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe('123456789012');
  expect((await ssm.send(new GetParameterCommand({ Name: parameter }))).Parameter?.Value).toBe(source);
  expect(await failureOf(ssm.send(new GetParameterCommand({ Name: '/my/secret' })))).toMatch(
    /^AccessDeniedException: User: .* is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:us-east-1:123456789012:parameter\/my\/secret/,
  );
  expect(await failureOf(ec2.send(new sdk.DescribeInstancesCommand({})))).toMatch(/^UnauthorizedOperation/);
  for (const client of [ec2, ssm, sts]) client.destroy();
});

test('a rehearsal finds all that the role lacks at once, in under two seconds, and what it prints is enough', async () => {
  const planned = await plannedRun('  instance_type = "t3.small"', source);
  const lacking = { Effect: 'Allow', Action: ['ec2:DescribeImages', 'ec2:DescribeRegions'], Resource: '*' };
  const statements: object[] = [lacking];
  const rehearse = async () => {
    await putRole('ami-build', buildKey, { Version: '2012-10-17', Statement: statements });
    const aws = createAwsClients();
    const started = performance.now();
    const failure = await rehearseBuilds(planned, aws, memoryLog(), Date.now).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    aws.close();
    return { failure, seconds: (performance.now() - started) / 1000 };
  };

  const first = await rehearse();
  expect(first.failure).toContain('EC2 would refuse 14 calls');
  expect(first.seconds).toBeLessThan(2);
  statements.push(...printedStatements(first.failure ?? ''));
  expect((await rehearse()).failure).toBeNull();
  expect((await administrator.send(new sdk.DescribeKeyPairsCommand({}))).KeyPairs).toEqual([]);
});
