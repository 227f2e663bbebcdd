/** The endpoint: every AWS request comes here, goes on to moto, and is answered when machines and storage have followed. */
import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  request as send,
} from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { StepLog } from '../cache.ts';
import { FaultQueue } from '../faults.ts';
import * as requests from './aws-requests.ts';
import { type AwsFault, concerns, errorOf, parseFaults } from './faults.ts';

/** What the proxy needs of the fleet. */
export interface Followers {
  converge(): Promise<unknown>;
  settle(ids: Iterable<string>): Promise<void>;
  whileDown<T>(id: string, action: () => Promise<T>): Promise<T>;
  reboot(id: string): void;
  /** What an instance's console said, or null for no such instance. */
  consoleOutput(id: string): Promise<{ text: string; at: Date } | null>;
  /** Called after every change of the account. */
  save(): Promise<void>;
}

export interface ProxySettings {
  readonly host: string;
  readonly port: number;
  /** Port of moto on 127.0.0.1. */
  readonly moto: number;
  readonly followers: Followers;
  readonly log: StepLog;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

export async function serveProxy(settings: ProxySettings): Promise<Server> {
  const faults = new FaultQueue<AwsFault>();
  const calls = new Map<string, number>();
  const handle = async (request: IncomingMessage): Promise<Answer> => {
    const body = await read(request);
    const url = request.url ?? '/';
    if (url.startsWith('/_sandbox/')) return control(url, request.method ?? 'GET', body, faults, calls);
    const asked = requests.parseRequest(request.headers, url, body.toString());
    const name = `${asked.service || 'unsigned'}:${asked.operation || `${request.method} ${url.split('?')[0]}`}`;
    calls.set(name, (calls.get(name) ?? 0) + 1);
    const fault = faults.take((item) => concerns(item, asked.operation));
    if (fault?.delay) await delay(fault.delay);
    const refused = requests.credentialFault(asked) ?? (fault && errorOf(fault));
    if (refused) return errorAnswer(asked, refused);
    return perform(settings, asked, () => forward(settings.moto, request, body));
  };
  const server = createServer((request, response) => {
    handle(request).then(
      (answer) => write(response, answer),
      (error: unknown) => {
        settings.log.info(`the sandbox failed at ${request.method} ${request.url}: ${String(error)}`);
        response.writeHead(500).end(String(error));
      },
    );
  });
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  return server;
}

async function perform(
  { followers }: ProxySettings,
  asked: requests.AwsRequest,
  go: () => Promise<Answer>,
): Promise<Answer> {
  if (asked.operation === 'GetConsoleOutput') return consoleAnswer(followers, asked);
  if (!requests.changes(asked)) return go();
  const follow = async (): Promise<Answer> => {
    const answer = await go();
    if (answer.status >= 300) return answer;
    await followers.converge();
    await followers.save();
    return answer;
  };
  const named = requests.instanceIds(asked.parameters.toString());
  const imaged = asked.parameters.get('InstanceId');
  if (asked.operation === 'CreateImage' && imaged && asked.parameters.get('NoReboot') !== 'true') {
    return followers.whileDown(imaged, follow);
  }
  const answer = await follow();
  if (asked.operation === 'RebootInstances' && answer.status < 300)
    for (const id of named) followers.reboot(id);
  await followers.settle(new Set([...named, ...requests.instanceIds(answer.body.toString())]));
  return answer;
}

async function consoleAnswer(followers: Followers, asked: requests.AwsRequest): Promise<Answer> {
  const id = asked.parameters.get('InstanceId') ?? '';
  const said = await followers.consoleOutput(id);
  if (!said) {
    const message = `The instance ID '${id}' does not exist`;
    return errorAnswer(asked, { code: 'InvalidInstanceID.NotFound', message, status: 400 });
  }
  const output = Buffer.from(said.text.slice(-65_536)).toString('base64'); // EC2 keeps the last 64 KiB
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<GetConsoleOutputResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${randomUUID()}</requestId>
<instanceId>${id}</instanceId><timestamp>${said.at.toISOString()}</timestamp><output>${output}</output></GetConsoleOutputResponse>`;
  return { status: 200, headers: { 'content-type': 'text/xml;charset=UTF-8' }, body: Buffer.from(body) };
}

function errorAnswer(asked: requests.AwsRequest, error: requests.AwsError): Answer {
  const id = randomUUID();
  const { type, body } = requests.errorBody(asked, error, id);
  const headers = { 'content-type': type, 'x-amzn-requestid': id, 'x-amzn-errortype': error.code };
  return { status: error.status, headers, body: Buffer.from(body) };
}

/** The sandbox's own switches: POST or DELETE /_sandbox/faults, GET or DELETE /_sandbox/calls. */
function control(
  url: string,
  method: string,
  body: Buffer,
  faults: FaultQueue<AwsFault>,
  calls: Map<string, number>,
): Answer {
  const say = (status: number, value: unknown): Answer => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(`${JSON.stringify(value)}\n`),
  });
  try {
    if (url === '/_sandbox/faults' && method === 'POST') {
      for (const fault of parseFaults(body.toString())) faults.add(fault);
      return say(200, {});
    }
  } catch (error) {
    return say(400, { error: String(error) });
  }
  if (url === '/_sandbox/faults' && method === 'DELETE') {
    faults.clear();
    return say(200, {});
  }
  if (url === '/_sandbox/calls') {
    const counted = Object.fromEntries([...calls].sort());
    if (method === 'DELETE') calls.clear();
    return say(200, counted);
  }
  return say(404, { error: `the sandbox has no ${method} ${url}` });
}

function forward(port: number, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const headers = { ...request.headers, 'content-length': String(body.length) };
  delete headers['transfer-encoding'];
  delete headers['connection'];
  return new Promise((resolve, reject) => {
    const onward = send(
      { host: '127.0.0.1', port, method: request.method, path: request.url, headers, agent: false },
      (response) => {
        read(response).then(
          (received) =>
            resolve({ status: response.statusCode ?? 502, headers: response.headers, body: received }),
          reject,
        );
      },
    );
    onward.on('error', reject);
    onward.end(body);
  });
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  for (const [name, value] of Object.entries(headers)) {
    if (
      value === undefined ||
      ['connection', 'transfer-encoding', 'content-length', 'keep-alive'].includes(name)
    )
      continue;
    response.setHeader(name, value);
  }
  response.setHeader('content-length', body.length);
  response.writeHead(status).end(body);
}
