/** The AWS endpoint: forwards every request to moto, and answers when machines and storage have followed. */
import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  request as startRequest,
} from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { StepLog } from '../cache.ts';
import { FaultQueue } from '../faults.ts';
import type { ResourceRecord } from './access/checks.ts';
import { Roles } from './access/roles.ts';
import * as requests from './aws-requests.ts';
import { type AwsFault, meetsOperation, parseFaults, toAwsError } from './faults.ts';

/** What the endpoint needs of the machines. */
export interface MachineController {
  /** Reconciles storage and addresses with the account, and starts what has to happen to machines. */
  reconcile(): Promise<unknown>;
  /** Waits until the work on these instances is done. */
  settle(ids: Iterable<string>): Promise<void>;
  /** Runs `action` while the instance is down. */
  whileDown<T>(id: string, action: () => Promise<T>): Promise<T>;
  reboot(id: string): void;
  /** Returns the output of an instance's console, or null where there is no such instance. */
  consoleOutput(id: string): Promise<{ text: string; at: Date } | null>;
  /** Saves the account; called after each of its changes. */
  save(): Promise<void>;
}

export interface EndpointSettings {
  readonly host: string;
  readonly port: number;
  /** Port of moto on 127.0.0.1. */
  readonly moto: number;
  readonly machines: MachineController;
  /** Everything in the account that a policy can ask about. */
  readonly resources: () => Promise<readonly ResourceRecord[]>;
  readonly log: StepLog;
}

/** What the endpoint keeps between calls, and the paths below /_sandbox/ change. */
interface Switches {
  readonly faults: FaultQueue<AwsFault>;
  readonly calls: Map<string, number>;
  readonly roles: Roles;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

export async function serveEndpoint(settings: EndpointSettings): Promise<Server> {
  const switches: Switches = { faults: new FaultQueue(), calls: new Map(), roles: new Roles() };
  const { faults, calls, roles } = switches;
  const handle = async (request: IncomingMessage): Promise<Answer> => {
    const body = await readBody(request);
    const url = request.url ?? '/';
    if (url === '/_sandbox/delays') return forward(settings.moto, request, body);
    if (url.startsWith('/_sandbox/')) return answerSwitch(url, request.method ?? 'GET', body, switches);
    const call = requests.parseRequest(request.headers, url, body.toString());
    const name = `${call.service || 'unsigned'}:${call.operation || `${request.method} ${url.split('?')[0]}`}`;
    calls.set(name, (calls.get(name) ?? 0) + 1);
    const fault = faults.take((item) => meetsOperation(item, call.operation));
    if (fault?.delay) await delay(fault.delay);
    const refused =
      requests.checkCredentials(call) ??
      (fault && toAwsError(fault)) ??
      (await roles.check(call, settings.resources));
    if (refused) return answerError(call, refused);
    return performOperation(settings, call, () => forward(settings.moto, request, body));
  };
  const server = createServer((request, response) => {
    handle(request).then(
      (answer) => writeAnswer(response, answer),
      (error: unknown) => {
        settings.log.info(`${request.method} ${request.url} failed in the sandbox: ${String(error)}`);
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

async function performOperation(
  { machines }: EndpointSettings,
  call: requests.AwsRequest,
  send: () => Promise<Answer>,
): Promise<Answer> {
  if (call.operation === 'GetConsoleOutput') return answerConsoleOutput(machines, call);
  if (!requests.changesResources(call)) return send();
  const follow = async (): Promise<Answer> => {
    const answer = await send();
    if (answer.status >= 300) return answer;
    await machines.reconcile();
    await machines.save();
    return answer;
  };
  const named = requests.findInstanceIds(call.parameters.toString());
  const imaged = call.parameters.get('InstanceId');
  if (call.operation === 'CreateImage' && imaged && call.parameters.get('NoReboot') !== 'true') {
    return machines.whileDown(imaged, follow);
  }
  const answer = await follow();
  if (call.operation === 'RebootInstances' && answer.status < 300)
    for (const id of named) machines.reboot(id);
  await machines.settle(new Set([...named, ...requests.findInstanceIds(answer.body.toString())]));
  return answer;
}

async function answerConsoleOutput(machines: MachineController, call: requests.AwsRequest): Promise<Answer> {
  const id = call.parameters.get('InstanceId') ?? '';
  const log = await machines.consoleOutput(id);
  if (!log) {
    const message = `The instance ID '${id}' does not exist`;
    return answerError(call, { code: 'InvalidInstanceID.NotFound', message, status: 400 });
  }
  const output = Buffer.from(log.text.slice(-65_536)).toString('base64'); // EC2 keeps the last 64 KiB
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<GetConsoleOutputResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${randomUUID()}</requestId>
<instanceId>${id}</instanceId><timestamp>${log.at.toISOString()}</timestamp><output>${output}</output></GetConsoleOutputResponse>`;
  return { status: 200, headers: { 'content-type': 'text/xml;charset=UTF-8' }, body: Buffer.from(body) };
}

function answerError(call: requests.AwsRequest, error: requests.AwsError): Answer {
  const id = randomUUID();
  const { type, body } = requests.formatError(call, error, id);
  const headers = { 'content-type': type, 'x-amzn-requestid': id, 'x-amzn-errortype': error.code };
  return { status: error.status, headers, body: Buffer.from(body) };
}

/** Answers the sandbox's own switches: POST or DELETE /_sandbox/faults, GET or DELETE /_sandbox/calls, POST /_sandbox/roles. */
function answerSwitch(url: string, method: string, body: Buffer, { faults, calls, roles }: Switches): Answer {
  const json = (status: number, value: unknown): Answer => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(`${JSON.stringify(value)}\n`),
  });
  try {
    if (url === '/_sandbox/faults' && method === 'POST') {
      for (const fault of parseFaults(body.toString())) faults.add(fault);
      return json(200, {});
    }
    if (url === '/_sandbox/roles' && method === 'POST') {
      roles.put(body.toString());
      return json(200, {});
    }
  } catch (error) {
    return json(400, { error: String(error) });
  }
  if (url === '/_sandbox/faults' && method === 'DELETE') {
    faults.clear();
    return json(200, {});
  }
  if (url === '/_sandbox/calls') {
    const counted = Object.fromEntries([...calls].sort());
    if (method === 'DELETE') calls.clear();
    return json(200, counted);
  }
  return json(404, { error: `the sandbox has no ${method} ${url}` });
}

function forward(port: number, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const headers = { ...request.headers, 'content-length': String(body.length) };
  delete headers['transfer-encoding'];
  delete headers['connection'];
  return new Promise((resolve, reject) => {
    const onward = startRequest(
      { host: '127.0.0.1', port, method: request.method, path: request.url, headers, agent: false },
      (response) => {
        readBody(response).then(
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

async function readBody(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function writeAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
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
